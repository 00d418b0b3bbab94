import type { Kysely } from 'kysely'
import type { Eraser } from '../platform/eraser.ts'
import type { Files } from '../platform/files.ts'
import type { Chore } from '../platform/maintenance.ts'
import { forgetAnswersOf } from '../platform/idempotency.ts'
import { onBehalfOf } from '../platform/on-behalf.ts'
import type { Tables, Transaction } from '../platform/tables.ts'

/** What erases: every slice that keeps something of requests, and the files. */
export interface Erasing {
  readonly files: Files
  readonly erasers: readonly Eraser[]
}

/**
 * Removes the content of a request from the database, in the transaction of the approval, and notes the files whose keys are to be
 * destroyed. The triggers of the tables let it happen only while the erasure is approved and nobody holds the request.
 */
export async function eraseContent(trx: Transaction, { erasers }: Erasing, erasure: string, request: string, at: string): Promise<void> {
  const hashes = new Set<string>()
  for (const eraser of erasers) for (const sha256 of await eraser.erase(trx, request)) hashes.add(sha256)
  await forgetAnswersOf(trx, request)
  await trx.updateTable('request').set({ erased_at: at }).where('id', '=', request).execute()
  await trx
    .updateTable('erasure')
    .set({ remains: JSON.stringify([...hashes]) })
    .where('id', '=', erasure)
    .execute()
}

async function listNamed(db: Kysely<Tables>, erasers: readonly Eraser[], hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const named = await Promise.all(erasers.map(async (eraser) => eraser.listNamed?.(db, hashes) ?? []))
  return new Set(named.flat())
}

async function finish(db: Kysely<Tables>, { files, erasers }: Erasing, now: string): Promise<void> {
  const open = await db
    .selectFrom('erasure')
    .select(['id', 'remains'])
    .where('standing', '=', 'approved')
    .where('done_at', 'is', null)
    .execute()
  for (const { id, remains } of open) {
    const hashes = remains ?? []
    const named = hashes.length === 0 ? new Set<string>() : await listNamed(db, erasers, hashes)
    const left: string[] = []
    for (const sha256 of hashes) if (!named.has(sha256) && !(await files.destroy(sha256))) left.push(sha256)
    const done = left.length === 0 ? { remains: null, done_at: now } : { remains: JSON.stringify(left) }
    await db.updateTable('erasure').set(done).where('id', '=', id).execute()
  }
}

/**
 * A chore, and the end of every approval: destroys the keys of the files that erased requests have left and nothing else names.
 * Interrupted, the next run goes on; a file that was taken in anew within the last minutes waits for a later run, since whoever brought it
 * may not have named it yet. Under any other name than the erasure's, files that others hold would not be seen.
 */
export function finishErasures(erasing: Erasing): Chore {
  return async (db, now) => onBehalfOf('erasure', () => finish(db, erasing, now))
}
