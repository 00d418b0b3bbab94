import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from '../request/command.ts'
import { available } from '../request/available.ts'
import { decide } from '../request/decide.ts'
import { progressOf, stageOf } from '../request/progress.ts'
import { evolve, replay, type Request, type RequestEvent } from '../request/request.ts'
import type { Result } from '../result.ts'
import { openOnPaper } from './incoming-paper.ts'
import { enterPaperAct, PaperAct, paperActsOf } from './paper-act.ts'

let count = 0
const newId = () => `018f0000-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`
const scan = () => ({ id: newId(), name: 'scan.pdf', mediaType: 'application/pdf', size: 10, sha256: 'a'.repeat(64) })
const keller = { id: 'a', name: 'A. Keller' }
const meier = { id: 'b', name: 'L. Meier' }
const since = '2026-09-10'

interface Desk {
  request: Request
  readonly log: RequestEvent[]
  now: string
}

function add(desk: Desk, events: readonly RequestEvent[]): void {
  for (const event of events) {
    desk.log.push(event)
    desk.request = evolve(desk.request, event)
  }
  assert.deepEqual(replay(desk.log), desk.request)
}

/** A command of ours, approved by a second officer where that is asked. */
function give(desk: Desk, command: Command): Result<unknown> {
  desk.now = new Date(Date.parse(desk.now) + 60_000).toISOString()
  const by = (actor: typeof keller) => ({ actor, at: desk.now, newId, findings: [] })
  const given = decide(desk.request, command, by(keller))
  if (!given.ok) return given
  add(desk, given.value)
  if (desk.request.pending === undefined) return given
  const approved = decide(desk.request, { type: 'approve', input: {} }, by(meier))
  assert.ok(approved.ok)
  add(desk, approved.value)
  return approved
}

/** Paper of theirs that says an act. */
function come(desk: Desk, act: PaperAct['act'], more: Partial<PaperAct> = {}): string {
  desk.now = new Date(Date.parse(desk.now) + 60_000).toISOString()
  const paper = { channel: 'post', reference: 'T-1', dated: since, received: since, by: 'Their officer', files: [scan()], act, ...more }
  const entry = { actor: keller, at: desk.now, today: desk.now.slice(0, 10), since, newId }
  const entered = enterPaperAct(desk.request, PaperAct.parse(paper), entry)
  if (!entered.ok) return [entered.problem.code, ...(entered.problem.fields ?? []).map(({ field, rule }) => `${field} ${rule}`)].join(' ')
  add(desk, [entered.value])
  return stageOf(progressOf(desk.request.acts, desk.request))
}

/** A request of ours that was sent on paper. */
function sent(): Desk {
  const content = { kind: 'mutual-legal-assistance', requesting: 'CHE', requested: 'PER' } as const
  const opened = {
    id: newId(),
    at: `${since}T08:00:00.000Z`,
    actor: keller,
    type: 'opened',
    request: 'r',
    side: 'requesting',
    content,
  } as const
  const desk: Desk = { request: replay([opened]), log: [opened], now: `${since}T15:00:00.000Z` }
  assert.ok(give(desk, { type: 'dispatch', input: { reference: 'B-1', onPaper: true } }).ok)
  return desk
}

/** A request of theirs that came on paper, and was registered. */
function arrived(): Desk {
  const said = { from: 'PER', authority: 'Fiscalía', channel: 'post', reference: 'T-1', dated: '2026-09-01', received: since } as const
  const paper = { ...said, kind: 'mutual-legal-assistance', subject: 'Registros', language: 'es' } as const
  const self = { state: 'CHE', name: 'Bundesamt' }
  const log = [...openOnPaper({ ...paper, files: [scan()] }, { request: 'r', self, actor: keller, at: `${since}T15:00:00.000Z`, newId })]
  const desk: Desk = { request: replay(log), log, now: `${since}T15:00:00.000Z` }
  assert.ok(give(desk, { type: 'register', input: { reference: 'B-1', confidentialityConfirmed: true } }).ok)
  return desk
}

const text = 'Words of the paper.'
const registration = { type: 'register', said: { confidentialityConfirmed: true } } as const
const condition = { id: newId(), kind: 'speciality', text: 'For this case only.' } as const

test('a request of ours on paper is registered, asked about, accepted, answered, confirmed and closed, each of their acts with its scan', () => {
  const desk = sent()
  assert.equal(desk.request.onPaper, true)
  assert.equal(come(desk, registration), 'registered')
  assert.equal(come(desk, { type: 'ask-clarification', said: { question: text } }), 'clarification')
  const [open] = progressOf(desk.request.acts).openClarifications
  assert.ok(give(desk, { type: 'clarify', input: { answers: open?.act ?? '', text } }).ok)
  assert.equal(come(desk, { type: 'accept', said: { conditions: [condition] } }), 'accepted')
  assert.equal(come(desk, { type: 'send-result', said: { final: true, summary: text } }), 'answered')
  const result = desk.request.acts.at(-1)
  assert.ok(result?.type === 'send-result' && result.body.files.length === 1 && result.by === 'Their officer')
  assert.deepEqual(desk.request.entered?.[result.id], { by: 'A. Keller', at: desk.now })
  assert.ok(!give(desk, { type: 'close', input: { reason: text } }).ok, 'what came is confirmed first')
  for (const of of progressOf(desk.request.acts).unconfirmed) assert.ok(give(desk, { type: 'confirm-receipt', input: { of } }).ok)
  assert.ok(give(desk, { type: 'close', input: { reason: text } }).ok)
  assert.equal(stageOf(progressOf(desk.request.acts)), 'closed')
  assert.equal(Object.keys(desk.request.entered ?? {}).length, 4)
})

test('a request of theirs on paper is answered, and closed by our own file or by what they write', () => {
  for (const theirs of [false, true]) {
    const desk = arrived()
    assert.ok(give(desk, { type: 'ask-clarification', input: { question: text } }).ok)
    const [open] = progressOf(desk.request.acts).openClarifications
    assert.equal(come(desk, { type: 'clarify', said: { answers: newId(), text } }), 'act-not-available')
    assert.equal(come(desk, { type: 'clarify', said: { answers: open?.act ?? '', text } }), 'registered')
    assert.ok(give(desk, { type: 'accept', input: { conditions: [] } }).ok)
    assert.ok(!give(desk, { type: 'close', input: { reason: text } }).ok)
    assert.ok(give(desk, { type: 'send-result', input: { final: true, summary: text, files: [] } }).ok)
    if (theirs) {
      const [of = ''] = progressOf(desk.request.acts).unconfirmed
      assert.equal(come(desk, { type: 'confirm-receipt', said: { of } }), 'answered')
      assert.equal(come(desk, { type: 'close', said: { reason: text } }), 'closed')
    } else assert.ok(give(desk, { type: 'close', input: { reason: text } }).ok)
    assert.equal(stageOf(progressOf(desk.request.acts, desk.request)), 'closed')
    assert.equal(come(desk, { type: 'reopen', said: { reason: text } }), 'registered')
  }
})

test('a request that was returned comes again on paper, and says what it says now', () => {
  const desk = arrived()
  assert.ok(give(desk, { type: 'return-deficient', input: { reasons: [{ text }] } }).ok)
  // What they wrote before our return reached them can come too.
  assert.deepEqual(paperActsOf(desk.request), ['dispatch', 'ask-status', 'no-longer-needed', 'withdraw', 'close'])
  assert.equal(come(desk, { type: 'dispatch', said: { subject: 'Registros de 2025', summary: text } }, { reference: 'T-1 bis' }), 'sent')
  assert.deepEqual([desk.request.content.title, desk.request.content.facts?.summary], ['Registros de 2025', text])
  assert.equal(progressOf(desk.request.acts).reference.requesting, 'T-1 bis')
})

test('letters that crossed stand in the thread, and what a result brought binds all the same', () => {
  const desk = sent()
  come(desk, registration)
  come(desk, { type: 'accept', said: { conditions: [] } })
  assert.ok(give(desk, { type: 'withdraw', input: { reason: text } }).ok)
  assert.ok(paperActsOf(desk.request).includes('send-result'))
  assert.equal(come(desk, { type: 'send-result', said: { final: true, summary: text, conditions: [condition] } }), 'withdrawn')
  const { crossed, conditions } = progressOf(desk.request.acts)
  assert.deepEqual([crossed.length, conditions.length], [1, 1])
  assert.equal(come(desk, registration), 'act-not-available', 'nobody registers twice')
})

test('what has no place, what cannot be dated so, and what belongs to a thread of messages is refused', () => {
  const refused: readonly (readonly [string, () => string])[] = [
    ['act-not-available', () => come(arrived(), registration)],
    ['act-not-available', () => come(sent(), { type: 'send-result', said: { final: true, summary: text } })],
    ['invalid-input received in-the-future', () => come(sent(), registration, { received: '2026-09-11' })],
    ['invalid-input received received-before-dated', () => come(sent(), registration, { dated: '2026-09-12', received: since })],
    ['invalid-input dated before-the-request', () => come(sent(), registration, { dated: '2026-09-09' })],
    [
      'invalid-input received before-the-request',
      () => come(arrived(), { type: 'ask-status', said: {} }, { dated: '2026-09-01', received: '2026-09-09' }),
    ],
  ]
  for (const [problem, attempt] of refused) assert.equal(attempt(), problem)
  const { onPaper: _, ...messages } = sent().request
  assert.deepEqual(paperActsOf(messages), [])
  const entry = { actor: keller, at: `${since}T16:00:00.000Z`, today: since, since, newId }
  const paper = { channel: 'post', reference: 'T-1', dated: since, received: since, by: 'X', files: [scan()], act: registration } as const
  const entered = enterPaperAct(messages, { ...paper, files: [...paper.files] }, entry)
  assert.ok(!entered.ok && entered.problem.code === 'act-not-available')
  const drafted = { id: newId(), at: entry.at, actor: keller, type: 'opened', request: 'r', side: 'requesting' } as const
  const content = { kind: 'mutual-legal-assistance', requesting: 'CHE', requested: 'PER' } as const
  const log = [{ ...drafted, content }]
  const shared: Desk = { request: replay(log), log, now: entry.at }
  assert.ok(give(shared, { type: 'share-draft', input: {} }).ok)
  const moved = give(shared, { type: 'dispatch', input: { reference: 'B-1', onPaper: true } })
  assert.deepEqual(moved.ok ? [] : moved.problem.fields, [{ field: 'onPaper', rule: 'thread-in-messages' }])
})

test('a draft is not consulted on by post', () => {
  const desk = sent()
  come(desk, { type: 'return-deficient', said: { reasons: [{ text }] } })
  assert.ok(!available(desk.request).includes('share-draft'))
  assert.ok(give(desk, { type: 'dispatch', input: { reference: 'B-1' } }).ok)
  assert.equal(desk.request.onPaper, true)
})
