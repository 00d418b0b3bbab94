import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileBody, type Operation } from '@comity/contract/operation'
import { operations } from '@comity/contract/operations'
import { loadAuthorityKey } from '@comity/server/platform/authority-key'
import { openDatabase } from '@comity/server/platform/database'
import { openFiles } from '@comity/server/platform/files'
import { migrate } from '@comity/server/platform/migrate'
import type { Tables } from '@comity/server/platform/tables'
import { type Server, startServer } from '@comity/server/server'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { addCases, type CasePlan, type MatrixCase, ourOffice, ways, waysOfOffice } from './cases.ts'
import { callOf } from './inputs.ts'
import { addHandling, addPeople, bystander, everybody, mender, type Person, person } from './people.ts'
import { addRealCases } from './real-cases.ts'
import { findWrongRows, listGuardedTables } from './rows.ts'

/** What came of a call. */
export interface Answer {
  readonly status: number
  /** Of a problem. */
  readonly code: string | undefined
  /** Headers and body, files too. */
  readonly told: string
  /** The version that a problem says to be the present one. */
  readonly at: string
}

/** What the audit log says of a call. */
export interface Entry {
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly outcome: string
}

/** An instance with people of every role and relation, and requests at each stage on either side. */
export interface MatrixOffice {
  readonly people: readonly Person[]
  readonly cases: readonly MatrixCase[]
  /** Those and the spare ones. */
  readonly everyCase: readonly MatrixCase[]
  /** The tables under row security. */
  readonly guardedTables: readonly string[]
  /** What the rows themselves show or hide otherwise than the table says. */
  readonly wrongRows: readonly string[]
  /** What every table held before the first call. */
  readonly held: Readonly<Record<string, string>>
  /** A case like another that nobody has touched, while there is one. */
  spare(one: MatrixCase): MatrixCase | undefined
  /** Calls an operation about a case, at a moment of its own. @param body in the place of the usual one */
  call(operation: Operation, one: MatrixCase, person: Person, body?: unknown): Promise<Answer>
  /** The entries that people have left since the last question, by the moment of the call. */
  entries(): Promise<ReadonlyMap<string, readonly Entry[]>>
  /** What every table holds but those that any call changes, by table. */
  digest(): Promise<Readonly<Record<string, string>>>
  stop(): Promise<void>
}

/** Whether all is walked that there is. */
export const whole = process.env['COMITY_MATRIX'] === 'whole'
/** Of the whole each so many-th cell, where there is no time for all. */
export const share = Number(process.env['COMITY_MATRIX_SHARE'] ?? 1)
/** Of the sample that is walked otherwise. */
export const seed = Number(process.env['COMITY_MATRIX'] ?? 1) || 1
/** Which of how many processes this is, where several share the walk, as in `1/3`. */
const [part = 0, parts = 1] = (process.env['COMITY_MATRIX_PART'] ?? '0/1').split('/').map(Number)
/** In the order of the walk: what ends its session comes last. */
export const walked: readonly Operation[] = Object.values(operations)
  .filter((_, n) => n % parts === part)
  .toSorted((a, b) => Number(a.id === 'signOut') - Number(b.id === 'signOut'))

/** An empty database on the server that DATABASE_URL names; undefined where it names none. */
async function newDatabase(): Promise<string | undefined> {
  const server = process.env['DATABASE_URL']
  if (server === undefined || server === '') return undefined
  const name = `matrix_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  // To compile a statement that asks every table takes longer than to ask them.
  await client.query(`ALTER DATABASE ${name} SET jit = off`)
  await client.end()
  const url = new URL(server)
  url.pathname = name
  return url.href
}

/** Tables that a call may change which changes nothing: what counts calls, looks at them, or goes on by itself. */
const alive =
  /^(?:audit.*|directory|file_verdict|session|sign_in_attempt|letter_guess|passkey_challenge|witnessed_log|bridge.*|migration)$/u

async function digestOf(db: Kysely<Tables>): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`.execute(db)
  const found: Record<string, string> = {}
  for (const { name } of rows) {
    if (alive.test(name)) continue
    const { rows: sums } = await sql<{ sum: string }>`
      SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS sum FROM ${sql.table(name)} t`.execute(
      db,
    )
    found[name] = sums[0]?.sum ?? ''
  }
  return found
}

/** Requests at every stage, on either side, with our office or with nobody, restricted or not; in a sample a third of them. */
function plansOf(translators: readonly string[], times: number): readonly CasePlan[] {
  const plans: CasePlan[] = []
  const add = (plan: Pick<CasePlan, 'stage' | 'side'> & Partial<CasePlan>) =>
    plans.push({
      office: undefined,
      namesOffice: false,
      handling: 'open',
      number: plans.length,
      translator: translators[plans.length % translators.length] ?? '',
      ...plan,
    })
  const inOffice = new Set(waysOfOffice.map(([stage]) => stage))
  for (let time = 0; time < times; time += 1)
    for (const handling of ['open', 'restricted'] as const) {
      // What the other side wrote for itself alone never came here; what is with our office is asked of us.
      for (const [n, [stage]] of ways.entries())
        if (!inOffice.has(stage))
          add({ stage, side: stage === 'draft' || (n % 2 === 0) === (handling === 'open') ? 'requesting' : 'requested', handling })
      for (const [stage] of waysOfOffice) add({ stage, side: 'requested', office: ourOffice, handling })
      // What only the side that asked has to do.
      if (handling === 'open')
        for (const stage of ['clarification', 'partly-answered', 'answered'] as const) add({ stage, side: 'requesting', handling })
      add({ stage: 'executing', side: 'requesting', namesOffice: true, handling })
    }
  if (whole) return plans
  return plans.filter((_, n) => (n + seed) % 3 === 0).map((plan, number) => ({ ...plan, number }))
}

/**
 * Starts the instance of the matrix on an embedded database, or on the server that DATABASE_URL names.
 * @param spares how many untouched cases of each kind are kept for what changes one
 * @param isReal whether there are requests on which another authority has worked too, with messages that were really sealed
 */
export async function startMatrixOffice({ spares, isReal }: { readonly spares: number; readonly isReal: boolean }): Promise<MatrixOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'comity-matrix-'))
  const people = everybody()
  const watcher = person('auditor', { name: 'watcher' })
  const databaseUrl = await newDatabase()
  const where = databaseUrl === undefined ? {} : { url: databaseUrl }
  const inDatabase = async <T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> => {
    const { db, close } = await openDatabase({ dataDirectory: folder, ...where })
    try {
      return await work(db)
    } finally {
      await close()
    }
  }
  let frozen: number | undefined
  const clock = () => new Date(frozen ?? Date.now())
  const start = async (): Promise<Server> =>
    startServer({
      authority: { state: 'PER', function: 'central', name: 'Autoridad Central, Perú' },
      dataDirectory: folder,
      port: 0,
      exchangePort: 0,
      log: { level: 'silent' },
      requestsPerMinute: 10_000_000,
      clock,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    })

  await inDatabase(async (db) => {
    await migrate(db)
    await addPeople(db, [...people, watcher, bystander, mender])
  })
  const translators = people.filter(({ role }) => role === 'translator').map(({ id }) => id)
  async function reality(): Promise<(db: Kysely<Tables>) => Promise<readonly MatrixCase[]>> {
    const server = await start()
    try {
      return await addRealCases({ server, newDatabase }, { people, translator: translators[0] ?? '' })
    } finally {
      await server.stop()
    }
  }
  const real = isReal ? await reality() : async () => []
  const plans = plansOf(translators, 1 + spares)
  const { made, cases, pool, guardedTables, wrongRows, held } = await inDatabase(async (db) => {
    const files = await openFiles(join(folder, 'files'), await loadAuthorityKey(folder))
    const added = await addCases(db, files, plans)
    const all = [...added, ...(await real(db))]
    await addHandling(db, [...people, mender], all)
    const first = plans.length / (1 + spares)
    const those = all.filter((_, n) => n < first || n >= plans.length)
    return {
      made: all,
      cases: those,
      pool: all.slice(first, plans.length),
      guardedTables: await listGuardedTables(db),
      wrongRows: await findWrongRows(db, people, those),
      held: await digestOf(db),
    }
  })
  let server = await start()
  frozen = Date.now()
  let read = -1

  async function ask(
    path: string,
    token: string,
  ): Promise<{ readonly items: readonly (Entry & { readonly seq: number })[]; readonly next?: string }> {
    const response = await fetch(`${server.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } })
    return response.json() as never
  }

  async function entries(): Promise<ReadonlyMap<string, readonly Entry[]>> {
    const found = new Map<string, Entry[]>()
    const known = new Set([...people.map(({ id }) => id), 'nobody'])
    const from = read
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Awaited<ReturnType<typeof ask>> = await ask(`/audit?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`, watcher.token)
      for (const entry of page.items) {
        if (entry.seq <= from) continue
        read = Math.max(read, entry.seq)
        if (known.has(entry.actor)) found.set(entry.at, [...(found.get(entry.at) ?? []), entry])
      }
      cursor = (page.items.at(-1)?.seq ?? 0) > from ? page.next : undefined
    }
    return found
  }

  async function call(operation: Operation, one: MatrixCase, { token, standing }: Person, body?: unknown): Promise<Answer> {
    frozen = (frozen ?? 0) + 1
    const at = new Date(frozen).toISOString()
    const raw = callOf(operation, one)
    const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(raw.params[name] ?? ''))
    const query = new URLSearchParams(raw.query as Record<string, string>).toString()
    const isFile = operation.body === fileBody
    const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
    const response = await fetch(`${server.url}/api${path}${query === '' ? '' : `?${query}`}`, {
      method: operation.method,
      headers: {
        ...(standing === 'none' ? {} : { authorization: `Bearer ${token}` }),
        ...(hasBody ? { 'content-type': isFile ? 'application/octet-stream' : 'application/json' } : {}),
        ...(raw.ifMatch === undefined ? {} : { 'if-match': `"${raw.ifMatch}"` }),
      },
      ...(hasBody ? { body: isFile ? 'text' : JSON.stringify(body ?? raw.body) } : {}),
    })
    const said = Buffer.from(await response.arrayBuffer()).toString('utf8')
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true
    const code = isProblem ? ((JSON.parse(said) as { code?: string }).code ?? 'failure') : undefined
    return { status: response.status, code, told: `${JSON.stringify([...response.headers])}${said}`, at }
  }

  await entries()
  return {
    people,
    cases,
    everyCase: made,
    guardedTables,
    wrongRows,
    held,
    call,
    entries,
    spare(one) {
      const isLike = (other: MatrixCase) =>
        other.stage === one.stage &&
        other.side === one.side &&
        other.office === one.office &&
        other.namesOffice === one.namesOffice &&
        other.handling === one.handling
      const at = pool.findIndex(isLike)
      return at < 0 ? undefined : pool.splice(at, 1)[0]
    },
    async digest() {
      await server.stop()
      const found = await inDatabase(digestOf)
      server = await start()
      return found
    },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
