import type { ProblemCode } from '@comity/domain/problem'
import type { OpenedEnvelope } from '@comity/exchange/envelope'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { InboxRow, SealedPartName } from './tables.ts'

/** One message that arrived from a peer. */
export function findArrived(db: Kysely<Tables>, peer: string, id: string): Promise<InboxRow | undefined> {
  return db.selectFrom('inbox').selectAll().where('peer', '=', peer).where('id', '=', id).executeTakeFirst()
}

/** The same, locked until the transaction ends. */
export function findArrivedForChange(trx: Transaction, peer: string, id: string): Promise<InboxRow | undefined> {
  return trx.selectFrom('inbox').selectAll().where('peer', '=', peer).where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Whether the id belongs to another message: one of ours, or of another peer. */
export async function isForeignId(db: Kysely<Tables>, peer: string, id: string): Promise<boolean> {
  const ours = await db.selectFrom('outbox').select('id').where('id', '=', id).executeTakeFirst()
  const theirs = await db.selectFrom('inbox').select('id').where('id', '=', id).where('peer', '<>', peer).executeTakeFirst()
  return ours !== undefined || theirs !== undefined
}

/** How many messages of a peer wait for their parts, and how many bytes those have. */
export function measureReceiving(db: Kysely<Tables>, peer: string): Promise<{ messages: number; bytes: number }> {
  return db
    .selectFrom('inbox_part')
    .select((row) => [row.fn.count<number>('message').distinct().as('messages'), sql<number>`coalesce(sum(ct_len), 0)::bigint`.as('bytes')])
    .where('peer', '=', peer)
    .executeTakeFirstOrThrow()
}

/**
 * Enters a message whose envelope was opened, and the parts that it announces.
 * @returns false when the id is known already
 */
export async function addArrived(
  trx: Transaction,
  { manifest, digest, jwsDigest }: OpenedEnvelope,
  { envelope, way, at }: { readonly envelope: Buffer; readonly way: string; readonly at: string },
): Promise<boolean> {
  const { from: peer, id, thread, seq, type, prev, notAfter } = manifest
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('inbox')
    .values({ peer, id, thread, seq, type, prev, digest, jws_digest: jwsDigest, envelope, not_after: notAfter, received_at: at, way })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await trx
    .insertInto('inbox_part')
    .values(manifest.parts.map(({ ct256, ctLen }, place) => ({ peer, message: id, ct256, place, ct_len: ctLen })))
    .execute()
  return true
}

/** Writes the end of a message; its parts are no longer taken in. */
export async function endArrived(
  trx: Transaction,
  { peer, id }: Pick<InboxRow, 'peer' | 'id'>,
  end: { readonly standing: 'accepted' } | { readonly standing: 'refused'; readonly problem: ProblemCode },
  at: string,
): Promise<void> {
  await trx
    .updateTable('inbox')
    .set({ ...end, settled_at: at })
    .where('peer', '=', peer)
    .where('id', '=', id)
    .execute()
  await trx.deleteFrom('inbox_part').where('peer', '=', peer).where('message', '=', id).execute()
}

/** The parts of a message, in their order. */
export async function listParts(db: Kysely<Tables>, { peer, id }: Pick<InboxRow, 'peer' | 'id'>): Promise<SealedPartName[]> {
  const rows = await db
    .selectFrom('inbox_part')
    .select(['ct256', 'ct_len'])
    .where('peer', '=', peer)
    .where('message', '=', id)
    .orderBy('place')
    .execute()
  return rows.map(({ ct256, ct_len }) => ({ ct256, ctLen: ct_len }))
}

/** A part that one of these peers has announced and may now upload. */
export async function findExpectedPart(
  db: Kysely<Tables>,
  peers: readonly string[],
  ct256: string,
): Promise<(SealedPartName & { readonly peer: string }) | undefined> {
  if (peers.length === 0) return undefined
  const row = await db
    .selectFrom('inbox_part')
    .select(['peer', 'ct_len'])
    .where('ct256', '=', ct256)
    .where('peer', 'in', peers)
    .executeTakeFirst()
  return row && { peer: row.peer, ct256, ctLen: row.ct_len }
}

/** The accepted messages just before and just after a place in a peer's thread. */
export async function listNeighbours(db: Kysely<Tables>, { peer, thread, seq }: Pick<InboxRow, 'peer' | 'thread' | 'seq'>) {
  return db
    .selectFrom('inbox')
    .select(['seq', 'prev', 'jws_digest'])
    .where('peer', '=', peer)
    .where('thread', '=', thread)
    .where('seq', 'in', [seq - 1, seq + 1])
    .where('standing', '=', 'accepted')
    .execute()
}

/** Messages whose sender has given up without bringing all parts. */
export function listAbandoned(db: Kysely<Tables>, at: string): Promise<Pick<InboxRow, 'peer' | 'id'>[]> {
  return db.selectFrom('inbox').select(['peer', 'id']).where('standing', '=', 'receiving').where('not_after', '<', at).limit(1000).execute()
}
