import type { Delegation, Handling, Person } from '@comity/domain/account/relation'
import { standingOf } from '@comity/domain/account/relation'
import type { Role } from '@comity/domain/account/role'
import { type Kysely, sql } from 'kysely'
import type { Access } from '../platform/dispatch.ts'
import { type Session, sessionDigest } from '../platform/session.ts'
import type { Tables } from '../platform/tables.ts'

interface NamedRow {
  readonly account: string
  readonly relation: 'assigned' | 'liaison' | 'walled-off'
}

/** An account as a query gives it, and as the rules see it. */
export interface PersonRow {
  readonly id: string
  readonly role: Role
  readonly office: string | null
  readonly team: string | null
}

export interface HandlingRow {
  readonly office: string | null
  readonly restricted: boolean
  readonly team: string | null
  readonly named: readonly NamedRow[]
  readonly translators: readonly string[]
}

interface GateRow extends HandlingRow {
  readonly ownTeam: string | null
  readonly given: readonly (PersonRow & { readonly beginsAt: string; readonly endsAt: string })[]
  readonly reasonGiven: boolean
}

/** An account as the rules see it. */
export function personOf({ id, role, office, team }: PersonRow): Person {
  return { id, role, ...(office === null ? {} : { office }), ...(team === null ? {} : { team }) }
}

/** How a request is to be handled, as the rules see it. */
export function handlingOf({ restricted, office, team, named, translators }: HandlingRow): Handling {
  const those = (relation: NamedRow['relation']) => named.filter((one) => one.relation === relation).map(({ account }) => account)
  return {
    restricted,
    ...(office === null ? {} : { office }),
    ...(team === null ? {} : { team }),
    assigned: those('assigned'),
    liaisons: those('liaison'),
    walledOff: those('walled-off'),
    translators,
  }
}

/**
 * What the rules ask of a request, as columns of a query over `request r LEFT JOIN request_handling h`. What the other State executes is
 * for no office of ours, whatever name it has.
 */
export const handlingColumns = sql`CASE r.side WHEN 'requested' THEN r.assigned_to END AS office, coalesce(h.restricted, false) AS restricted, h.team,
  (SELECT coalesce(json_agg(json_build_object('account', n.account, 'relation', n.relation)), '[]')
    FROM request_relation n WHERE n.request = r.id) AS named,
  ARRAY(SELECT DISTINCT t.translator::text FROM translation t WHERE t.request = r.id) AS translators`

/**
 * How the holder of a session stands to a request at a moment, in one statement; asked at the gate, before anything of the request is told.
 * @param now RFC 3339
 * @returns undefined where there is no such request
 */
async function findAccess(db: Kysely<Tables>, request: string, session: Session, now: string): Promise<Access | undefined> {
  const { id, role, office } = session.actor
  const { rows } = await sql<GateRow>`
    SELECT ${handlingColumns},
      (SELECT a.team FROM account a WHERE a.id = ${id}) AS "ownTeam",
      (SELECT coalesce(json_agg(json_build_object('id', g.id, 'role', g.role, 'office', g.office, 'team', g.team,
          'beginsAt', d.begins_at, 'endsAt', d.ends_at)), '[]')
        FROM delegation d JOIN account g ON g.id = d.giver AND g.confirmed_at IS NOT NULL AND g.disabled_at IS NULL
        WHERE d.receiver = ${id} AND d.ends_at > ${now}) AS given,
      EXISTS (SELECT FROM restricted_opening o WHERE o.session = ${sessionDigest(session)} AND o.request = r.id) AS "reasonGiven"
    FROM request r LEFT JOIN request_handling h ON h.request = r.id WHERE r.id = ${request}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const person = personOf({ id, role, office: office ?? null, team: row.ownTeam })
  const delegations: readonly Delegation[] = row.given.map((one) => ({
    from: personOf(one),
    to: id,
    beginsAt: one.beginsAt,
    endsAt: one.endsAt,
  }))
  return { standing: standingOf(person, handlingOf(row), delegations, now), reasonGiven: row.reasonGiven }
}

/** The same, as the dispatcher asks it. */
export function accessIn(db: Kysely<Tables>) {
  return async (request: string, session: Session, now: string) => findAccess(db, request, session, now)
}
