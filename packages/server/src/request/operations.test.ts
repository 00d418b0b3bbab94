import assert from 'node:assert/strict'
import { accessIn } from '../access/standing.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { getCoverSheet, getPackage, getRegisteredLetter } from '@comity/contract/paper'
import type { RequestView } from '@comity/contract/request'
import { commandOperations, getRequest, listRequests, openRequest } from '@comity/contract/request'
import { getLegalBases, getOffenceCoverage } from '@comity/contract/request-law'
import { addFile, getFile, getFileText, getLetter } from '@comity/contract/request-paper'
import type { Actor } from '@comity/domain/account/role'
import { replay } from '@comity/domain/request/request'
import { ok, type Result } from '@comity/domain/result'
import { law } from '@comity/reference/law'
import { findProfile } from '@comity/reference/profile'
import { openLetterRegister } from '../paper/letter-register.ts'
import { createDispatcher, type Dispatcher } from '../platform/dispatch.ts'
import { openFiles } from '../platform/files.ts'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { type TestDatabase, withDatabase } from '../platform/test-database.ts'
import type { Outgoing } from './commit.ts'
import { requestHandlers } from './operations.ts'
import { rowOf } from './row.ts'
import { listEvents } from './store.ts'
import { noLetterheads } from './test-letterheads.ts'
import { noScreening } from './test-screening.ts'

const salazar: Actor = { id: randomUUID(), name: 'M. Salazar', role: 'officer' }
const huaman: Actor = { id: randomUUID(), name: 'R. Huamán', role: 'head' }
const admin: Actor = { id: randomUUID(), name: 'Root', role: 'administrator' }
const operations = {
  listRequests,
  openRequest,
  getRequest,
  getLegalBases,
  getOffenceCoverage,
  getLetter,
  addFile,
  getFile,
  getFileText,
  getRegisteredLetter,
  getCoverSheet,
  getPackage,
  ...commandOperations,
}

describe('requests through their operations', () => {
  let database: TestDatabase
  let dispatcher: Dispatcher
  const sent: Outgoing[] = []
  const scope = suiteScope()

  before(async () => {
    database = await withDatabase(scope)
    const files = await openFiles(mkdtempSync(join(tmpdir(), 'comity-request-')), randomBytes(32))
    const handlers = requestHandlers({
      db: database.db,
      files,
      letterheads: noLetterheads,
      self: 'PER',
      law: () => law,
      findProfile,
      enqueue: async (_trx, message) => {
        sent.push(message)
        return ok(undefined)
      },
      letters: openLetterRegister(() => 'https://authority.example/letters'),
      finishLetter: async ({ pdf }) => ok(pdf),
      wake: () => {},
      receiptsOf: async () => new Map(),
      screening: noScreening,
      handOver: async () => undefined,
      translatedWordsOf: async () => new Map(),
    })
    dispatcher = createDispatcher({
      findAccess: accessIn(database.db),
      operations,
      handlers,
      db: database.db,
      clock: () => new Date('2026-11-21T15:00:00Z'),
    })
  })

  async function call(actor: Actor, operation: string, raw: object): Promise<Result<RequestView>> {
    const session = { token: 't', actor, language: 'en', expiresAt: '2026-11-22T00:00:00Z', provenAt: '2026-11-21T15:00:00Z' }
    return (await dispatcher.call(operation, raw, { session, address: '127.0.0.1', requestId: 'r' })) as Result<RequestView>
  }

  async function opened(reference = 'UCJIE-0417-2026'): Promise<RequestView> {
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', title: 'Registros bancarios' }
    const result = await call(salazar, 'openRequest', { body: { reference, content } })
    assert.ok(result.ok)
    return result.value
  }

  test('a draft opens, is revised at its version, and refuses a stale one', async () => {
    const draft = await opened()
    assert.equal(draft.stage, 'draft')
    assert.ok(draft.findings.some((finding) => finding.code.startsWith('facts')))
    const params = { request: draft.id }
    const revised = await call(salazar, 'revise', { params, body: { content: { purpose: 'Prueba' } }, ifMatch: draft.version })
    assert.ok(revised.ok)
    assert.equal(revised.value.content.purpose, 'Prueba')
    const stale = await call(salazar, 'revise', { params, body: { content: { purpose: 'Otra' } }, ifMatch: draft.version })
    assert.ok(!stale.ok)
    assert.equal(stale.problem.code, 'version-conflict')
  })

  test('replaying the events gives the row', async () => {
    const draft = await opened('UCJIE-0418-2026')
    await call(salazar, 'revise', {
      params: { request: draft.id },
      body: { content: { title: 'Señal', limitation: '2031-08-17' } },
      ifMatch: 1,
    })
    const events = await listEvents(database.db, draft.id)
    const { searchWords: _, ...expected } = rowOf(replay(events))
    // When it was closed and when erased is the store's to note.
    const {
      words: __,
      closed_at: ___,
      erased_at: ____,
      ...row
    } = await database.db.selectFrom('request').selectAll().where('id', '=', draft.id).executeTakeFirstOrThrow()
    assert.deepEqual(row, expected)
  })

  test('an event is never changed or removed', async () => {
    await opened('UCJIE-0419-2026')
    await assert.rejects(database.db.updateTable('request_event').set({ actor_name: 'x' }).execute(), { code: '42501' })
    await assert.rejects(database.db.deleteFrom('request_event').execute(), { code: '42501' })
  })

  test('a request with open findings is not sent for approval, and nothing is written', async () => {
    const draft = await opened('UCJIE-0420-2026')
    const asked = await call(salazar, 'dispatch', { params: { request: draft.id }, body: { reference: 'UCJIE-0420-2026' }, ifMatch: 1 })
    assert.ok(!asked.ok)
    assert.equal(asked.problem.code, 'findings-open')
    const again = await call(salazar, 'getRequest', { params: { request: draft.id } })
    assert.ok(again.ok)
    assert.equal(again.value.version, 1)
  })

  test('the second officer sends; the letters go with the act, and the first cannot approve', async () => {
    const draft = await opened('UCJIE-0421-2026')
    const params = { request: draft.id }
    let version = 1
    for (const finding of draft.findings.filter((found) => found.severity !== 'advice')) {
      const overridden = await call(salazar, 'override-finding', {
        params,
        body: { finding: `${finding.code}@${finding.field}`, reason: 'Por oficio aparte' },
        ifMatch: version,
      })
      assert.ok(overridden.ok)
      version = overridden.value.version
    }
    const asked = await call(salazar, 'dispatch', { params, body: { reference: 'UCJIE-0421-2026' }, ifMatch: version })
    assert.ok(asked.ok, JSON.stringify(asked))
    assert.ok(!asked.value.available.includes('approve'))
    const own = await call(salazar, 'approve', { params, body: {}, ifMatch: asked.value.version })
    assert.ok(!own.ok)
    assert.equal(own.problem.code, 'not-the-second-person')
    const approved = await call(huaman, 'approve', { params, body: {}, ifMatch: asked.value.version })
    assert.ok(approved.ok, JSON.stringify(approved))
    assert.equal(approved.value.stage, 'sent')
    const message = sent.at(-1)
    assert.equal(message?.to, 'CHE')
    assert.equal(message?.act.type, 'dispatch')
    assert.deepEqual(
      approved.value.files.map((file) => file.name),
      ['UCJIE-0421-2026.en.pdf', 'UCJIE-0421-2026.en.docx'],
    )
  })

  test('the register is found by words without accents, in pages, by deadline', async () => {
    const result = (await call(salazar, 'listRequests', { query: { q: 'senal' } })) as unknown as Result<{
      items: { reference: string }[]
      next?: string
    }>
    assert.ok(result.ok)
    assert.deepEqual(
      result.value.items.map((row) => row.reference),
      ['UCJIE-0418-2026'],
    )
    const seen: string[] = []
    for (let cursor: string | undefined, more = true; more;) {
      const page = (await call(salazar, 'listRequests', { query: { limit: 2, ...(cursor ? { cursor } : {}) } })) as unknown as Result<{
        items: { reference: string }[]
        next?: string
      }>
      assert.ok(page.ok)
      seen.push(...page.value.items.map((row) => row.reference))
      cursor = page.value.next
      more = cursor !== undefined
    }
    assert.equal(seen.length, new Set(seen).size)
    assert.equal(seen[0], 'UCJIE-0418-2026')
  })

  test('an unknown State, our own State and a file that nobody added are refused by name', async () => {
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'XXX' }
    const unknown = await call(salazar, 'openRequest', { body: { reference: 'R', content } })
    assert.ok(!unknown.ok)
    assert.equal(unknown.problem.fields?.[0]?.field, 'content.requested')
    const same = await call(salazar, 'openRequest', { body: { reference: 'R', content: { ...content, requested: 'PER' } } })
    assert.equal(!same.ok && same.problem.code, 'same-state')
    const draft = await opened('UCJIE-0422-2026')
    const stranger = { id: randomUUID(), name: 'a.pdf', mediaType: 'application/pdf', size: 3, sha256: 'a'.repeat(64) }
    const revised = await call(salazar, 'revise', {
      params: { request: draft.id },
      body: { content: { attachments: [stranger] } },
      ifMatch: 1,
    })
    assert.equal(!revised.ok && revised.problem.code, 'file-unknown')
  })

  test('an administrator cannot read a request, and the attempt is on record', async () => {
    const draft = await opened('UCJIE-0423-2026')
    const result = await call(admin, 'getRequest', { params: { request: draft.id } })
    assert.equal(!result.ok && result.problem.code, 'not-permitted')
    const entry = await database.db.selectFrom('audit').selectAll().where('actor', '=', admin.id).executeTakeFirst()
    assert.equal(entry?.outcome, 'not-permitted')
  })
})
