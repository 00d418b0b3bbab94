import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Operations } from '@comity/contract/operations'
import type { Actor } from '@comity/domain/account/role'
import type { Act } from '@comity/domain/request/act'
import type { FileReference } from '@comity/domain/request/content'
import { ok, type Result } from '@comity/domain/result'
import { type Kysely, sql } from 'kysely'
import { loadAuthorityKey } from '../platform/authority-key.ts'
import type { Call, Handler } from '../platform/dispatch.ts'
import { type Files, openFiles } from '../platform/files.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { withDatabase } from '../platform/test-database.ts'
import { transact } from '../platform/transact.ts'
import { openVault, type Vault } from '../platform/vault.ts'
import type { ApplyAct } from './acceptance.ts'
import { createExchange, type Exchange, type ExchangeOptions } from './exchange.ts'
import { layLine, type TestLine } from './test-line.ts'

/** Something that can say when to clean up, as `node:test` does. */
interface Scope {
  after(clean: () => Promise<void>): void
}

/** An authority with a database and files of its own, whose every act received is a row of the table `applied`. */
export interface TestAuthority {
  readonly db: Kysely<Tables>
  readonly files: Files
  readonly dataDirectory: string
  readonly vault: Vault
  /** The exchange that runs now; after a restart, another. */
  exchange: Exchange
  port: number
  /** Everything that was logged. */
  readonly logged: object[]
  /** How far the clock is ahead, in milliseconds. */
  ahead: number
  /** How far it is from the database's, where that is too far. In milliseconds. */
  clockWrongBy: number | undefined
  /** What acts received meet, instead of being applied. */
  applyAct: ApplyAct
  restart(): Promise<void>
  /** Starts a second process's worth of exchange on the same database and data. @returns its port */
  startTwin(scope: Scope): Promise<number>
}

export const officers: readonly [Actor, Actor] = [
  { id: '018f0000-0000-7000-8000-000000000001', name: 'A. Officer', role: 'officer' },
  { id: '018f0000-0000-7000-8000-000000000002', name: 'B. Head', role: 'head' },
]

/** Writes an act received into `applied`, which has no key: twice applied is twice there. */
export const record: ApplyAct = async (trx, { thread, from, act }) => {
  await sql`INSERT INTO applied (id, thread, sender, type) VALUES (${act.id}, ${thread}, ${from}, ${act.type})`.execute(trx)
  return ok(undefined)
}

/** Starts an authority that knows nobody. */
export async function startAuthority(scope: Scope, state: string, options: Partial<ExchangeOptions> = {}): Promise<TestAuthority> {
  const { db } = await withDatabase(scope)
  await sql`CREATE TABLE applied (id uuid, thread uuid, sender text, type text)`.execute(db)
  const dataDirectory = await mkdtemp(join(tmpdir(), 'comity-exchange-'))
  const authorityKey = await loadAuthorityKey(dataDirectory)
  const files = await openFiles(join(dataDirectory, 'files'), authorityKey)
  const vault = openVault(dataDirectory, authorityKey)
  const logged: object[] = []
  const write = (details: object, message: string): void => void logged.push({ ...details, message })

  function create(port: number, more: Partial<ExchangeOptions> = options): Promise<Exchange> {
    return createExchange({
      db,
      files,
      dataDirectory,
      vault,
      authority: { state, function: 'central', name: `Central authority of ${state}` },
      port,
      alone: true,
      applyAct: (trx, arrival, at) => authority.applyAct(trx, arrival, at),
      clock: () => new Date(Date.now() + authority.ahead),
      clockWrongBy: async () => authority.clockWrongBy,
      log: { info: write, warn: write, error: write },
      ...more,
    })
  }

  const authority: TestAuthority = {
    db,
    files,
    dataDirectory,
    vault,
    exchange: undefined as unknown as Exchange,
    port: 0,
    logged,
    ahead: 0,
    clockWrongBy: undefined,
    applyAct: record,
    async restart() {
      await authority.exchange.stop()
      authority.exchange = await create(authority.port)
      authority.port = (await authority.exchange.start()).port
    },
    async startTwin(within) {
      const endpoint = authority.exchange.directory().document.endpoints[0]?.url ?? ''
      const twin = await create(0, { endpoint, alone: false })
      within.after(() => twin.stop())
      return (await twin.start()).port
    },
  }
  authority.exchange = await create(0)
  authority.port = (await authority.exchange.start()).port
  scope.after(async () => {
    await authority.exchange.stop()
    await rm(dataDirectory, { recursive: true, force: true })
  })
  return authority
}

/** Calls an operation of the exchange as one officer. */
export function callAs<K extends keyof Exchange['handlers']>(authority: TestAuthority, officer: Actor | undefined, operation: K) {
  type Handle = Extract<Handler<Operations[K]>, (...parts: never[]) => unknown>
  const now = new Date().toISOString()
  const call: Call = {
    actor: officer,
    session: undefined,
    now,
    address: '127.0.0.1',
    requestId: 'test',
    expectedVersion: undefined,
    standing: undefined,
    transact: (subject, work) =>
      transact(
        authority.db,
        {
          entry: {
            at: now,
            actor: officer?.id ?? 'nobody',
            action: operation,
            outcome: 'done',
            ...(subject === undefined ? {} : { subject }),
          },
        },
        work,
      ),
  }
  const handler = authority.exchange.handlers[operation] as unknown as Handle | { readonly handle: Handle }
  const handle = typeof handler === 'function' ? handler : handler.handle
  return (input: Partial<Parameters<Handle>[0]>) => handle({ params: {}, query: {}, body: {}, ...input } as never, call)
}

/** Lets one authority know another, and its two officers verify it. */
export async function introduce(to: TestAuthority, peer: TestAuthority): Promise<void> {
  const { text, fingerprint, authority } = peer.exchange.directory()
  await callAs(to, officers[0], 'proposePeer')({ body: { directory: text } })
  for (const officer of officers) {
    const verified = await callAs(to, officer, 'verifyPeer')({ params: { peer: authority.replace('/', '~') }, body: { fingerprint } })
    if (!verified.ok) throw new Error(verified.problem.code)
  }
  const active = await callAs(to, officers[0], 'activatePeer')({ params: { peer: authority.replace('/', '~') } })
  if (!active.ok) throw new Error(active.problem.code)
}

/** Two authorities that have verified each other, and the line that leads to the second. */
export async function startTwo(scope: Scope): Promise<{ peru: TestAuthority; switzerland: TestAuthority; line: TestLine }> {
  const line = await layLine()
  scope.after(() => line.close())
  const peru = await startAuthority(scope, 'PER')
  const switzerland = await startAuthority(scope, 'CHE', { endpoint: line.url })
  line.target = switzerland.port
  await introduce(peru, switzerland)
  await introduce(switzerland, peru)
  return { peru, switzerland, line }
}

/** Puts a file of so many random bytes into an authority's store. */
export async function storePdf(authority: TestAuthority, length: number): Promise<FileReference> {
  const name = 'estado-de-cuenta.pdf'
  const stored = await authority.files.write(Readable.from([Buffer.from('%PDF-1.7\n'), randomBytes(length)]), { name })
  if (!stored.ok) throw new Error(stored.problem.code)
  return { id: randomUUID(), name, mediaType: stored.value.type, size: stored.value.size, sha256: stored.value.sha256 }
}

/** What a request says in these tests, so that it can be looked for where it must not be. */
export const secret = 'Operación Ñandú'

/** A dispatch from Peru to Switzerland. */
export function dispatchOf(files: readonly FileReference[] = [], more: Partial<Act> = {}): Act {
  return {
    id: randomUUID(),
    type: 'dispatch',
    side: 'requesting',
    seq: 1,
    seen: 0,
    at: '2026-11-21T10:00:00.000Z',
    by: 'M. Salazar',
    body: {
      content: { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', title: secret },
      reference: 'UCJI-1',
      files: [...files],
    },
    ...more,
  } as Act
}

/** A further act of Peru in the same thread. */
export function askStatus(seq: number): Act {
  return {
    id: randomUUID(),
    type: 'ask-status',
    side: 'requesting',
    seq,
    seen: 0,
    at: '2026-11-21T11:00:00.000Z',
    by: 'M. Salazar',
    body: {},
  }
}

/** Puts an act into the outbox as the request slice does. */
export async function send(from: TestAuthority, to: string, act: Act, thread: string = randomUUID()): Promise<Result<string>> {
  const queued = await from.db.transaction().execute((trx: Transaction) => from.exchange.enqueue(trx, { to, thread, act }))
  from.exchange.wake()
  return queued.ok ? ok(thread) : queued
}

/** Where a message of an authority stands. */
export function standsAt(authority: TestAuthority, id: string) {
  return authority.db.selectFrom('outbox').select(['standing', 'last_problem']).where('id', '=', id).executeTakeFirst()
}

/** Waits until something is so. @throws after thirty seconds */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1500; tries += 1) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('it never came to that')
}

/** Waits until a message stands so. @throws after thirty seconds */
export function settled(authority: TestAuthority, id: string, standing = 'consigned'): Promise<void> {
  return until(async () => (await standsAt(authority, id))?.standing === standing)
}

/** How often an act was applied. */
export async function timesApplied(authority: TestAuthority, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) FROM applied WHERE id = ${id}`.execute(authority.db)
  return rows[0]?.count ?? 0
}
