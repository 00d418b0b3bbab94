import type { HeldMessage } from '@comity/exchange/reconciliation'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../platform/tables.ts'

type HeldRow = HeldMessage & { readonly thread: string }

/** What we hold of some threads with a peer, by thread: messages sealed or taken in, and what their recipients have signed. */
export async function heldIn(
  db: Kysely<Tables>,
  self: string,
  peer: string,
  threads: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldMessage[]>> {
  const held = new Map<string, HeldMessage[]>()
  if (threads.length === 0) return held
  const given = (issuer: string) => sql`ARRAY(SELECT r.digest FROM receipt r WHERE r.message = m.id AND r.peer = ${peer}
    AND r.envelope_digest = m.digest AND r.issuer = ${issuer} ORDER BY r.digest)`
  const among = sql`m.peer = ${peer} AND m.thread IN (${sql.join(threads)})`
  const { rows } = await sql<HeldRow>`
    SELECT m.thread, m.id, ${self} AS "from", m.seq, m.digest, ${given(peer)} AS receipts,
      CASE m.standing WHEN 'consigned' THEN 'consigned' WHEN 'failed' THEN 'failed' ELSE 'under-way' END AS standing
    FROM outbox m WHERE ${among} AND m.digest IS NOT NULL
    UNION ALL
    SELECT m.thread, m.id, m.peer, m.seq, m.digest, ${given(self)},
      CASE m.standing WHEN 'accepted' THEN 'consigned' WHEN 'refused' THEN 'failed' ELSE 'under-way' END
    FROM inbox m WHERE ${among}
    ORDER BY thread, "from", seq`.execute(db)
  for (const { thread, id, from, seq, digest, standing, receipts } of rows) {
    held.set(thread, [...(held.get(thread) ?? []), { id, from, seq, digest, standing, receipts }])
  }
  return held
}

/** Threads with a peer in which something moved since then, or in which something is still missing; in their order. */
export async function listThreads(
  db: Kysely<Tables>,
  peer: string,
  { since, after, limit }: { readonly since: string; readonly after?: string | undefined; readonly limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ thread: string }>`
    SELECT DISTINCT thread FROM (
      SELECT thread FROM outbox WHERE peer = ${peer} AND greatest(created_at, settled_at) >= ${since}::timestamptz
      UNION ALL
      SELECT thread FROM inbox WHERE peer = ${peer} AND greatest(received_at, settled_at, opened_at) >= ${since}::timestamptz
      UNION ALL
      SELECT thread FROM reconciliation_gap WHERE peer = ${peer} AND closed_at IS NULL
    ) AS moved
    WHERE ${after === undefined ? sql`true` : sql`thread > ${after}::uuid`} ORDER BY thread LIMIT ${limit}`.execute(db)
  return rows.map(({ thread }) => thread)
}

/** The receipts that the recipients of these messages have signed, as bytes. */
export async function receiptsAbout(db: Kysely<Tables>, peer: string, messages: readonly HeldMessage[]): Promise<readonly Buffer[]> {
  const digests = messages.flatMap(({ receipts }) => receipts)
  if (digests.length === 0) return []
  const ids = messages.map(({ id }) => id)
  const about = db.selectFrom('receipt').select('bytes').where('message', 'in', ids).where('peer', '=', peer)
  const rows = await about.where('digest', 'in', digests).orderBy('seq').execute()
  return rows.map(({ bytes }) => bytes)
}
