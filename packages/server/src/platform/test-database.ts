import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { dataDir } from '@electric-sql/pglite-prepopulatedfs'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { guardedBuilder, queryBuilder, valueTypes } from './database.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './tables.ts'

/** A migrated database of a test's own. */
export interface TestDatabase {
  /** As the database's own user, whom row security does not bind. */
  readonly db: Kysely<Tables>
  /** The same database under row security. */
  readonly guarded: Kysely<Tables>
  readonly kind: 'embedded' | 'server'
}

/** Anything that can say when to clean up: a test's context, or an object with `node:test`'s own `after`. */
interface Scope {
  after(clean: () => Promise<void>): void
}

const migrations = new URL('../../migrations/', import.meta.url)
const cache = fileURLToPath(new URL('../../../../build/test-template/', import.meta.url))

function inProcess(pglite: PGlite): pg.Pool {
  const { connection } = createPgConfig(pglite)
  // `connection` is pg's own way to be given one, which its types leave out.
  const config: pg.PoolConfig & { readonly connection: unknown } = {
    connection,
    user: 'postgres',
    max: 1,
    connectionTimeoutMillis: 30_000,
    pipeline: true,
    types: valueTypes,
  }
  return new pg.Pool(config)
}

/** Where what is made once for each set of migrations is kept: migrations take their time. */
export function templatePath(ending: string): string {
  const files = readdirSync(migrations).toSorted()
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(new URL(file, migrations)))
  mkdirSync(cache, { recursive: true })
  return join(cache, `${hash.digest('hex').slice(0, 16)}${ending}`)
}

/** A migrated data directory as an archive. */
export async function template(): Promise<Blob> {
  const path = templatePath('.tar')
  if (!existsSync(path)) {
    const pglite = await PGlite.create({ loadDataDir: await dataDir() })
    const db = queryBuilder(inProcess(pglite))
    await migrate(db)
    const archive = Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer())
    await db.destroy()
    await pglite.close()
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, archive)
    renameSync(draft, path)
  }
  return new Blob([readFileSync(path)])
}

/** Drops a database as soon as the last connection, which pg closes in its own time, is gone. */
async function drop(admin: pg.Pool, name: string): Promise<void> {
  try {
    await admin.query(`DROP DATABASE ${name}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '55006') throw error
    await setTimeout(20)
    await drop(admin, name)
  }
}

async function onServer(scope: Scope, url: string): Promise<TestDatabase> {
  const name = `comity_test_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Pool({ connectionString: url, max: 1 })
  await admin.query(`CREATE DATABASE ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: own.href, max: 10, pipeline: true, types: valueTypes })
  const db = queryBuilder(pool)
  scope.after(async () => {
    await db.destroy()
    await drop(admin, name)
    await admin.end()
  })
  await migrate(db)
  return { db, guarded: guardedBuilder(pool, 'nobody'), kind: 'server' }
}

/**
 * Gives a test its own migrated database, dropped afterwards: PGlite in process, or a new database on the server
 * of `DATABASE_URL`, which must be one to throw away.
 */
export async function withDatabase(scope: Scope): Promise<TestDatabase> {
  const url = process.env['DATABASE_URL']
  if (url !== undefined && url !== '') return onServer(scope, url)
  const pglite = await PGlite.create({ loadDataDir: await template() })
  const pool = inProcess(pglite)
  const db = queryBuilder(pool)
  scope.after(async () => {
    await db.destroy()
    await pglite.close()
  })
  return { db, guarded: guardedBuilder(pool, 'nobody'), kind: 'embedded' }
}
