import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { read } from '../input.ts'
import type { Finding } from '../requirement/finding.ts'
import type { Act, ActType, Side } from './act.ts'
import { available } from './available.ts'
import {
  accept,
  accepted,
  carryOut,
  after,
  anna,
  copy,
  dispatch,
  jorge,
  luc,
  officers,
  order,
  refusal,
  registered,
  result,
  rosa,
  withdraw,
  close,
} from './case-one.ts'
import { type Command, commands } from './command.ts'
import { filesOf } from './decide.ts'
import { replay } from './request.ts'

const missing: Finding = {
  code: 'facts.missing',
  severity: 'missing',
  field: 'facts',
  provisions: [{ instrument: 'untoc', article: '18(15)(c)', verified: true }],
}

describe('two officers', () => {
  const twice: readonly (readonly [ActType, readonly (readonly [Side, Command])[], Side, Command])[] = [
    ['dispatch', [], 'requesting', dispatch],
    ['accept', registered, 'requested', accept],
    [
      'refuse',
      registered,
      'requested',
      { type: 'refuse', input: { grounds: [{ reason: 'Ne bis in idem.', article: 'untoc 18(21)(d)' }] } },
    ],
    ['send-result', accepted, 'requested', result],
    ['withdraw', registered, 'requesting', withdraw],
    ['close', [...registered, ['requesting', withdraw]], 'requested', close],
  ]
  for (const [name, steps, side, command] of twice) {
    it(`are needed to ${name}, and they are not the same one`, () => {
      const talk = after(...steps)
      const [first, second] = officers[side]
      const acts = copy(talk[side]).acts.length
      assert.ok(talk.give(side, first, command).ok)
      assert.equal(copy(talk[side]).acts.length, acts)
      assert.equal(refusal(talk, side, { type: 'approve', input: {} }, first), 'not-the-second-person')
      assert.equal(refusal(talk, side, command, second), 'act-not-available')
      assert.ok(talk.give(side, second, { type: 'approve', input: {} }).ok)
      const done = copy(talk[side]).acts.findLast((each) => each.side === side)
      assert.equal(done?.by, first.name)
      assert.equal(done?.approvedBy, second.name)
      assert.equal(copy(talk[side]).pending, undefined)
    })
  }

  it('may decline, with a reason that is kept until the act is asked for again', () => {
    const talk = after()
    talk.give('requesting', rosa, dispatch)
    assert.ok(talk.give('requesting', jorge, { type: 'decline', input: { reason: 'The order is not attached.' } }).ok)
    assert.equal(copy(talk.requesting).declined?.reason, 'The order is not attached.')
    assert.equal(copy(talk.requesting).pending, undefined)
    talk.give('requesting', rosa, dispatch)
    assert.equal(copy(talk.requesting).declined, undefined)
  })

  it('approve what was asked: a revision voids the question', () => {
    const talk = after()
    talk.give('requesting', rosa, dispatch)
    talk.give('requesting', rosa, { type: 'revise', input: { content: { purpose: 'Another.' } } })
    assert.equal(copy(talk.requesting).pending, undefined)
    assert.equal(refusal(talk, 'requesting', { type: 'approve', input: {} }, jorge), 'act-not-available')
  })

  it('can only decline what the other State has made impossible meanwhile', () => {
    const talk = after(...registered)
    talk.give('requested', anna, accept)
    carryOut(talk, 'requesting', withdraw)
    const offered = available(copy(talk.requested))
    assert.equal(offered.includes('approve'), false)
    assert.equal(offered.includes('decline'), true)
    assert.equal(refusal(talk, 'requested', { type: 'approve', input: {} }, luc), 'act-not-available')
  })
})

describe('findings', () => {
  it('keep a request from leaving, when it is asked for and when it is approved, and name their field', () => {
    const talk = after()
    assert.equal(refusal(talk, 'requesting', dispatch, rosa, [missing]), 'findings-open')
    talk.give('requesting', rosa, dispatch)
    const approval = talk.give('requesting', jorge, { type: 'approve', input: {} }, [missing])
    assert.deepEqual(approval.ok ? [] : approval.problem.fields, [{ field: 'facts', rule: 'finding.facts.missing' }])
    assert.equal(copy(talk.requesting).acts.length, 0)
  })

  it('are told with their values', () => {
    const found = after().give('requesting', rosa, dispatch, [{ ...missing, values: { article: '18(15)' } }])
    assert.deepEqual(found.ok ? [] : found.problem.fields?.[0]?.values, { article: '18(15)' })
  })

  it('of advice keep nothing', () => {
    const talk = after()
    assert.ok(talk.give('requesting', rosa, dispatch, [{ ...missing, severity: 'advice' }]).ok)
  })

  it('can be overridden, and who did so and why is kept', () => {
    const talk = after()
    talk.give('requesting', rosa, { type: 'override-finding', input: { finding: 'facts.missing@facts', reason: 'Sent by telephone.' } })
    const { reason, by } = copy(talk.requesting).overrides['facts.missing@facts'] ?? {}
    assert.deepEqual([reason, by], ['Sent by telephone.', rosa])
    assert.equal(refusal(talk, 'requesting', dispatch, rosa, [missing, { ...missing, field: 'links' }]), 'findings-open')
    assert.ok(talk.give('requesting', rosa, dispatch, [missing]).ok)
  })

  it('do not keep a draft from being shared', () => {
    const talk = after()
    assert.ok(talk.give('requesting', rosa, { type: 'share-draft', input: {} }, [missing]).ok)
  })
})

describe('a refusal', () => {
  it('names the act that has no place', () => {
    const refused = after().give('requesting', rosa, withdraw)
    assert.deepEqual(refused.ok ? undefined : refused.problem, { code: 'act-not-available', values: { act: 'withdraw' } })
  })
})

describe('the files of an act', () => {
  it('are those that it names, and of most acts none', () => {
    const talk = after(...registered, ['requested', { type: 'ask-clarification', input: { question: 'Which branch?' } }])
    const question = copy(talk.requested).acts.at(-1)
    const answer = { type: 'clarify', input: { answers: question?.id ?? '', text: 'Zürich.' } } as const
    const without = carryOut(talk, 'requesting', answer)
    assert.deepEqual(filesOf({ ...without, body: { ...answer.input, files: [order] } } as Act), [order])
    assert.deepEqual([filesOf(without), question === undefined ? undefined : filesOf(question)], [[], []])
    const ended = carryOut(talk, 'requesting', withdraw)
    assert.deepEqual(filesOf({ ...ended, body: { ...ended.body, files: [{ id: 'x' }] } } as never), [])
  })
})

describe('a revision', () => {
  it('changes the fields that it names, takes out those that are null, and leaves the others', () => {
    const talk = after()
    talk.give('requesting', rosa, { type: 'revise', input: { content: { limitation: '2031-08-17', purpose: 'Evidence.' } } })
    talk.give('requesting', rosa, { type: 'revise', input: { content: { limitation: null, title: 'Laundering', purpose: undefined } } })
    const { limitation, title, purpose } = copy(talk.requesting).content
    assert.deepEqual([limitation, title, purpose], [undefined, 'Laundering', 'Evidence.'])
    assert.equal('limitation' in copy(talk.requesting).content, false)
    assert.deepEqual(replay(JSON.parse(JSON.stringify(talk.requesting.log))), talk.requesting.request)
  })

  it('does not change who asks whom, nor for what kind of cooperation', () => {
    for (const field of ['kind', 'requesting', 'requested']) {
      const reading = read(commands.revise, { content: { [field]: 'ITA' } })
      assert.deepEqual(reading.ok ? [] : reading.problem.fields, [{ field: `content.${field}`, rule: 'unknown-field' }])
    }
  })
})
