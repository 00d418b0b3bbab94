import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operations as all } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { Actor } from '@comity/domain/account/role'
import type { FileReference } from '@comity/domain/request/content'
import { fail, ok, type Result } from '@comity/domain/result'
import { closePdf } from '@comity/letters/pdf'
import { law } from '@comity/reference/law'
import { findProfile } from '@comity/reference/profile'
import { accessIn } from '../access/standing.ts'
import { streamOf } from '../platform/byte-stream.ts'
import { createDispatcher } from '../platform/dispatch.ts'
import { openFiles } from '../platform/files.ts'
import { newId } from '../platform/id.ts'
import { readWhole } from '../platform/read-whole.ts'
import { withDatabase } from '../platform/test-database.ts'
import { requestDesk } from '../request/desk.ts'
import { requestHandlers } from '../request/operations.ts'
import { noLetterheads } from '../request/test-letterheads.ts'
import { noScreening } from '../request/test-screening.ts'
import { openLetterRegister } from './letter-register.ts'
import { paperHandlers } from './operations.ts'

export const keller: Actor = { id: newId(), name: 'A. Keller', role: 'officer' }
export const meier: Actor = { id: newId(), name: 'L. Meier', role: 'head' }

/** The fields that a problem names with their rules, else its code; none of what went well. */
export function rulesOf(result: Result<unknown>): readonly string[] {
  if (result.ok) return []
  return (result.problem.fields ?? [{ field: result.problem.code, rule: '' }]).map(({ field, rule }) => `${field} ${rule}`.trim())
}

/** The desk of Bern, of which no peer is known: whatever is put into its outbox is refused, and remembered. */
export async function openOffice() {
  const cleaning: (() => Promise<void>)[] = []
  const database = await withDatabase({ after: (clean) => cleaning.push(clean) })
  const { db } = database
  const files = await openFiles(mkdtempSync(join(tmpdir(), 'comity-paper-')), randomBytes(32))
  const enqueued: string[] = []
  let now = '2026-09-10T09:00:00.000Z'
  const parts = {
    db,
    letterheads: noLetterheads,
    files,
    self: 'CHE',
    law: () => law,
    findProfile,
    enqueue: async () => {
      enqueued.push('something')
      return fail({ code: 'unknown-peer' as const })
    },
    letters: openLetterRegister(() => 'https://bern.example/letters'),
    finishLetter: async ({ pdf }: { pdf: Uint8Array }) => ok(pdf),
    translatedWordsOf: async () => new Map(),
    wake: () => {},
    receiptsOf: async () => new Map(),
    screening: noScreening,
    handOver: async () => undefined,
  }
  const handlers = {
    ...requestHandlers(parts),
    ...paperHandlers({ db, files, self: { state: 'CHE', name: 'Bundesamt für Justiz' }, publicCheck: true, desk: requestDesk(parts) }),
  }
  const operations = Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(handlers, name)))
  const dispatcher = createDispatcher({ operations, handlers, db, findAccess: accessIn(db), clock: () => new Date(now) })

  async function call<T>(actor: Actor, operation: string, raw: object): Promise<Result<T>> {
    const session = { token: 't', actor, language: 'en', expiresAt: '2026-12-22T00:00:00Z', provenAt: now }
    return (await dispatcher.call(operation, raw, { session, address: '127.0.0.1', requestId: 'r' })) as Result<T>
  }

  /** A minute passes, so that no two acts have one moment; or a day comes. */
  function pass(until?: string): void {
    now = until ?? new Date(Date.parse(now) + 60_000).toISOString()
  }

  async function scan(bytes: string, name = 'scan.pdf'): Promise<Result<FileReference>> {
    const body = { name, mediaType: 'application/pdf', stream: streamOf(Buffer.from(bytes)) }
    return call(keller, 'addScan', { query: { name }, body })
  }

  /** What is said of any paper, with a scan of these bytes. */
  async function sheet(bytes: string, more: object = {}) {
    const file = await scan(`%PDF-1.7 ${bytes}`)
    assert.ok(file.ok)
    return {
      channel: 'diplomatic',
      reference: 'UCJIE 0417/2026',
      dated: '2026-09-01',
      received: '2026-09-09',
      files: [file.value],
      ...more,
    }
  }

  /** A request of Peru on paper. */
  async function paper(bytes: string, more: object = {}) {
    const said = { from: 'PER', authority: 'Fiscalía de la Nación', kind: 'mutual-legal-assistance', subject: 'Registros', language: 'es' }
    return { ...said, ...(await sheet(bytes)), ...more }
  }

  /** A command on a request as it stands, a minute later. */
  async function give(actor: Actor, command: string, request: string, body: object): Promise<RequestView> {
    pass()
    const seen = await call<RequestView>(actor, 'getRequest', { params: { request } })
    assert.ok(seen.ok)
    const done = await call<RequestView>(actor, command, { params: { request }, body, ifMatch: seen.value.version })
    assert.ok(done.ok, `${command}: ${JSON.stringify(done)}`)
    return done.value
  }

  /** The PDF of a letter of the register. */
  async function print(request: string, number: string): Promise<Buffer> {
    const file = await call<{ stream: AsyncIterable<Uint8Array> }>(keller, 'getRegisteredLetter', {
      params: { request, number },
      query: {},
    })
    const bytes = file.ok ? await readWhole(file.value.stream, 10_000_000) : file
    assert.ok(bytes.ok, number)
    return bytes.value
  }

  return {
    db,
    print,
    enqueued,
    call,
    pass,
    scan,
    sheet,
    paper,
    give,
    now: () => now,
    async close() {
      for (const clean of cleaning) await clean()
      await closePdf()
    },
  }
}
