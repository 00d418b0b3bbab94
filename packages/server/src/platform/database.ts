import { type Dialect, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { demandProtectedLine } from './database-line.ts'
import { startEmbeddedDatabase } from './embedded-database.ts'
import { guardedDriver } from './guarded-driver.ts'
import type { Party } from './on-behalf.ts'
import { OperatorError } from './operator-error.ts'
import type { Tables } from './tables.ts'

/** An authority's database, embedded or on a server: the same SQL either way. */
export interface Database {
  readonly db: Kysely<Tables>
  readonly kind: 'embedded' | 'server'
  close(): Promise<void>
}

const oid = { int8: 20, date: 1082, timestamptz: 1184 }

/** How values of PostgreSQL arrive: counts as numbers, moments as RFC 3339 in UTC, dates as they are written. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (type: number, format?: 'text' | 'binary') => {
    const standard = pg.types.getTypeParser(type, format)
    if (type === oid.int8) return Number
    if (type === oid.date) return (text: string) => text
    if (type === oid.timestamptz) return (text: string) => (standard(text) as Date).toISOString()
    return standard
  },
}

/** A query builder over a pool, as the database's own user. */
export function queryBuilder(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** A query builder under row security. @param otherwise on whose behalf it works where nobody says */
export function guardedBuilder(pool: pg.Pool, otherwise: Party): Kysely<Tables> {
  const standard = new PostgresDialect({ pool })
  const dialect: Dialect = {
    createDriver: () => guardedDriver(standard.createDriver(), otherwise),
    createQueryCompiler: () => standard.createQueryCompiler(),
    createAdapter: () => standard.createAdapter(),
    createIntrospector: (db) => standard.createIntrospector(db),
  }
  return new Kysely<Tables>({ dialect })
}

/** Opens the embedded database of a data directory, in production too: it may be moved away from there. @throws when another process holds it */
export async function openEmbedded(dataDirectory: string, otherwise: Party = 'operator'): Promise<Database> {
  const embedded = await startEmbeddedDatabase(dataDirectory)
  const { host, port } = embedded
  // Whoever asks for a second connection inside a transaction would wait for ever: after this long, it fails.
  const pool = new pg.Pool({ host, port, user: 'postgres', max: 1, connectionTimeoutMillis: 60_000, pipeline: true, types: valueTypes })
  return {
    db: guardedBuilder(pool, otherwise),
    kind: 'embedded',
    close: async () => {
      await pool.end()
      await embedded.close()
    },
  }
}

function openServer(url: string, otherwise: Party): Database {
  const limits = { max: 10, connectionTimeoutMillis: 10_000, idle_in_transaction_session_timeout: 60_000, pipeline: true }
  const pool = new pg.Pool({ connectionString: url, ...limits, types: valueTypes })
  // An idle connection that the server ended: the pool has dropped it, and the next query opens another.
  pool.on('error', () => undefined)
  // The same of a connection in use: its query fails, and an error that nobody hears would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { db: guardedBuilder(pool, otherwise), kind: 'server', close: () => pool.end() }
}

/**
 * Opens the database at the URL, or the embedded one in the data directory where none is given.
 * @param url a PostgreSQL connection string, from `DATABASE_URL`
 * @param otherwise on whose behalf it works where nobody says: the operator's, for the operator's programs
 * @throws in production without a URL, or with one that leaves the line unprotected; when another process holds the data directory
 */
export async function openDatabase({
  url,
  dataDirectory,
  otherwise = 'operator',
}: {
  readonly url?: string | undefined
  readonly dataDirectory: string
  readonly otherwise?: Party
}): Promise<Database> {
  const isProduction = process.env['NODE_ENV'] === 'production'
  if (url !== undefined && url !== '') {
    if (isProduction) demandProtectedLine(url)
    return openServer(url, otherwise)
  }
  if (isProduction) {
    throw new OperatorError(
      'Production needs a PostgreSQL server: set DATABASE_URL. The embedded database is for trial and very small desks.',
    )
  }
  return openEmbedded(dataDirectory, otherwise)
}

/** Asks a database for its version, as in `16.4`. @throws when it does not answer */
export async function serverVersion({ db }: Database): Promise<string> {
  const { rows } = await sql<{ server_version: string }>`SHOW server_version`.execute(db)
  return rows[0]?.server_version ?? ''
}

/** Whether a database answers. */
export async function answers(db: Kysely<Tables>): Promise<boolean> {
  return sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
}
