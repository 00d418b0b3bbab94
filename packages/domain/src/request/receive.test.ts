import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Act } from './act.ts'
import { accept, accepted, carryOut, after, close, copy, jorge, refusal as refusalOf, registered, rosa, speciality } from './case-one.ts'
import type { RequestContent } from './content.ts'
import { startConversation } from './conversation.ts'
import { progressOf } from './progress.ts'
import { type Arrival, inSightOf, receive } from './receive.ts'
import { evolve, replay, type Request, type RequestEvent } from './request.ts'

const content: RequestContent = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' }
const at = '2026-09-10T08:00:00Z'
const id = (number: number): string => `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const fromPeru: Arrival = { thread: id(0), from: 'PER', self: 'CHE', at, newId: () => id(999) }
const head = { side: 'requesting', seq: 1, seen: 0, at, by: 'Rosa Huamán', approvedBy: 'Jorge Ticona' } as const
const dispatch: Act = { ...head, id: id(1), type: 'dispatch', body: { content, reference: 'UCJIE-0417-2026', files: [] } }
const askStatus: Act = { ...head, id: id(2), seq: 2, type: 'ask-status', body: {} }
const withdraw: Act = { ...head, id: id(3), seq: 3, type: 'withdraw', body: { reason: 'The suspect has died.' } }

function fold(request: Request | undefined, events: readonly RequestEvent[]): Request {
  const folded = events.reduce<Request | undefined>(evolve, request)
  assert.ok(folded)
  return folded
}

function take(request: Request | undefined, act: Act, arrival = fromPeru): Request {
  const result = receive(request, act, arrival)
  assert.ok(result.ok, act.type)
  return fold(request, result.value)
}

function refusal(request: Request | undefined, act: Act, arrival = fromPeru): string {
  const result = receive(request, act, arrival)
  return result.ok ? `accepted ${result.value.length}` : result.problem.code
}

describe('the first message of a thread', () => {
  it('opens our copy, as the requested State', () => {
    const request = take(undefined, dispatch)
    assert.deepEqual([request.id, request.side, request.self, request.counterpart], [id(0), 'requested', 'CHE', 'PER'])
    assert.deepEqual([request.acts, request.content, request.version], [[dispatch], content, 2])
  })

  const wrong: readonly (readonly [string, Act, Arrival, string])[] = [
    ['must be from the State that asks', dispatch, { ...fromPeru, from: 'ITA' }, 'act-out-of-place'],
    ['must ask something of us', dispatch, { ...fromPeru, self: 'ITA' }, 'act-out-of-place'],
    ['is not of the requested side', { ...dispatch, side: 'requested' }, fromPeru, 'act-out-of-place'],
    ['has seen nothing of ours', { ...dispatch, seen: 1 }, fromPeru, 'act-out-of-place'],
    ['is a request or a draft', { ...withdraw, seq: 1 }, fromPeru, 'act-out-of-place'],
    ['is not the second', askStatus, fromPeru, 'gap'],
    [
      'shares a draft of the State that shares it',
      { ...head, id: id(1), type: 'share-draft', body: { content: { ...content, requesting: 'ITA' } } },
      fromPeru,
      'act-out-of-place',
    ],
  ]
  for (const [name, act, arrival, code] of wrong) it(name, () => assert.equal(refusal(undefined, act, arrival), code))
})

describe('a later message', () => {
  it('has a number of its own', () => {
    const request = take(take(undefined, dispatch), askStatus)
    assert.equal(refusal(request, { ...askStatus, id: id(9) }), 'act-out-of-place')
  })

  it('changes nothing when it comes again', () => {
    const request = take(undefined, dispatch)
    assert.equal(refusal(request, dispatch), 'accepted 0')
    const gapped = take(request, withdraw)
    assert.equal(refusal(gapped, withdraw), 'accepted 0')
  })

  it('is held until what it rests on is here, and then counts', () => {
    const gapped = take(take(undefined, dispatch), withdraw)
    assert.deepEqual([gapped.acts, gapped.held], [[dispatch], [withdraw]])
    assert.equal(progressOf(gapped.acts).standing, 'sent')
    const whole = take(gapped, askStatus)
    assert.deepEqual([whole.acts, whole.held], [[dispatch, askStatus, withdraw], []])
    assert.equal(progressOf(whole.acts).standing, 'withdrawn')
  })

  it('is not held without end', () => {
    let request = take(undefined, dispatch)
    for (let seq = 3; seq < 103; seq += 1) request = take(request, { ...askStatus, id: id(seq), seq })
    assert.equal(refusal(request, { ...askStatus, id: id(103), seq: 103 }), 'gap')
    assert.equal(refusal(request, askStatus), 'accepted 1')
  })

  const wrong: readonly (readonly [string, Act, Arrival, string])[] = [
    ['is not from a third State', askStatus, { ...fromPeru, from: 'ITA' }, 'act-out-of-place'],
    ['is not on our side', { ...askStatus, side: 'requested' }, fromPeru, 'act-out-of-place'],
    ['has not seen acts that we never made', { ...askStatus, seen: 1 }, fromPeru, 'act-out-of-place'],
    ['does not bear the number of another', { ...dispatch, id: id(9) }, fromPeru, 'act-out-of-place'],
    ['does not bear the id of another', { ...askStatus, id: dispatch.id }, fromPeru, 'id-reuse'],
    ['has its place at this stage', { ...dispatch, id: id(9), seq: 2 }, fromPeru, 'act-out-of-place'],
    ['is not the act of the other side', { ...askStatus, type: 'comment', body: { text: 'Noted.' } }, fromPeru, 'act-out-of-place'],
  ]
  for (const [name, act, arrival, code] of wrong) it(name, () => assert.equal(refusal(take(undefined, dispatch), act, arrival), code))

  it('that was held and turns out to be out of place stands without effect', () => {
    const another: Act = { ...dispatch, id: id(9), seq: 3, body: { ...dispatch.body, content: { ...content, title: 'Another' } } }
    const request = take(take(take(undefined, dispatch), another), askStatus)
    assert.deepEqual([request.acts, request.content], [[dispatch, askStatus, another], content])
    assert.deepEqual(progressOf(request.acts).crossed, [another.id])
  })

  it('does not turn the request to another State', () => {
    const draft: Act = { ...head, id: id(1), type: 'share-draft', body: { content } }
    const turned: Act = { ...dispatch, id: id(2), seq: 2, body: { ...dispatch.body, content: { ...content, requesting: 'ITA' } } }
    assert.equal(refusal(take(undefined, draft), turned), 'act-out-of-place')
  })

  it('has not seen less than the one before it', () => {
    const talk = startConversation(content)
    talk.arrive('requested', dispatch)
    talk.give(
      'requested',
      { id: 'ch-1', name: 'Anna Brunner' },
      { type: 'register', input: { reference: 'B-1', confidentialityConfirmed: true } },
    )
    const request = talk.requested.request
    assert.ok(request)
    const seenOne = take(request, { ...askStatus, seen: 1 })
    assert.equal(refusal(seenOne, withdraw), 'act-out-of-place')
    assert.equal(refusal(seenOne, { ...withdraw, seen: 1 }), 'accepted 1')
    const gapped = take(request, withdraw)
    assert.equal(refusal(gapped, { ...askStatus, seen: 1 }), 'act-out-of-place')
  })
})

describe('acts that cross on the way', () => {
  it('leave a withdrawal in force, and the acceptance without effect, on both sides', () => {
    const talk = after(...registered)
    talk.give('requesting', rosa, { type: 'withdraw', input: { reason: 'The suspect has died.' } })
    talk.give('requesting', jorge, { type: 'approve', input: {} })
    carryOut(talk, 'requested', accept)
    talk.settle()
    for (const request of [copy(talk.requesting), copy(talk.requested)]) {
      const progress = progressOf(request.acts)
      assert.equal(progress.standing, 'withdrawn')
      assert.deepEqual(progress.crossed, [request.acts.find(({ type }) => type === 'accept')?.id])
    }
  })

  it('do not free a State from the conditions of a result that it received', () => {
    const talk = after(...accepted)
    talk.give('requesting', rosa, { type: 'no-longer-needed', input: { reason: 'He confessed.' } })
    const answer = carryOut(talk, 'requested', {
      type: 'send-result',
      input: { final: true, summary: 'Records.', files: [], conditions: [speciality] },
    })
    talk.settle()
    const progress = progressOf(copy(talk.requesting).acts)
    assert.deepEqual(progress, progressOf(copy(talk.requested).acts))
    assert.deepEqual([progress.standing, progress.conditions, progress.unconfirmed], ['not-needed', [speciality], [answer.id]])
    assert.equal(refusalOf(talk, 'requesting', close), 'act-not-available')
    carryOut(talk, 'requesting', { type: 'confirm-receipt', input: { of: answer.id } })
    carryOut(talk, 'requesting', close)
    assert.deepEqual(copy(talk.requesting).acts, copy(talk.requested).acts)
  })
})

describe('what an author had before them', () => {
  it('are their own earlier acts, and of the other side those that they had seen', () => {
    const ours = { ...askStatus, id: id(7), side: 'requested' } as const
    assert.deepEqual(inSightOf({ ...askStatus, seen: 2 }, [dispatch, askStatus, withdraw, ours]), [dispatch, ours])
    assert.deepEqual(inSightOf({ ...withdraw, seen: 1 }, [dispatch, askStatus, withdraw, ours]), [dispatch, askStatus])
  })
})

describe('a request that was opened', () => {
  it('has the reference that it was given, and else none; nothing has come of it yet', () => {
    const opened = { id: id(1), at, actor: rosa, type: 'opened', request: id(0), side: 'requesting', content } as const
    assert.equal(replay([{ ...opened, reference: 'UCJIE-0417-2026' }]).reference, 'UCJIE-0417-2026')
    assert.equal('reference' in replay([opened]), false)
    const { standing, resumesAt } = progressOf([])
    assert.deepEqual([standing, resumesAt], ['draft', 'draft'])
  })
})
