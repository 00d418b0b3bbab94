import assert from 'node:assert/strict'
import { accessIn } from '../access/standing.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileStream } from '@comity/contract/operation'
import { operations } from '@comity/contract/operations'
import type { RequestView } from '@comity/contract/request'
import type { TranslationView } from '@comity/contract/translation'
import type { Actor } from '@comity/domain/account/role'
import { ok, type Result } from '@comity/domain/result'
import { law } from '@comity/reference/law'
import { findProfile } from '@comity/reference/profile'
import { addFirstAccounts } from '../account/first-accounts.ts'
import { listTranslators } from '../account/store.ts'
import { openLetterRegister } from '../paper/letter-register.ts'
import { createDispatcher } from '../platform/dispatch.ts'
import { openFiles } from '../platform/files.ts'
import { withDatabase } from '../platform/test-database.ts'
import { openVault } from '../platform/vault.ts'
import { requestHandlers } from '../request/operations.ts'
import { findRequest } from '../request/store.ts'
import { noLetterheads } from '../request/test-letterheads.ts'
import { translationHandlers } from './operations.ts'
import { translatedWordsOf } from './translated-words.ts'
import { noScreening } from '../request/test-screening.ts'

/** The facts of every request of the desk, one paragraph each. */
export const facts = [
  'El 3 de marzo de 2019 pagó 480.500 USD.',
  'La cuenta 4417-0093 está en Zúrich.',
  'Nadie más <sabe> nada & punto.',
] as const

const content = {
  kind: 'mutual-legal-assistance',
  requesting: 'PER',
  requested: 'CHE',
  title: 'Cuenta en Zúrich',
  persons: [{ id: randomUUID(), name: 'José Núñez', document: 'passport 116204417' }],
  facts: { summary: facts.join('\n\n') },
  languages: { letter: 'es', translation: 'en' },
}

/** What came of taking a file in. */
export interface Imported {
  readonly translation: TranslationView
  readonly taken: number
  readonly stale: readonly string[]
  readonly gone: readonly string[]
}

/** A desk with an officer and two translators. */
export async function openDesk(scope: { after(clean: () => Promise<void>): void }) {
  const { db } = await withDatabase(scope)
  const account = (name: string) =>
    ({
      name,
      displayName: name,
      role: 'translator',
      language: 'en',
      password: 'correct horse battery',
      totpSecret: 'A'.repeat(32),
    }) as const
  await addFirstAccounts({ db, vault: openVault('nowhere', randomBytes(32)) }, [account('ana'), account('rui')], '2026-11-01T00:00:00Z')
  const [one, two] = await listTranslators(db)
  const officer: Actor = { id: randomUUID(), name: 'M. Salazar', role: 'officer' }
  const ana: Actor = { id: one?.account ?? '', name: 'ana', role: 'translator' }
  const rui: Actor = { id: two?.account ?? '', name: 'rui', role: 'translator' }
  const handlers = {
    ...requestHandlers({
      db,
      letterheads: noLetterheads,
      files: await openFiles(mkdtempSync(join(tmpdir(), 'comity-translation-')), randomBytes(32)),
      self: 'PER',
      law: () => law,
      findProfile,
      enqueue: async () => ok(undefined),
      letters: openLetterRegister(() => 'https://authority.example/letters'),
      finishLetter: async ({ pdf }) => ok(pdf),
      wake: () => {},
      receiptsOf: async () => new Map(),
      screening: noScreening,
      handOver: async () => undefined,
      translatedWordsOf,
    }),
    ...translationHandlers({ db, self: 'PER', findRequest, listTranslators }),
  }
  const own = Object.fromEntries(Object.entries(operations).filter(([name]) => name in handlers))
  const dispatcher = createDispatcher({
    operations: own,
    handlers,
    db,
    findAccess: accessIn(db),
    clock: () => new Date('2026-11-21T15:00:00Z'),
  })

  async function call<T>(actor: Actor, operation: string, raw: object): Promise<Result<T>> {
    const session = { token: 't', actor, language: 'en', expiresAt: '2026-11-22T00:00:00Z', provenAt: '2026-11-21T15:00:00Z' }
    return (await dispatcher.call(operation, raw, { session, address: '127.0.0.1', requestId: 'r' })) as Result<T>
  }
  async function get<T>(actor: Actor, operation: string, raw: object): Promise<T> {
    const result = await call<T>(actor, operation, raw)
    assert.ok(result.ok, JSON.stringify(result))
    return result.value
  }

  return {
    officer,
    ana,
    rui,
    call,
    get,
    /** Opens a request that says this beside the facts, and asks Ana for it in English. */
    async asked(said: object = {}): Promise<{ readonly request: RequestView; readonly translation: TranslationView }> {
      const request = await get<RequestView>(officer, 'openRequest', { body: { reference: 'R-1', content: { ...content, ...said } } })
      const body = { language: 'en', translator: ana.id, due: '2026-12-01', note: 'Zúrich is Zurich.' }
      return { request, translation: await get<TranslationView>(officer, 'askTranslation', { params: { request: request.id }, body }) }
    },
    /** Ana translates every segment. */
    async say(view: TranslationView, target: (text: string) => string = (text) => `EN ${text}`): Promise<TranslationView> {
      const segments = view.segments.map(({ key, digest, text }) => ({ key, digest, target: target(text), done: true }))
      return get<TranslationView>(ana, 'translate', { params: { translation: view.id }, body: { segments }, ifMatch: view.version })
    },
    /** Ana gives it back, and the officer accepts it. */
    async certify(view: TranslationView): Promise<TranslationView> {
      const params = { translation: view.id }
      const body = { name: 'Ana Rey', capacity: 'sworn translator', on: '2026-11-21' }
      const returned = await get<TranslationView>(ana, 'returnTranslation', { params, body, ifMatch: view.version })
      return get<TranslationView>(officer, 'acceptTranslation', { params, ifMatch: returned.version })
    },
    /** The officer writes the facts anew. */
    async revise(request: string, summary: string): Promise<void> {
      const { version } = await get<RequestView>(officer, 'getRequest', { params: { request } })
      await get(officer, 'revise', { params: { request }, body: { content: { facts: { summary } } }, ifMatch: version })
    },
    async exported(view: TranslationView, format: 'xliff' | 'docx' = 'xliff'): Promise<Buffer> {
      const { stream } = await get<FileStream>(ana, 'exportTranslation', { params: { translation: view.id }, query: { format } })
      const parts: Uint8Array[] = []
      for await (const part of stream) parts.push(part)
      return Buffer.concat(parts)
    },
    async imported(view: TranslationView, bytes: Uint8Array | string): Promise<Result<Imported>> {
      const stream = (async function* () {
        yield Buffer.from(bytes as string)
      })()
      const body = { name: 'file', mediaType: 'application/octet-stream', stream }
      return call<Imported>(ana, 'importTranslation', { params: { translation: view.id }, body })
    },
  }
}
