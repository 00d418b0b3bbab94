import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Act, Side } from './act.ts'
import { available } from './available.ts'
import {
  accept,
  accepted,
  carryOut,
  after,
  answered,
  close,
  copy,
  deficient,
  dispatch,
  draft,
  order,
  refusal,
  register,
  registered,
  reopen,
  result,
  rosa,
  sent,
  speciality,
  stage,
  statements,
  withdraw,
} from './case-one.ts'
import type { Command } from './command.ts'
import { type Conversation, startConversation } from './conversation.ts'
import { filesOf } from './decide.ts'
import { progressOf, type Stage } from './progress.ts'

function same(talk: Conversation): void {
  const [a, b] = [copy(talk.requesting), copy(talk.requested)]
  assert.deepEqual(a.acts, b.acts)
  assert.deepEqual(progressOf(a.acts), progressOf(b.acts))
  assert.deepEqual([...a.held, ...b.held], [])
}

describe('case 1, from draft to answer', () => {
  it('reaches each stage on both sides alike, and ends closed with every answer confirmed', () => {
    const talk = startConversation(draft)
    const stages: Stage[] = []
    function step(side: Side, command: Command): Act {
      const done = carryOut(talk, side, command)
      same(talk)
      assert.equal(stage(talk.requesting), stage(talk.requested))
      stages.push(stage(talk.requesting))
      return done
    }
    assert.equal(stage(talk.requesting), 'draft')
    talk.give('requesting', rosa, { type: 'revise', input: { content: { purpose: 'Evidence at trial and confiscation.' } } })
    step('requesting', { type: 'share-draft', input: { note: 'Would this do?' } })
    assert.equal(copy(talk.requested).content.purpose, 'Evidence at trial and confiscation.')
    step('requested', { type: 'comment', input: { text: 'Name the bank.' } })
    talk.give('requesting', rosa, { type: 'revise', input: { content: { procedure: 'Certified copies.' } } })
    assert.equal(copy(talk.requested).content.procedure, undefined)
    const request = step('requesting', dispatch)
    assert.equal(copy(talk.requested).content.procedure, 'Certified copies.')
    assert.deepEqual(copy(talk.requested).content, copy(talk.requesting).content)
    assert.deepEqual(filesOf(request), [order])
    step('requested', register)
    const question = step('requested', { type: 'ask-clarification', input: { question: 'Which branch?', due: '2026-10-01' } })
    assert.deepEqual(progressOf(copy(talk.requesting).acts).openClarifications, [{ act: question.id, due: '2026-10-01' }])
    step('requesting', { type: 'clarify', input: { answers: question.id, text: 'Zürich.', files: [order] } })
    const acceptance = step('requested', { type: 'accept', input: { conditions: [speciality] } })
    assert.deepEqual(progressOf(copy(talk.requesting).acts).conditions, [speciality])
    step('requesting', { type: 'confirm-receipt', input: { of: acceptance.id } })
    step('requested', { type: 'assign', input: { authority: 'Staatsanwaltschaft III, Zürich', due: '2026-12-01' } })
    step('requested', { type: 'report-progress', input: { text: 'The order is served.' } })
    step('requesting', { type: 'ask-status', input: {} })
    step('requested', { type: 'report-status', input: { text: 'Two weeks more.' } })
    const part = step('requested', { type: 'send-result', input: { final: false, summary: 'Form A.', files: [order] } })
    const whole = step('requested', { type: 'send-result', input: { final: true, summary: 'Statements.', files: [statements] } })
    assert.deepEqual(filesOf(whole), [statements])
    step('requesting', { type: 'confirm-receipt', input: { of: part.id, hashesEqual: true } })
    assert.equal(refusal(talk, 'requesting', close), 'act-not-available')
    step('requesting', { type: 'confirm-receipt', input: { of: whole.id, hashesEqual: true } })
    step('requesting', close)
    step('requesting', reopen)
    const expected =
      'consulting consulting sent registered clarification registered accepted accepted executing executing executing executing partly-answered answered answered answered closed registered'
    assert.equal(stages.join(' '), expected)
    assert.deepEqual(progressOf(copy(talk.requested).acts).reference, { requesting: 'UCJIE-0417-2026', requested: 'B-26-1173' })
    assert.equal(copy(talk.requesting).reference, 'UCJIE-0417-2026')
    assert.equal(copy(talk.requested).reference, 'B-26-1173')
    assert.deepEqual(progressOf(copy(talk.requested).acts).crossed, [])
  })

  const ways: readonly (readonly [string, readonly (readonly [Side, Command])[], Stage])[] = [
    ['returned as deficient', [...sent, ['requested', deficient]], 'returned'],
    ['returned after it was registered', [...registered, ['requested', deficient]], 'returned'],
    ['returned, mended and sent again', [...sent, ['requested', deficient], ...sent], 'sent'],
    [
      'returned and shared as a draft again',
      [...sent, ['requested', deficient], ['requesting', { type: 'share-draft', input: {} }]],
      'consulting',
    ],
    [
      'postponed',
      [...registered, ['requested', { type: 'postpone', input: { reason: 'A trial here.', article: 'untoc 18(25)' } }]],
      'postponed',
    ],
    [
      'postponed and then accepted',
      [
        ...accepted,
        ['requested', { type: 'postpone', input: { reason: 'A trial here.', article: 'untoc 18(25)' } }],
        ['requested', accept],
      ],
      'accepted',
    ],
    [
      'refused with its article',
      [...registered, ['requested', { type: 'refuse', input: { grounds: [{ reason: 'Ne bis in idem.', article: 'untoc 18(21)(d)' }] } }]],
      'refused',
    ],
    ['withdrawn', [...registered, ['requesting', withdraw]], 'withdrawn'],
    [
      'withdrawn while it is only a draft',
      [
        ['requesting', { type: 'share-draft', input: {} }],
        ['requesting', withdraw],
      ],
      'withdrawn',
    ],
    [
      'no longer needed',
      [...accepted, ['requesting', { type: 'no-longer-needed', input: { reason: 'The accused confessed.' } }]],
      'not-needed',
    ],
    ['closed by the requested State after a withdrawal', [...registered, ['requesting', withdraw], ['requested', close]], 'closed'],
    [
      'taken up as a draft when it was withdrawn as one',
      [
        ['requesting', { type: 'share-draft', input: {} }],
        ['requesting', withdraw],
        ['requesting', close],
        ['requesting', reopen],
      ],
      'consulting',
    ],
    [
      'taken up as returned when it was closed as returned',
      [...registered, ['requested', deficient], ['requesting', close], ['requesting', reopen]],
      'returned',
    ],
    [
      'taken up as sent when it was never registered',
      [...sent, ['requesting', withdraw], ['requested', close], ['requesting', reopen]],
      'sent',
    ],
  ]
  for (const [name, steps, expected] of ways) {
    it(`can be ${name}`, () => {
      const talk = after(...steps)
      assert.equal(stage(talk.requesting), expected)
      same(talk)
    })
  }

  const nots: readonly (readonly [string, readonly (readonly [Side, Command])[], Side, Command])[] = [
    ['is not registered by the State that sent it', sent, 'requesting', register],
    ['is not accepted before it is registered', sent, 'requested', accept],
    ['is not answered before it is accepted', registered, 'requested', result],
    ['is not sent twice', sent, 'requesting', dispatch],
    ['is not withdrawn before anyone has seen it', [], 'requesting', withdraw],
    ['is not revised once it is sent', sent, 'requesting', { type: 'revise', input: { content: { title: 'Other' } } }],
    ['is not revised by the requested State', sent, 'requested', { type: 'revise', input: { content: { title: 'Other' } } }],
    [
      'has no clarification without a question',
      registered,
      'requesting',
      { type: 'clarify', input: { answers: order.id, text: 'Zürich.' } },
    ],
    ['has no receipt confirmed without an answer', accepted, 'requesting', { type: 'confirm-receipt', input: { of: order.id } }],
    ['is not closed while an answer is unconfirmed', answered, 'requesting', close],
    ['is not closed by the State that answered it', answered, 'requested', close],
    ['is not closed by the State that returned it', [...sent, ['requested', deficient]], 'requested', close],
    [
      'is not reopened by the requested State when it was withdrawn',
      [...registered, ['requesting', withdraw], ['requested', close]],
      'requested',
      reopen,
    ],
    ['has nothing to approve while nothing is asked', sent, 'requested', { type: 'approve', input: {} }],
  ]
  for (const [name, steps, side, command] of nots) {
    it(name, () => {
      const talk = after(...steps)
      assert.equal(refusal(talk, side, command), 'act-not-available')
      assert.equal(available(copy(talk[side])).includes(command.type), false)
    })
  }

  it('confirms only an answer that is there, and answers only a question that is open', () => {
    const talk = after(...registered, ['requested', { type: 'ask-clarification', input: { question: 'Which branch?' } }])
    assert.equal(refusal(talk, 'requesting', { type: 'clarify', input: { answers: order.id, text: 'Zürich.' } }), 'act-not-available')
    const done = after(...answered)
    assert.equal(refusal(done, 'requesting', { type: 'confirm-receipt', input: { of: order.id } }), 'act-not-available')
  })
})
