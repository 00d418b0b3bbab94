import { randomBytes, randomUUID } from 'node:crypto'
import type { Relation } from '@comity/domain/account/relation'
import { type Role, roles } from '@comity/domain/account/role'
import { hashSecret } from '@comity/server/account/store'
import { type Session, sessionDigest } from '@comity/server/platform/session'
import type { Tables } from '@comity/server/platform/tables'
import { type Kysely, sql } from 'kysely'
import { type MatrixCase, ourOffice } from './cases.ts'

/** How somebody's session stands: fresh proof given; none of late; closed in one of the ways in which that happens; or there is none. */
export type Standing = 'fresh' | 'stale' | 'disabled' | 'unconfirmed' | 'ended' | 'none'

/** Somebody at the door of the authority. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly office?: string
  readonly standing: Standing
  /** As which they stand to every case, where that does not follow from role, office and translation alone. */
  readonly relation: Relation
  /** In whose place they stand besides, by name, and whether that is over. */
  readonly inPlaceOf?: string
  readonly isOver?: boolean
  /** They have said why they look at the restricted ones. */
  readonly saysWhy: boolean
  readonly token: string
}

/** How each role stands to a case of which nobody has said anything; an auditor and an administrator in no relation that reaches anything. */
export const relationOfRole: Readonly<Record<Role, Relation>> = {
  officer: 'colleague',
  head: 'head',
  'executing-authority': 'executing',
  translator: 'translator',
  auditor: 'colleague',
  administrator: 'colleague',
}
/** With which every request is. */
export const team = 'Equipo Sur'

/** Somebody of a role, as most of that role are but for what is said. */
export function person(role: Role, more: Partial<Person> = {}): Person {
  const at = more.office === undefined && role === 'executing-authority' ? { office: ourOffice } : {}
  const relation = relationOfRole[role]
  return {
    id: randomUUID(),
    name: role,
    role,
    standing: 'fresh',
    relation,
    saysWhy: true,
    token: randomBytes(32).toString('base64url'),
    ...at,
    ...more,
  }
}

/** Who is named, walled off and stood in for as people of the walk decide, and walks not. */
export const bystander = person('officer', { name: 'a bystander' })
/** Who puts back what the walk has changed of how people stand to a request. */
export const mender = person('head', { name: 'a head who mends' })

/** Somebody of every role, relation and standing. */
export function everybody(): readonly Person[] {
  return [
    ...roles.map((role) => person(role)),
    person('executing-authority', { name: 'another office', office: 'Fiscalía Provincial de Cusco' }),
    person('translator', { name: 'another translator' }),
    person('officer', { name: 'an assigned officer', relation: 'assigned' }),
    person('officer', { name: 'an officer of the team', relation: 'team' }),
    person('officer', { name: 'a liaison', relation: 'liaison' }),
    ...roles.map((role) => person(role, { name: `walled off: ${role}`, relation: 'walled-off' })),
    person('officer', { name: 'in the place of the assigned officer', relation: 'assigned', inPlaceOf: 'an assigned officer' }),
    person('officer', { name: 'no longer in the place of the assigned officer', inPlaceOf: 'an assigned officer', isOver: true }),
    person('officer', { name: 'in the place of a head who is walled off', inPlaceOf: 'walled off: head' }),
    person('officer', {
      name: 'walled off, in the place of the assigned officer',
      relation: 'walled-off',
      inPlaceOf: 'an assigned officer',
    }),
    person('officer', { name: 'an assigned officer who says no reason', relation: 'assigned', saysWhy: false }),
    person('executing-authority', { name: 'an office that says no reason', saysWhy: false }),
    person('translator', { name: 'a translator who says no reason', saysWhy: false }),
    person('officer', { name: 'an officer without fresh proof', standing: 'stale' }),
    person('officer', { name: 'a disabled officer', standing: 'disabled' }),
    person('officer', { name: 'an officer whom nobody confirmed', standing: 'unconfirmed' }),
    person('officer', { name: 'an officer whose session ended', standing: 'ended' }),
    person('officer', { name: 'nobody', standing: 'none' }),
  ]
}

/** Gives them accounts, and sessions as they stand. */
export async function addPeople(db: Kysely<Tables>, people: readonly Person[]): Promise<void> {
  for (const { id, name, role, office: own, token, standing, relation } of people) {
    const confirmed = standing === 'unconfirmed' ? null : '2026-01-01T00:00:00Z'
    const disabled = standing === 'disabled' ? '2026-01-01T00:00:00Z' : null
    await sql`INSERT INTO account (id, name, display_name, role, office, language, created_at, confirmed_at, disabled_at, team)
      VALUES (${id}, ${name}, ${name}, ${role}, ${own ?? null}, 'en', now(), ${confirmed}, ${disabled}, ${relation === 'team' ? team : null})`.execute(
      db,
    )
    const proven = standing === 'stale' ? '1 hour' : '0'
    const seen = standing === 'ended' ? '31 minutes' : '0'
    if (standing === 'none') continue
    await sql`INSERT INTO session (token_hash, account, created_at, seen_at, proven_at)
      VALUES (${hashSecret(token)}, ${id}, now() - interval '1 hour', now() - ${seen}::interval, now() - ${proven}::interval)`.execute(db)
  }
}

/** Says of every case how it is handled, who is named on it, who is kept from it, who stands in for whom, and who said why they look. */
export async function addHandling(db: Kysely<Tables>, people: readonly Person[], cases: readonly MatrixCase[]): Promise<void> {
  const requests = [...new Map(cases.map((one) => [one.request, one])).values()]
  const ids = requests.map(({ request }) => request)
  const restricted = requests.filter(({ handling }) => handling === 'restricted').map(({ request }) => request)
  await sql`INSERT INTO request_handling SELECT id, id = ANY(${restricted}::uuid[]), ${team} FROM unnest(${ids}::uuid[]) AS id`.execute(db)
  for (const { id, relation, inPlaceOf } of people)
    if (relation === 'walled-off' || (inPlaceOf === undefined && (relation === 'assigned' || relation === 'liaison')))
      await sql`INSERT INTO request_relation SELECT request, ${id}, ${relation} FROM unnest(${ids}::uuid[]) AS request`.execute(db)
  for (const { token, saysWhy } of people)
    if (saysWhy)
      await sql`INSERT INTO restricted_opening SELECT ${sessionDigest({ token } as Session)}, request, now() FROM unnest(${ids}::uuid[]) AS request`.execute(
        db,
      )
  for (const { id, inPlaceOf, isOver } of people) {
    const giver = people.find(({ name }) => name === inPlaceOf)
    const end = isOver === true ? '-1 minute' : '30 days'
    if (giver !== undefined)
      await sql`INSERT INTO delegation VALUES (${randomUUID()}, ${giver.id}, ${id}, current_date, current_date + 30, now() - interval '1 hour', now() + ${end}::interval, now())`.execute(
        db,
      )
  }
}
