import { sql } from 'kysely'
import type { Database } from './database.ts'
import { forgetKeys } from './idempotency.ts'
import { onBehalfOf } from './on-behalf.ts'
import type { Tables } from './tables.ts'
import type { Kysely } from 'kysely'

/** Something to be done once a day, such as forgetting what has expired. */
export type Chore = (db: Kysely<Tables>, now: string) => Promise<void>

const day = 24 * 60 * 60 * 1000

/** Does the chores once, and collects dead rows where no autovacuum does. */
export async function maintain(database: Database, chores: readonly Chore[], now: string): Promise<void> {
  await onBehalfOf('upkeep', async () => {
    for (const chore of [forgetKeys, ...chores]) await chore(database.db, now)
  })
  if (database.kind === 'embedded') await onBehalfOf('bare', () => sql`VACUUM (ANALYZE)`.execute(database.db))
}

/**
 * Maintains the database now and once a day. A failure is reported and tried again the next day.
 * @returns what ends it, once a run under way is over
 */
export function startMaintenance(
  database: Database,
  chores: readonly Chore[],
  clock: () => Date,
  report: (error: unknown) => void,
): () => Promise<void> {
  let running = Promise.resolve()
  const run = () => {
    running = maintain(database, chores, clock().toISOString()).catch(report)
  }
  run()
  const timer = setInterval(run, day).unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
