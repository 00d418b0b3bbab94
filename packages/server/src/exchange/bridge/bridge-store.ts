import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../platform/tables.ts'
import type { Bridge } from './bridge.ts'
import type { BridgeRow } from './tables.ts'

/** Enters the bridges that there are and forgets those that are no more. */
export async function keepBridges(db: Kysely<Tables>, bridges: readonly Pick<Bridge, 'name' | 'kind'>[]): Promise<void> {
  const names = bridges.map(({ name }) => name)
  await db
    .deleteFrom('bridge')
    .$if(names.length > 0, (query) => query.where('name', 'not in', names))
    .execute()
  for (const { name, kind } of bridges)
    await db
      .insertInto('bridge')
      .values({ name, kind })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ kind }))
      .execute()
}

/** Every bridge, with how it does. */
export function listBridges(db: Kysely<Tables>): Promise<BridgeRow[]> {
  return db.selectFrom('bridge').selectAll().orderBy('name').execute()
}

/**
 * Notes whether a bridge was reached to fetch what is there, or to put something down: from the first failure on it counts as
 * failing that way, until it is reached again.
 */
export async function noteReach(
  db: Kysely<Tables>,
  name: string,
  end: 'in' | 'out',
  at: string,
  reason: string | undefined,
): Promise<void> {
  const column = end === 'in' ? 'in_failing_since' : 'out_failing_since'
  await db
    .updateTable('bridge')
    .set(
      reason === undefined ? { good_at: at, [column]: null } : { [column]: sql`coalesce(${sql.ref(column)}, ${at}::timestamptz)`, reason },
    )
    .where('name', '=', name)
    .execute()
}

/** Since when a bridge cannot be reached, one way or the other. */
export function failingSince({ in_failing_since: fetching, out_failing_since: putting }: BridgeRow): string | undefined {
  return [fetching, putting].filter((since) => since !== null).toSorted()[0]
}

/** Takes a bridge in hand, unless another process has it. @returns its row */
export function claimBridge(db: Kysely<Tables>, name: string, lease: string, at: string, until: string): Promise<BridgeRow | undefined> {
  return db
    .updateTable('bridge')
    .set({ lease, leased_until: until })
    .where('name', '=', name)
    .where((row) => row.or([row('leased_until', 'is', null), row('leased_until', '<', at)]))
    .returningAll()
    .executeTakeFirst()
}

/** Holds a bridge longer, or lets go of it with `null`. */
export async function holdBridge(db: Kysely<Tables>, name: string, lease: string, until: string | null): Promise<void> {
  await db.updateTable('bridge').set({ leased_until: until }).where('name', '=', name).where('lease', '=', lease).execute()
}

/** Adds to what became of things that arrived. */
export async function countArrived(
  db: Kysely<Tables>,
  name: string,
  more: { readonly taken?: number; readonly setAside?: number; readonly leftAlone?: number; readonly cursor?: string },
): Promise<void> {
  const { taken = 0, setAside = 0, leftAlone = 0, cursor } = more
  await db
    .updateTable('bridge')
    .set((row) => ({
      taken: row('taken', '+', taken),
      set_aside: row('set_aside', '+', setAside),
      left_alone: row('left_alone', '+', leftAlone),
      ...(cursor === undefined ? {} : { cursor }),
    }))
    .where('name', '=', name)
    .execute()
}

/** Notes that an attempt goes over a bridge. */
export async function beginOver(db: Kysely<Tables>, message: string, number: number, bridge: string): Promise<void> {
  await db
    .insertInto('bridge_attempt')
    .values({ message, number, bridge })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Notes that a bridge has a message whole; the next attempt begins with the first volume again. */
export async function endOver(db: Kysely<Tables>, message: string, number: number, bridge: string, at: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('bridge_attempt').set({ put_at: at }).where('message', '=', message).where('number', '=', number).execute()
    await trx.deleteFrom('bridge_volume').where('message', '=', message).where('bridge', '=', bridge).execute()
  })
}

/** When a bridge last had a message whole. */
export async function lastPut(db: Kysely<Tables>, message: string, bridge: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('bridge_attempt')
    .select((of) => of.fn.max('put_at').as('at'))
    .where('message', '=', message)
    .where('bridge', '=', bridge)
    .executeTakeFirst()
  return row?.at ?? undefined
}

/** Which attempts at a message went over which bridge, by their number. */
export async function bridgesOf(db: Kysely<Tables>, message: string): Promise<ReadonlyMap<number, string>> {
  const rows = await db.selectFrom('bridge_attempt').select(['number', 'bridge']).where('message', '=', message).execute()
  return new Map(rows.map(({ number, bridge }) => [number, bridge]))
}

/** Volumes of a message that a bridge has already. */
export async function volumesAt(db: Kysely<Tables>, message: string, bridge: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('bridge_volume').select('name').where('message', '=', message).where('bridge', '=', bridge).execute()
  return new Set(rows.map(({ name }) => name))
}

/** Notes that a bridge has one volume of a message. */
export async function noteVolume(db: Kysely<Tables>, message: string, bridge: string, name: string): Promise<void> {
  await db
    .insertInto('bridge_volume')
    .values({ message, bridge, name })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
