import type { ProblemCode } from '@comity/domain/problem'
import type { Act } from '@comity/domain/request/act'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { OutboxRow, SealedPartName } from './tables.ts'

/** Standings from which a message still moves. */
const underWay = ['queued', 'sealed', 'announced'] as const

/** Puts a message into the outbox, due at once. */
export async function addToOutbox(
  trx: Transaction,
  message: { readonly peer: string; readonly thread: string; readonly act: Act; readonly at: string; readonly notAfter: string },
): Promise<void> {
  const { peer, thread, act, at, notAfter } = message
  await trx
    .insertInto('outbox')
    .values({
      id: act.id,
      peer,
      thread,
      seq: act.seq,
      type: act.type,
      act: JSON.stringify(act),
      next_at: at,
      not_after: notAfter,
      created_at: at,
      written_by: act.by,
    })
    .execute()
}

/**
 * Takes the next message that is due, the first of its thread, and leases it. Several processes can ask at once.
 * @param until how long nobody else will work on it unless the lease is renewed, UTC
 */
export async function claimNext(db: Kysely<Tables>, lease: string, at: string, until: string): Promise<OutboxRow | undefined> {
  return db
    .updateTable('outbox')
    .set((row) => ({ lease, leased_until: until, attempts: row('attempts', '+', 1), stalled: row('stalled', '+', 1) }))
    .where('id', '=', (inner) =>
      inner
        .selectFrom('outbox as due')
        .select('due.id')
        .where('due.standing', 'in', underWay)
        .where('due.next_at', '<=', at)
        .where((row) => row.or([row('due.leased_until', 'is', null), row('due.leased_until', '<', at)]))
        .where((row) =>
          row.not(
            row.exists(
              row
                .selectFrom('outbox as earlier')
                .select('earlier.id')
                .whereRef('earlier.thread', '=', 'due.thread')
                .whereRef('earlier.seq', '<', 'due.seq')
                .where('earlier.standing', 'in', underWay),
            ),
          ),
        )
        .orderBy('due.next_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst()
}

/** One message of ours. */
export function findOutgoing(db: Kysely<Tables>, id: string): Promise<OutboxRow | undefined> {
  return db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Leases one message that still moves, unless somebody works on it. */
export function claimMessage(db: Kysely<Tables>, id: string, lease: string, at: string, until: string): Promise<OutboxRow | undefined> {
  return db
    .updateTable('outbox')
    .set({ lease, leased_until: until })
    .where('id', '=', id)
    .where('standing', 'in', underWay)
    .where((row) => row.or([row('leased_until', 'is', null), row('leased_until', '<', at)]))
    .returningAll()
    .executeTakeFirst()
}

/** What was learnt of a message under a lease. Nothing is written once the lease has gone to somebody else. */
export interface OutboxChange {
  readonly standing?: OutboxRow['standing']
  readonly last_problem?: ProblemCode | null
  readonly next_at?: string
  readonly stalled?: number
  readonly lease?: null
  readonly leased_until?: string | null
  readonly settled_at?: string
}

/** @returns whether the lease still held */
export async function changeLeased(db: Kysely<Tables>, id: string, lease: string, change: OutboxChange): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('outbox').set(change).where('id', '=', id).where('lease', '=', lease).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A message as it was sealed, once and for all. */
export interface Sealing {
  readonly envelope: Uint8Array
  readonly digest: string
  readonly jwsDigest: string
  readonly parts: readonly SealedPartName[]
  readonly folder: string
  readonly at: string
}

/** Keeps the sealed form; the act itself is then no longer needed here. */
export async function keepSealed(db: Kysely<Tables>, id: string, lease: string, sealing: Sealing): Promise<OutboxRow | undefined> {
  const { envelope, digest, jwsDigest, parts, folder, at } = sealing
  return db
    .updateTable('outbox')
    .set({
      standing: 'sealed',
      act: null,
      envelope: Buffer.from(envelope),
      digest,
      jws_digest: jwsDigest,
      parts: JSON.stringify(parts),
      folder,
      sealed_at: at,
    })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .where('standing', '=', 'queued')
    .returningAll()
    .executeTakeFirst()
}

/** Whether a message of the same thread has to go before this one. */
export async function isBehind(db: Kysely<Tables>, { thread, seq }: Pick<OutboxRow, 'thread' | 'seq'>): Promise<boolean> {
  const earlier = await db
    .selectFrom('outbox')
    .select('id')
    .where('thread', '=', thread)
    .where('seq', '<', seq)
    .where('standing', 'in', underWay)
    .limit(1)
    .executeTakeFirst()
  return earlier !== undefined
}

/** The message of ours before this one in its thread. */
export async function findForerunner(
  db: Kysely<Tables>,
  { thread, seq }: Pick<OutboxRow, 'thread' | 'seq'>,
): Promise<OutboxRow | undefined> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('thread', '=', thread)
    .where('seq', '=', seq - 1)
    .executeTakeFirst()
}

/** Notes that the peer has signed for the envelope, by whatever way it came. */
export async function noteAnnounced(trx: Transaction, id: string): Promise<void> {
  await trx.updateTable('outbox').set({ standing: 'announced' }).where('id', '=', id).where('standing', '=', 'sealed').execute()
}

/**
 * Ends a message because its recipient has signed that it is there or that it is refused. A lease on it is lost. That it
 * is there holds even of one that we had given up.
 * @returns whether that was news
 */
export async function endByReceipt(
  trx: Transaction,
  id: string,
  end: { readonly standing: 'consigned' } | { readonly standing: 'failed'; readonly problem: ProblemCode },
  at: string,
): Promise<boolean> {
  const open = end.standing === 'consigned' ? [...underWay, 'failed' as const] : [...underWay]
  const { numUpdatedRows } = await trx
    .updateTable('outbox')
    .set({
      standing: end.standing,
      last_problem: end.standing === 'failed' ? end.problem : null,
      lease: null,
      leased_until: null,
      settled_at: at,
    })
    .where('id', '=', id)
    .where('standing', 'in', open)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Leaves a message open for longer than the line would have it, never shorter. */
export async function keepOpen(db: Kysely<Tables>, id: string, notAfter: string): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ not_after: notAfter })
    .where('id', '=', id)
    .where('standing', 'in', underWay)
    .where('not_after', '<', notAfter)
    .execute()
}

/** Makes everything that waits for a peer due now. */
export async function releaseFor(trx: Transaction, peer: string, at: string): Promise<void> {
  await trx.updateTable('outbox').set({ next_at: at, stalled: 0 }).where('peer', '=', peer).where('standing', 'in', underWay).execute()
}

/** Makes due now what waits for a peer only because it did not answer. */
export async function releaseSilent(db: Kysely<Tables>, peer: string, at: string): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ next_at: at, stalled: 0 })
    .where('peer', '=', peer)
    .where('standing', 'in', underWay)
    .where('last_problem', '=', 'try-later')
    .where('next_at', '>', at)
    .where('lease', 'is', null)
    .execute()
}

/** Ends the leases of a predecessor that was killed; only where no other process works on this database. */
export async function dropLeases(db: Kysely<Tables>, at: string): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ lease: null, leased_until: null, next_at: sql`least(next_at, ${at}::timestamptz)` })
    .where('standing', 'in', underWay)
    .execute()
}

/** Those of the folders whose message has got there or is erased, and whose sealed parts are no longer needed. */
export async function listSpent(db: Kysely<Tables>, folders: readonly string[]): Promise<string[]> {
  if (folders.length === 0) return []
  const rows = await db
    .selectFrom('outbox')
    .select('id')
    .where((is) => is.or([is('standing', '=', 'consigned'), is('envelope', '=', Buffer.alloc(0))]))
    .where('id', 'in', folders)
    .execute()
  return rows.map(({ id }) => id)
}
