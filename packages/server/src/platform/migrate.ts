import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { prepareApplicationRole } from './application-role.ts'
import { onBehalfOf } from './on-behalf.ts'
import { OperatorError } from './operator-error.ts'
import type { Tables } from './tables.ts'

/** One step of the schema: plain SQL, applied once, never changed afterwards. */
interface Migration {
  readonly name: string
  readonly text: string
  readonly hash: string
}

// Any number, so long as every process of an authority takes the same.
const migrationLock = 4_207_901

async function readMigrations(directory: URL): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}-[a-z-]+\.sql$/u.test(name)).toSorted()
  return Promise.all(
    names.map(async (name) => {
      // Line ends are the checkout's affair, not the migration's.
      const text = (await readFile(new URL(name, directory), 'utf8')).replaceAll('\r\n', '\n')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/**
 * Brings the schema up to date: every new file of `migrations/` in the order of its number, all in one transaction
 * under a lock, so that processes that start together do not trip over each other; then sees to the application's role.
 * @returns the names of the files applied now
 * @throws when a file that was applied has since been changed or removed: what a database holds must be readable from the files
 */
export async function migrate(db: Kysely<Tables>, directory = new URL('../../migrations/', import.meta.url)): Promise<readonly string[]> {
  const migrations = await readMigrations(directory)
  return onBehalfOf('operator', () =>
    db.transaction().execute(async (trx) => {
      await sql`SELECT pg_advisory_xact_lock(${migrationLock})`.execute(trx)
      await sql`CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`.execute(
        trx,
      )
      const { rows } = await sql<{ name: string; hash: string }>`SELECT name, hash FROM migration`.execute(trx)
      for (const { name, hash } of rows) {
        const file = migrations.find((migration) => migration.name === name)
        if (file?.hash !== hash)
          throw new OperatorError(
            `Migration ${name} was applied and has since been ${file === undefined ? 'removed' : 'changed'}. Put it back; add a new one instead.`,
          )
      }
      const due = migrations.filter(({ name }) => !rows.some((row) => row.name === name))
      for (const { name, text, hash } of due) {
        await sql.raw(text).execute(trx)
        await sql`INSERT INTO migration (name, hash) VALUES (${name}, ${hash})`.execute(trx)
      }
      await prepareApplicationRole(trx)
      return due.map(({ name }) => name)
    }),
  )
}
