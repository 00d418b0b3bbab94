import type { Checkpoint } from '@comity/exchange/audit/checkpoint'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'

type Reader = Kysely<Tables> | Transaction

/** How far we have cosigned a peer's log, locked until the transaction ends. */
export function findWitnessedForChange(trx: Transaction, peer: string) {
  return trx.selectFrom('witnessed_log').selectAll().where('peer', '=', peer).forUpdate().executeTakeFirst()
}

/** Keeps a checkpoint of a peer as the one that we have cosigned last. */
export async function keepWitnessed(trx: Transaction, peer: string, { size, root }: Checkpoint, note: string, at: string): Promise<void> {
  const row = { size, root: Buffer.from(root, 'hex'), note, at }
  await trx
    .insertInto('witnessed_log')
    .values({ peer, ...row })
    .onConflict((conflict) => conflict.column('peer').doUpdateSet(row))
    .execute()
}

/** Keeps two checkpoints that contradict each other; one such pair of a peer is enough until somebody has looked into it. */
export async function keepContradiction(trx: Transaction, peer: string, before: string, after: string, at: string): Promise<void> {
  await trx
    .insertInto('log_contradiction')
    .values({ peer, at, before, after, settled_at: null, settled_by: null, reason: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Contradictions that nobody has looked into. */
export function listContradictions(db: Reader) {
  return db.selectFrom('log_contradiction').selectAll().where('settled_at', 'is', null).orderBy('peer').execute()
}

/**
 * Notes who looked into a contradiction and begins anew with the peer's log as it is now.
 * @returns false when there is none that is open
 */
export async function settleContradiction(
  trx: Transaction,
  peer: string,
  { by, reason, at }: { readonly by: string; readonly reason: string; readonly at: string },
): Promise<boolean> {
  const settled = await trx
    .updateTable('log_contradiction')
    .set({ settled_at: at, settled_by: by, reason })
    .where('peer', '=', peer)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  if (settled.numUpdatedRows === 0n) return false
  await trx.deleteFrom('witnessed_log').where('peer', '=', peer).execute()
  return true
}

/** The logs of peers that we have cosigned. */
export function listWitnessed(db: Reader) {
  return db.selectFrom('witnessed_log').selectAll().orderBy('peer').execute()
}

/** Who has cosigned our log, and how far. */
export function listWitnesses(db: Reader) {
  return db.selectFrom('audit_witness').selectAll().orderBy('peer').execute()
}

/** How far one peer has cosigned our log; 0 where it never has. */
export async function findWitnessSize(db: Reader, peer: string): Promise<number> {
  const row = await db.selectFrom('audit_witness').select('size').where('peer', '=', peer).executeTakeFirst()
  return row?.size ?? 0
}

/** Keeps our checkpoint with a peer's line under it. What was wrong before is no longer. */
export async function keepCosigned(db: Reader, peer: string, size: number, note: string, at: string): Promise<void> {
  const row = { size, note, at, fault: null, fault_at: null }
  await db
    .insertInto('audit_witness')
    .values({ peer, ...row })
    .onConflict((conflict) => conflict.column('peer').doUpdateSet(row))
    .execute()
}

/** Keeps that a peer knows a longer log of ours than there is, or another one; since when, where that was known before. */
export async function keepFault(db: Reader, peer: string, fault: 'longer' | 'other', at: string): Promise<void> {
  await db
    .insertInto('audit_witness')
    .values({ peer, size: 0, note: null, at: null, fault, fault_at: at })
    .onConflict((conflict) =>
      conflict.column('peer').doUpdateSet({ fault, fault_at: (eb) => eb.fn.coalesce('audit_witness.fault_at', eb.val(at)) }),
    )
    .execute()
}
