import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { operations as all } from '@comity/contract/operations'
import type { PaperView } from '@comity/contract/paper'
import type { RequestView } from '@comity/contract/request'
import type { Actor } from '@comity/domain/account/role'
import type { Act } from '@comity/domain/request/act'
import type { FileReference } from '@comity/domain/request/content'
import { fail, ok, type Result } from '@comity/domain/result'
import { closePdf } from '@comity/letters/pdf'
import { law } from '@comity/reference/law'
import { findProfile } from '@comity/reference/profile'
import { streamOf } from '../platform/byte-stream.ts'
import { createDispatcher, type Dispatcher } from '../platform/dispatch.ts'
import { openFiles } from '../platform/files.ts'
import { newId } from '../platform/id.ts'
import { type TestDatabase, withDatabase } from '../platform/test-database.ts'
import { requestDesk } from '../request/desk.ts'
import { requestHandlers } from '../request/operations.ts'
import { applyActFor } from '../request/receive.ts'
import { openLetterRegister } from './letter-register.ts'
import { paperHandlers } from './operations.ts'
import { noLetterheads } from '../request/test-letterheads.ts'

const keller: Actor = { id: newId(), name: 'A. Keller', role: 'officer' }
const meier: Actor = { id: newId(), name: 'L. Meier', role: 'head' }
const scans: Record<string, string> = {
  first: '%PDF-1.7 first',
  second: '%PDF-1.7 second',
  third: '%PDF-1.7 third',
  fourth: '%PDF-1.7 fourth',
}

describe('paper that came', () => {
  let database: TestDatabase
  let dispatcher: Dispatcher
  let now = '2026-09-10T09:00:00.000Z'
  const enqueued: string[] = []
  const cleaning: (() => Promise<void>)[] = []

  before(async () => {
    database = await withDatabase({ after: (clean) => cleaning.push(clean) })
    const { db } = database
    const files = await openFiles(mkdtempSync(join(tmpdir(), 'comity-paper-')))
    const parts = {
      db,
      letterheads: noLetterheads,
      files,
      self: 'CHE',
      law: () => law,
      findProfile,
      // No peer is known: whatever is put into the outbox is refused.
      enqueue: async () => {
        enqueued.push('something')
        return fail({ code: 'unknown-peer' as const })
      },
      letters: openLetterRegister(() => 'https://bern.example/letters'),
      finishLetter: async ({ pdf }: { pdf: Uint8Array }) => ok(pdf),
      translatedWordsOf: async () => new Map(),
      wake: () => {},
      receiptsOf: async () => new Map(),
    }
    const handlers = {
      ...requestHandlers(parts),
      ...paperHandlers({ db, files, self: { state: 'CHE', name: 'Bundesamt für Justiz' }, publicCheck: true, desk: requestDesk(parts) }),
    }
    const operations = Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(handlers, name)))
    dispatcher = createDispatcher({ operations, handlers, db, clock: () => new Date(now) })
  })
  after(async () => {
    for (const clean of cleaning) await clean()
    await closePdf()
  })

  async function call<T>(actor: Actor, operation: string, raw: object): Promise<Result<T>> {
    const session = { token: 't', actor, language: 'en', expiresAt: '2026-12-22T00:00:00Z', provenAt: '2026-09-10T08:59:00Z' }
    return (await dispatcher.call(operation, raw, { session, address: '127.0.0.1', requestId: 'r' })) as Result<T>
  }

  async function scan(bytes: string | undefined, name = 'scan.pdf'): Promise<Result<FileReference>> {
    const body = { name, mediaType: 'application/pdf', stream: streamOf(Buffer.from(bytes ?? '')) }
    return call(keller, 'addScan', { query: { name }, body })
  }

  async function paper(bytes: string | undefined, more: object = {}) {
    const file = await scan(bytes)
    assert.ok(file.ok)
    const said = {
      from: 'PER',
      authority: 'Fiscalía de la Nación',
      channel: 'diplomatic',
      reference: 'UCJIE 0417/2026',
      dated: '2026-09-01',
    }
    const request = {
      received: '2026-09-09',
      kind: 'mutual-legal-assistance',
      subject: 'Registros bancarios',
      language: 'es',
      files: [file.value],
    }
    return { ...said, ...request, ...more }
  }

  function rulesOf(result: Result<unknown>): readonly string[] {
    return result.ok
      ? []
      : (result.problem.fields ?? [{ field: result.problem.code, rule: '' }]).map(({ field, rule }) => `${field} ${rule}`.trim())
  }

  test('a request on paper is registered, accepted by two and answered, each act a letter with its number, and nothing is ever sent', async () => {
    const entered = await call<RequestView>(keller, 'enterPaperRequest', { body: await paper(scans['first']) })
    assert.ok(entered.ok)
    let view = entered.value
    assert.deepEqual([view.onPaper, view.stage, view.theirReference, view.side], [true, 'sent', 'UCJIE 0417/2026', 'requested'])
    assert.equal(view.files[0]?.name, 'scan.pdf')
    const params = { request: view.id }
    const give = async (actor: Actor, command: string, body: object) => {
      now = new Date(Date.parse(now) + 60_000).toISOString()
      const done = await call<RequestView>(actor, command, { params, body, ifMatch: view.version })
      assert.ok(done.ok, JSON.stringify(done))
      view = done.value
    }
    await give(keller, 'register', { reference: 'B-2026-77', confidentialityConfirmed: true })
    await give(keller, 'accept', { conditions: [] })
    assert.equal(view.letters?.at(-1)?.standing, 'pending')
    const own = await call(keller, 'approve', { params, body: {}, ifMatch: view.version })
    assert.ok(!own.ok && own.problem.code === 'not-the-second-person')
    await give(meier, 'approve', {})
    await give(keller, 'send-result', { final: true, summary: 'Die Unterlagen liegen bei.', files: [] })
    await give(meier, 'approve', {})
    assert.deepEqual(
      view.letters?.map(({ number, act, standing, language }) => `${number} ${act} ${standing} ${language}`),
      ['OUT-2026-000001 register issued es', 'OUT-2026-000002 accept issued es', 'OUT-2026-000003 send-result issued es'],
    )
    assert.equal(view.stage, 'answered')
    assert.deepEqual(enqueued, [])
    for (const [operation, query] of [
      ['getRegisteredLetter', { format: 'pdf' }],
      ['getRegisteredLetter', { format: 'docx' }],
      ['getCoverSheet', {}],
      ['getCoverSheet', { form: 'labels', parts: 30, language: 'ar' }],
    ] as const) {
      const file = await call<{ size: number }>(keller, operation, { params: { ...params, number: 'OUT-2026-000003' }, query })
      assert.ok(file.ok && file.value.size > 3000, operation)
    }
    const unknown = await call(keller, 'getRegisteredLetter', { params: { ...params, number: 'OUT-2026-000009' } })
    assert.deepEqual(rulesOf(unknown), ['not-found'])
  })

  test('paper of which a request is here already is offered that request, and entered apart only when that is said', async () => {
    const again = await paper(scans['second'], { reference: 'ucjie-0417-2026' })
    assert.deepEqual(rulesOf(await call(keller, 'enterPaperRequest', { body: again })), ['reference reference-known'])
    const twins = await call<{ items: { id: string }[] }>(keller, 'listPaperTwins', {
      query: { from: 'PER', reference: 'ucjie 0417 2026' },
    })
    assert.ok(twins.ok && twins.value.items.length === 1)
    const apart = await call<RequestView>(keller, 'enterPaperRequest', { body: { ...again, another: true } })
    assert.ok(apart.ok && apart.value.id !== twins.value.items[0]?.id)
  })

  test('the paper of an electronic request joins it, and no longer is awaited', async () => {
    const thread = newId()
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', originalMode: 'advance-copy' } as const
    const act: Act = {
      id: newId(),
      type: 'dispatch',
      side: 'requesting',
      seq: 1,
      seen: 0,
      at: now,
      by: 'R. Huamán',
      body: { content, reference: 'X-9', files: [] },
    }
    const applied = await database.db
      .transaction()
      .execute((trx) => applyActFor('CHE', () => new Date(now))(trx, { thread, from: 'PER', act, files: [] }))
    assert.deepEqual(applied, ok(undefined))
    const look = () => call<PaperView>(keller, 'getPaper', { params: { request: thread } })
    const waiting = await look()
    assert.ok(waiting.ok && waiting.value.awaited)
    const { from: _f, authority: _a, kind: _k, subject: _s, language: _l, ...copy } = await paper(scans['third'])
    const raw = { params: { request: thread }, body: copy }
    assert.ok((await call(keller, 'enterPaperCopy', raw)).ok)
    const come = await look()
    assert.ok(come.ok && !come.value.awaited && come.value.incoming[0]?.files.length === 1)
    assert.deepEqual(rulesOf(await call(keller, 'enterPaperCopy', raw)), ['file-unknown'])
    const same = await paper(scans['third'])
    const { from: _1, authority: _2, kind: _3, subject: _4, language: _5, ...twice } = same
    assert.deepEqual(rulesOf(await call(keller, 'enterPaperCopy', { ...raw, body: twice })), ['files.0 same-file-twice'])
  })

  test('a scan of another kind, dates that cannot be, our own State and one that there is not are refused, and nothing is kept', async () => {
    assert.deepEqual(rulesOf(await scan('PK\u0003\u0004', 'scan.docx')), ['wrong-file-type'])
    assert.deepEqual(rulesOf(await scan('MZ', 'scan.exe')), ['wrong-file-type'])
    const enter = async (more: object) => rulesOf(await call(keller, 'enterPaperRequest', { body: await paper(scans['fourth'], more) }))
    assert.deepEqual(await enter({ received: '2026-09-11' }), ['received in-the-future'])
    assert.deepEqual(await enter({ dated: '2026-09-10' }), ['received received-before-dated'])
    assert.deepEqual(await enter({ dated: '2026-02-30' }), ['dated date-impossible'])
    assert.deepEqual(await enter({ from: 'CHE' }), ['from same-state'])
    assert.deepEqual(await enter({ from: 'XXX' }), ['from unknown-state'])
    assert.deepEqual(await enter({ files: [] }), ['files required'])
    assert.deepEqual(await enter({ reference: ' ' }), ['reference required'])
    const translator: Actor = { id: newId(), name: 'T', role: 'translator' }
    assert.deepEqual(rulesOf(await call(translator, 'enterPaperRequest', { body: await paper(scans['fourth']) })), ['not-permitted'])
  })

  test('an original is noted only of a request that we sent', async () => {
    const entered = await call<RequestView>(keller, 'enterPaperRequest', { body: await paper(scans['fourth'], { reference: 'Z-1' }) })
    assert.ok(entered.ok)
    const noted = await call(keller, 'noteOriginal', { params: { request: entered.value.id }, body: { type: 'wanted', reason: 'x' } })
    assert.deepEqual(rulesOf(noted), ['act-not-available'])
  })
})
