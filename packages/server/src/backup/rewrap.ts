import { appendAudit } from '../audit/store.ts'
import { rewrapAuthorityKey } from '../platform/authority-key.ts'
import { openDatabase } from '../platform/database.ts'
import { migrate } from '../platform/migrate.ts'
import type { RootKey } from '../platform/root-key.ts'
import type { Place } from './backup.ts'

/**
 * Puts another root key above the authority's key, and that on record first. Nothing else is written anew; a running instance
 * goes on with the key that it has opened.
 * @throws OperatorError where either root key does not do, or a running instance holds the embedded database
 */
export async function rewrap(
  { dataDirectory, databaseUrl, root }: Place & { readonly root: RootKey },
  to: RootKey,
  at: string,
): Promise<void> {
  const { db, close } = await openDatabase({ dataDirectory, url: databaseUrl })
  try {
    await migrate(db)
    await db.transaction().execute((trx) => appendAudit(trx, { at, actor: 'system', action: 'storage-key.change', outcome: 'done' }))
    await rewrapAuthorityKey(dataDirectory, root, to)
  } finally {
    await close()
  }
}
