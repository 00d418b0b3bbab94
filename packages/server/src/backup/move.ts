import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { appendAudit } from '../audit/store.ts'
import { findCheckpoint } from '../audit/tree-store.ts'
import { type Verification, verifyStoredLog } from '../audit/verification.ts'
import { type Database, openDatabase, openEmbedded } from '../platform/database.ts'
import { syncTree } from '../platform/durable-filesystem.ts'
import { openVault, type Vault } from '../platform/vault.ts'
import { loadAuthorityKey } from '../platform/authority-key.ts'
import { migrate } from '../platform/migrate.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Place } from './backup.ts'
import { checkpointKeys } from './checkpoint-keys.ts'
import { copyTables } from './copy-tables.ts'
import { assertEmpty } from './restore.ts'

/** What was moved. */
export interface Moved {
  readonly rows: number
  /** The audit log read again from end to end on the server. */
  readonly log: Verification
  /** Where the embedded database lies now. */
  readonly old: string
}

async function checkLog({ db }: Database, vault: Vault): Promise<Verification> {
  const checkpoint = await findCheckpoint(db)
  const name = checkpoint?.note.split('\n')[0] ?? ''
  const sign = await checkpointKeys(vault)
  return verifyStoredLog(
    db,
    sign.map(({ jwk }) => ({ name, x: jwk.x })),
  )
}

/**
 * Moves the embedded database of an instance that is stopped into an empty one on a PostgreSQL server. Keys and files stay where they
 * are. Everything is copied in one transaction, compared table by table, and the audit log read again; only then is the embedded
 * database put aside, under another name.
 * @throws OperatorError when the instance runs, there is nothing to move, the server's database is not empty, or the log does not hold
 */
export async function moveToServer(place: Place & { readonly databaseUrl: string }, at: string): Promise<Moved> {
  const { dataDirectory, databaseUrl, root } = place
  const [folder, old] = [join(dataDirectory, 'database'), join(dataDirectory, 'database.moved')]
  if (!existsSync(folder)) throw new OperatorError(`${dataDirectory} holds no embedded database: there is nothing to move.`)
  if (existsSync(old)) throw new OperatorError(`${old} is there already, from an earlier move: put it away first.`)
  const target = await openDatabase({ dataDirectory, url: databaseUrl })
  try {
    await assertEmpty(target)
    const source = await openEmbedded(dataDirectory)
    let rows: number
    try {
      await migrate(source.db)
      const entry = { at, actor: 'system', action: 'database.move', outcome: 'done' }
      await source.db.transaction().execute((trx) => appendAudit(trx, entry))
      await migrate(target.db)
      rows = await copyTables(source.db, target.db)
    } finally {
      await source.close()
    }
    const vault = openVault(dataDirectory, await loadAuthorityKey(dataDirectory, root))
    const log = await checkLog(target, vault)
    if (log.fault !== undefined)
      throw new OperatorError('The audit log does not hold: the embedded database stays in use. Look into it before you move.')
    await rename(folder, old)
    syncTree(dataDirectory)
    return { rows, log, old }
  } finally {
    await target.close()
  }
}
