import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Side } from './act.ts'
import { isStillWritten } from './available.ts'
import { accept, accepted, after, carryOut, copy, officers, order, registered, result, speciality, withdraw } from './case-one.ts'
import type { Command } from './command.ts'
import { type Progress, progressOf, type Stage } from './progress.ts'

const part: Command = { type: 'send-result', input: { final: false, summary: 'Form A.', files: [order] } }
const question: Command = { type: 'ask-clarification', input: { question: 'Which branch?' } }

function progressAfter(...steps: readonly (readonly [Side, Command])[]): Progress {
  return progressOf(copy(after(...steps).requesting).acts)
}

describe('the progress of a request', () => {
  it('of which nothing was done is a draft, without anything beside', () => {
    const nothing = { reference: {}, openClarifications: [], unconfirmed: [], conditions: [], crossed: [] }
    assert.deepEqual(progressOf([]), { standing: 'draft', resumesAt: 'draft', ...nothing })
    assert.deepEqual(progressOf([], { onPaper: true }), { standing: 'draft', resumesAt: 'draft', ...nothing, onPaper: true })
  })

  it('is the same in whatever order its acts are told', () => {
    const { acts } = copy(after(...accepted, ['requested', question], ['requested', result]).requesting)
    assert.deepEqual(progressOf(acts.toReversed()), progressOf(acts))
  })

  it('asks for no answer by a day where no day was set', () => {
    const talk = after(...registered)
    const asked = carryOut(talk, 'requested', question)
    assert.deepEqual(progressOf(copy(talk.requested).acts).openClarifications, [{ act: asked.id }])
  })

  it('keeps a question open over an answer in part, and ends it with the last', () => {
    const asked = [...accepted, ['requested', question], ['requested', part]] as const
    assert.equal(progressAfter(...asked).openClarifications.length, 1)
    assert.deepEqual(progressAfter(...asked, ['requested', result]).openClarifications, [])
  })

  it('is not set back from an answer in part by handing the rest to another authority', () => {
    const { standing, assignedTo } = progressAfter(
      ...accepted,
      ['requested', part],
      ['requested', { type: 'assign', input: { authority: 'Zug' } }],
    )
    assert.deepEqual([standing, assignedTo], ['partly-answered', 'Zug'])
  })

  it('knows no condition of an acceptance that met with a withdrawal on the way, and nothing to confirm', () => {
    const talk = after(...registered)
    const [first, second] = officers.requesting
    talk.give('requesting', first, withdraw)
    talk.give('requesting', second, { type: 'approve', input: {} })
    const crossed = carryOut(talk, 'requested', { ...accept, input: { conditions: [speciality] } } as Command)
    talk.settle()
    for (const end of [talk.requesting, talk.requested]) {
      const progress = progressOf(copy(end).acts)
      assert.deepEqual([progress.crossed, progress.conditions, progress.unconfirmed], [[crossed.id], [], []])
    }
  })
})

it('what a request says can change while it is a draft, consulted on or returned, and at no other stage', () => {
  const changing: readonly Stage[] = ['draft', 'consulting', 'returned']
  const fixed: readonly Stage[] = [
    ...(['sent', 'registered', 'clarification', 'accepted', 'postponed', 'executing', 'partly-answered', 'answered'] as const),
    ...(['refused', 'not-needed', 'withdrawn', 'closed'] as const),
  ]
  assert.deepEqual([...changing, ...fixed].filter(isStillWritten), changing)
})
