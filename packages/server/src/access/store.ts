import type { Delegation, Person } from '@comity/domain/account/relation'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import { type HandlingRow, handlingColumns, type PersonRow, personOf } from './standing.ts'
import type { AccessTables } from './tables.ts'

type Reader = Kysely<Tables> | Transaction
export type Named = 'assigned' | 'liaison' | 'walled-off'

/** An account that may act, with its name. */
export interface NamedPerson extends Person {
  readonly name: string
}

/** Every account that may act, in the order of names. */
export async function listPeople(db: Reader): Promise<readonly NamedPerson[]> {
  const rows = await db
    .selectFrom('account')
    .select(['id', 'role', 'office', 'team', 'display_name'])
    .where('confirmed_at', 'is not', null)
    .where('disabled_at', 'is', null)
    .orderBy('display_name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...personOf(row satisfies PersonRow), name: row.display_name }))
}

/** How a request is to be handled. Asked at the gate, since who audits sees nothing of the request but this. */
export async function findHandling(db: Reader, request: string): Promise<HandlingRow | undefined> {
  const { rows } = await sql<HandlingRow>`
    SELECT ${handlingColumns} FROM request r LEFT JOIN request_handling h ON h.request = r.id WHERE r.id = ${request}`.execute(db)
  return rows[0]
}

/** Sets the mark or the team of a request. */
export async function setHandling(
  trx: Transaction,
  request: string,
  change: { readonly restricted: boolean } | { readonly team: string | null },
): Promise<void> {
  await trx
    .insertInto('request_handling')
    .values({ request, restricted: false, team: null, ...change })
    .onConflict((conflict) => conflict.column('request').doUpdateSet(change))
    .execute()
}

/** Names an account on a request. @returns false where it was named so already */
export async function addRelation(trx: Transaction, request: string, account: string, relation: Named): Promise<boolean> {
  const added = await trx
    .insertInto('request_relation')
    .values({ request, account, relation })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Takes a name off a request. @returns false where it was not there */
export async function removeRelation(trx: Transaction, request: string, account: string, relation: Named): Promise<boolean> {
  const removed = await trx
    .deleteFrom('request_relation')
    .where('request', '=', request)
    .where('account', '=', account)
    .where('relation', '=', relation)
    .executeTakeFirst()
  return removed.numDeletedRows === 1n
}

type Act = Omit<AccessTables['access_act'], 'seq' | 'account' | 'team' | 'reason'> &
  Partial<Pick<AccessTables['access_act'], 'account' | 'team' | 'reason'>>

/** Notes what was decided. Before a wall goes up: behind it nothing can be noted. */
export async function addAct(trx: Transaction, act: Act): Promise<void> {
  await trx
    .insertInto('access_act')
    .values({ account: null, team: null, reason: null, ...act })
    .execute()
}

/** What was decided of who sees a request, with the name of whom it is about. */
export interface ActRow {
  readonly kind: AccessTables['access_act']['kind']
  readonly name: string | null
  readonly team: string | null
  readonly reason: string | null
  readonly by_name: string
  readonly at: string
}

/** What was decided of who sees a request, the newest first. */
export async function listActs(db: Reader, request: string): Promise<readonly ActRow[]> {
  return db
    .selectFrom('access_act')
    .leftJoin('account', 'account.id', 'access_act.account')
    .select(['kind', 'account.display_name as name', 'access_act.team', 'access_act.reason', 'access_act.by_name', 'access_act.at'])
    .where('request', '=', request)
    .orderBy('seq', 'desc')
    .limit(200)
    .execute()
}

/** Remembers for a session that its holder has said why they open a request. */
export async function noteOpening(trx: Transaction, session: Buffer, request: string, at: string): Promise<void> {
  await trx
    .insertInto('restricted_opening')
    .values({ session, request, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A daily chore: openings of sessions that are over, which last half a day at most. */
export async function forgetOpenings(db: Kysely<Tables>, now: string): Promise<void> {
  const before = new Date(Date.parse(now) - 86_400_000).toISOString()
  await db.deleteFrom('restricted_opening').where('at', '<', before).execute()
}

/** Delegations that an account gave or was given, or all that are not over, with their givers as they are now; the newest first. */
export async function listDelegationRows(
  db: Reader,
  of: { readonly account: string } | { readonly notOver: string },
): Promise<readonly AccessTables['delegation'][]> {
  const query = db.selectFrom('delegation').selectAll().orderBy('given_at', 'desc').orderBy('id').limit(1000)
  return 'account' in of
    ? query.where((is) => is.or([is('giver', '=', of.account), is('receiver', '=', of.account)])).execute()
    : query.where('ends_at', '>', of.notOver).execute()
}

/** Delegations as the rules see them; those of givers who may not act are none. */
export function delegationsOf(rows: readonly AccessTables['delegation'][], people: ReadonlyMap<string, Person>): readonly Delegation[] {
  return rows.flatMap(({ giver, receiver, begins_at, ends_at }) => {
    const from = people.get(giver)
    return from === undefined ? [] : [{ from, to: receiver, beginsAt: begins_at, endsAt: ends_at }]
  })
}

/**
 * Gives a delegation. The days are the capital's.
 * @param timeZone of the capital, IANA
 */
export async function addDelegation(
  trx: Transaction,
  given: {
    readonly id: string
    readonly giver: string
    readonly receiver: string
    readonly since: string
    readonly until: string
    readonly at: string
    readonly timeZone: string
  },
): Promise<void> {
  const { id, giver, receiver, since, until, at, timeZone } = given
  await sql`INSERT INTO delegation (id, giver, receiver, since, until, begins_at, ends_at, given_at)
    VALUES (${id}, ${giver}, ${receiver}, ${since}, ${until}, ${since}::date::timestamp AT TIME ZONE ${timeZone},
      (${until}::date + 1)::timestamp AT TIME ZONE ${timeZone}, ${at})`.execute(trx)
}

/** Ends a delegation at a moment for its giver or receiver. @returns false where there is none of theirs that is not over */
export async function endDelegation(trx: Transaction, id: string, by: string, at: string): Promise<boolean> {
  const ended = await trx
    .updateTable('delegation')
    .set({ ends_at: at, ended_by: by })
    .where('id', '=', id)
    .where('ends_at', '>', at)
    .where((is) => is.or([is('giver', '=', by), is('receiver', '=', by)]))
    .executeTakeFirst()
  return ended.numUpdatedRows === 1n
}
