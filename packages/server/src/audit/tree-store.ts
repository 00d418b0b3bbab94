import { type ReadHashes, storedEvery } from '@comity/exchange/audit/proof'
import type { Hash, Subtree } from '@comity/exchange/audit/tree'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'

type Reader = Kysely<Tables> | Transaction

// Any number, so long as every process of an authority takes the same.
const treeLock = 4_207_904

/** A checkpoint as it is kept. */
export interface StoredCheckpoint {
  readonly size: number
  readonly root: Hash
  readonly peaks: readonly Hash[]
  readonly note: string
  readonly at: string
}

function hex(bytes: Buffer): Hash {
  return bytes.toString('hex')
}

/** Takes the tree for this transaction. @returns false while another process is at it */
export async function takeTree(trx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_xact_lock(${treeLock}) AS taken`.execute(trx)
  return rows[0]?.taken === true
}

function checkpointOf(row: Tables['audit_checkpoint']): StoredCheckpoint {
  const peaks = Array.from({ length: row.peaks.length / 32 }, (_, at) => hex(row.peaks.subarray(at * 32, at * 32 + 32)))
  return { size: row.size, root: hex(row.root), peaks, note: row.note, at: row.at }
}

/** The newest checkpoint, if there is one yet. */
export async function findCheckpoint(db: Reader): Promise<StoredCheckpoint | undefined> {
  const row = await db.selectFrom('audit_checkpoint').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? undefined : checkpointOf(row)
}

/** The checkpoints of sizes after the first and up to the second, the smallest first. */
export async function listCheckpoints(db: Reader, after: number, to: number): Promise<readonly StoredCheckpoint[]> {
  const rows = await db
    .selectFrom('audit_checkpoint')
    .selectAll()
    .where('size', '>', after)
    .where('size', '<=', to)
    .orderBy('size')
    .execute()
  return rows.map(checkpointOf)
}

/** Keeps a checkpoint, and the roots of the subtrees that became complete. */
export async function addCheckpoint(trx: Transaction, checkpoint: StoredCheckpoint, subtrees: readonly Subtree[]): Promise<void> {
  const kept = subtrees.map(({ height, index, hash }) => ({ height, index, hash: Buffer.from(hash, 'hex') }))
  if (kept.length > 0) await trx.insertInto('audit_subtree').values(kept).execute()
  const { size, root, peaks, note, at } = checkpoint
  const row = { size, root: Buffer.from(root, 'hex'), peaks: Buffer.from(peaks.join(''), 'hex'), note, at }
  await trx.insertInto('audit_checkpoint').values(row).execute()
}

/** Leaves that follow each other. */
export async function listLeaves(
  db: Reader,
  from: number,
  count: number,
): Promise<readonly { readonly seq: number; readonly leaf: Hash }[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['seq', 'leaf'])
    .where('seq', '>', from)
    .where('seq', '<=', from + count)
    .orderBy('seq')
    .execute()
  return rows.map(({ seq, leaf }) => ({ seq, leaf: hex(leaf) }))
}

/** Reads the hashes that proofs are made of. */
export function hashReader(db: Reader): ReadHashes {
  return async (height, from, count) => {
    if (height === 0) return (await listLeaves(db, from, count)).map(({ leaf }) => leaf)
    if (height % storedEvery !== 0) throw new Error(`height ${height} is not kept`)
    const rows = await db
      .selectFrom('audit_subtree')
      .select('hash')
      .where('height', '=', height)
      .where('index', '>=', from)
      .where('index', '<', from + count)
      .orderBy('index')
      .execute()
    return rows.map(({ hash }) => hex(hash))
  }
}

/** The newest verification up to a moment, if there was one yet: one from after it was made by a clock that has been set back since. */
export async function findVerification(db: Reader, now: string) {
  const row = await db.selectFrom('audit_verification').selectAll().where('at', '<=', now).orderBy('at', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? undefined : { ...row, root: hex(row.root) }
}

/** Keeps what a verification found. */
export async function addVerification(
  db: Reader,
  found: { readonly at: string; readonly size: number; readonly root: Hash; readonly fault?: string; readonly entry?: number },
): Promise<void> {
  const { at, size, root, fault = null, entry = null } = found
  await db
    .insertInto('audit_verification')
    .values({ at, size, root: Buffer.from(root, 'hex'), fault, entry })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
