import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../platform/tables.ts'

/** A message that came over a bridge, by what names it. */
export interface ArrivedOver {
  readonly bridge: string
  readonly peer: string
  readonly message: string
  readonly digest: string
}

/** Notes that a message came over a bridge; one that came again wants all its receipts again. */
export async function noteArrival(db: Kysely<Tables>, arrived: ArrivedOver, at: string): Promise<void> {
  await db
    .insertInto('bridge_arrival')
    .values({ ...arrived, at })
    .onConflict((conflict) => conflict.columns(['bridge', 'peer', 'message', 'digest']).doUpdateSet({ returned: 0, awaits: true, at }))
    .execute()
}

/** Most messages whose receipts go back in one round. */
const atOnce = 200

/** Messages of a bridge about which we have signed more receipts than went back. @param issuer our own id */
export async function listOwed(
  db: Kysely<Tables>,
  bridge: string,
  issuer: string,
): Promise<readonly (ArrivedOver & { readonly issued: number })[]> {
  const { rows } = await sql<ArrivedOver & { issued: number }>`
    SELECT arrival.bridge, arrival.peer, arrival.message, arrival.digest, count(*)::int AS issued
    FROM bridge_arrival AS arrival
    JOIN receipt ON receipt.message = arrival.message AND receipt.peer = arrival.peer AND receipt.direction = 'in'
      AND receipt.envelope_digest = arrival.digest AND receipt.issuer = ${issuer}
    WHERE arrival.bridge = ${bridge} AND arrival.awaits
    GROUP BY arrival.bridge, arrival.peer, arrival.message, arrival.digest, arrival.returned, arrival.at
    HAVING count(*) > arrival.returned
    ORDER BY arrival.at LIMIT ${atOnce}`.execute(db)
  return rows
}

/** Notes how many receipts about a message went back, and whether more can follow. */
export async function noteReturned(
  db: Kysely<Tables>,
  { bridge, peer, message, digest }: ArrivedOver,
  returned: number,
  awaits: boolean,
): Promise<void> {
  await db
    .updateTable('bridge_arrival')
    .set({ returned, awaits })
    .where('bridge', '=', bridge)
    .where('peer', '=', peer)
    .where('message', '=', message)
    .where('digest', '=', digest)
    .execute()
}
