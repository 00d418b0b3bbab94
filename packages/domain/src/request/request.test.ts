import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { accept, after, anna, carryOut, copy, officers, registered, rosa } from './case-one.ts'
import type { Command } from './command.ts'
import { evolve, replay, type RequestEvent } from './request.ts'

const share: Command = { type: 'share-draft', input: {} }
const comment: Command = { type: 'comment', input: { text: 'Name the bank.' } }
function purpose(text: string): Command {
  return { type: 'revise', input: { content: { purpose: text } } }
}

describe('a draft that is consulted on', () => {
  it('stays as its author has it when the other State comments on what it was', () => {
    const talk = after(['requesting', share])
    talk.give('requesting', rosa, purpose('Confiscation.'))
    carryOut(talk, 'requested', comment)
    assert.equal(copy(talk.requesting).content.purpose, 'Confiscation.')
    assert.equal(copy(talk.requested).content.purpose, undefined)
  })

  it('is before the other State as it was shared last', () => {
    const talk = after(['requesting', share])
    talk.give('requesting', rosa, purpose('Confiscation.'))
    carryOut(talk, 'requesting', share)
    assert.equal(copy(talk.requested).content.purpose, 'Confiscation.')
  })
})

describe('an act that waits for its second officer', () => {
  it('goes on waiting while another is done', () => {
    const talk = after(...registered)
    talk.give('requested', anna, accept)
    const { pending } = copy(talk.requested)
    assert.equal(pending?.command.type, 'accept')
    assert.ok(talk.give('requested', anna, { type: 'report-progress', input: { text: 'Under review.' } }).ok)
    assert.deepEqual(copy(talk.requested).pending, pending)
  })

  it('and was declined stays so while another is done', () => {
    const talk = after(...registered)
    const [first, second] = officers.requested
    talk.give('requested', first, accept)
    talk.give('requested', second, { type: 'decline', input: { reason: 'Not yet.' } })
    assert.ok(talk.give('requested', first, { type: 'report-progress', input: { text: 'Under review.' } }).ok)
    assert.equal(copy(talk.requested).declined?.reason, 'Not yet.')
  })
})

it('an act that came as a message was entered by nobody', () => {
  assert.equal(copy(after(...registered).requested).entered, undefined)
})

describe('the log of a request', () => {
  const revised: RequestEvent = { id: 'e', at: '2026-09-10T08:00:00Z', actor: rosa, type: 'revised', content: {} }
  it('begins with its opening', () => {
    assert.throws(() => evolve(undefined, revised), /opens it, not revised/u)
    assert.throws(() => replay([revised]), /opens it, not revised/u)
    assert.throws(() => replay([]), /at least one event/u)
  })
})
