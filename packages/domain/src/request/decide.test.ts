import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Finding } from '../requirement/finding.ts'
import type { Act, ActType, Side } from './act.ts'
import { available } from './available.ts'
import type { Command } from './command.ts'
import type { FileReference, RequestContent } from './content.ts'
import { type Conversation, type End, startConversation } from './conversation.ts'
import { filesOf } from './decide.ts'
import { progressOf, type Stage, stageOf } from './progress.ts'
import type { Actor, Request } from './request.ts'

const rosa: Actor = { id: 'pe-1', name: 'Rosa Huamán' }
const jorge: Actor = { id: 'pe-2', name: 'Jorge Ticona' }
const anna: Actor = { id: 'ch-1', name: 'Anna Brunner' }
const luc: Actor = { id: 'ch-2', name: 'Luc Favre' }
const officers: Record<Side, readonly [Actor, Actor]> = { requesting: [rosa, jorge], requested: [anna, luc] }

const order: FileReference = {
  id: 'a0000000-0000-4000-8000-000000000001',
  name: 'orden de incautación.pdf',
  mediaType: 'application/pdf',
  size: 120_417,
  sha256: 'a'.repeat(64),
}
const statements: FileReference = { ...order, id: 'a0000000-0000-4000-8000-000000000002', name: 'statements.pdf', sha256: 'b'.repeat(64) }

const draft: RequestContent = {
  kind: 'mutual-legal-assistance',
  requesting: 'PER',
  requested: 'CHE',
  title: 'José Núñez Álvarez and another: laundering',
  matter: { reference: '506015704-2025-88-0', stage: 'investigation' },
  attachments: [order],
}
const speciality = { id: 'a0000000-0000-4000-8000-000000000003', kind: 'speciality', text: 'Use for this matter only.' } as const
const missing: Finding = {
  code: 'facts.missing',
  severity: 'missing',
  field: 'facts',
  provisions: [{ instrument: 'untoc', article: '18(15)(c)', verified: true }],
}

function copy(end: End): Request {
  assert.ok(end.request)
  return end.request
}

function stage(end: End): Stage {
  return stageOf(progressOf(copy(end).acts))
}

/** Gives a command, with its second officer where one is needed, and lets the act arrive. */
function act(talk: Conversation, side: Side, command: Command): Act {
  const [first, second] = officers[side]
  const asked = talk.give(side, first, command)
  assert.ok(asked.ok, `${side} ${command.type} at ${stage(talk[side])}`)
  if (talk[side].request?.pending !== undefined) assert.ok(talk.give(side, second, { type: 'approve', input: {} }).ok, command.type)
  talk.settle()
  const done = copy(talk[side]).acts.findLast((each) => each.side === side)
  assert.ok(done)
  assert.equal(done.type, command.type)
  return done
}

function refusal(talk: Conversation, side: Side, command: Command, officer = officers[side][0], findings: readonly Finding[] = []): string {
  const before = talk[side].log.length
  const result = talk.give(side, officer, command, findings)
  assert.equal(talk[side].log.length, before)
  return result.ok ? 'accepted' : result.problem.code
}

function same(talk: Conversation): void {
  const [a, b] = [copy(talk.requesting), copy(talk.requested)]
  assert.deepEqual(a.acts, b.acts)
  assert.deepEqual(progressOf(a.acts), progressOf(b.acts))
  assert.deepEqual([...a.held, ...b.held], [])
}

const dispatch: Command = { type: 'dispatch', input: { reference: 'UCJIE-0417-2026' } }
const register: Command = { type: 'register', input: { reference: 'B-26-1173', confidentialityConfirmed: true } }
const accept: Command = { type: 'accept', input: { conditions: [] } }
const withdraw: Command = { type: 'withdraw', input: { reason: 'The suspect has died.' } }
const close: Command = { type: 'close', input: { reason: 'Done.' } }
const reopen: Command = { type: 'reopen', input: { reason: 'One account was left out.' } }
const deficient: Command = { type: 'return-deficient', input: { reasons: [{ text: 'No facts.', article: 'untoc 18(15)(c)' }] } }
const result: Command = { type: 'send-result', input: { final: true, summary: 'All records.', files: [statements] } }

/** A conversation in which these commands have been given and have arrived. */
function after(...steps: readonly (readonly [Side, Command])[]): Conversation {
  const talk = startConversation(draft)
  for (const [side, command] of steps) act(talk, side, command)
  return talk
}
const sent = [['requesting', dispatch]] as const
const registered = [...sent, ['requested', register]] as const
const accepted = [...registered, ['requested', accept]] as const
const answered = [...accepted, ['requested', result]] as const

describe('case 1, from draft to answer', () => {
  it('reaches each stage on both sides alike, and ends closed with every answer confirmed', () => {
    const talk = startConversation(draft)
    const stages: Stage[] = []
    function step(side: Side, command: Command): Act {
      const done = act(talk, side, command)
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
    assert.deepEqual(stages, [
      ...['consulting', 'consulting', 'sent', 'registered', 'clarification', 'registered', 'accepted', 'accepted', 'executing'],
      ...['executing', 'executing', 'executing', 'partly-answered', 'answered', 'answered', 'answered', 'closed', 'registered'],
    ])
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
    act(talk, 'requesting', withdraw)
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
