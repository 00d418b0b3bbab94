import type { Role } from './role.ts'

/**
 * Every way in which an account can stand to a request, and how far it reaches: to act, to read, to the text of a translation, or
 * nowhere. Whoever stands in several reaches as far as the farthest of them; a wall is above all.
 */
export const relationReach = {
  /** An account named on the request. */
  assigned: 'act',
  /** An account of the team with which the request is. */
  team: 'act',
  /** Who answers for the authority. */
  head: 'act',
  /** An account of the office to which the request is assigned. */
  executing: 'act',
  /** An officer who is not named, as long as the request is not restricted. */
  colleague: 'act',
  /** An account named as liaison. */
  liaison: 'read',
  /** The account of whom a translation is asked. */
  translator: 'translation',
  /** For a conflict of interest: of the request nothing is there. */
  'walled-off': 'nothing',
} as const

export type Relation = keyof typeof relationReach

/** The closed list of relations. */
export const relations = Object.keys(relationReach) as readonly Relation[]

/** An account, as far as relations depend on it. Only one that may act is handed in. */
export interface Person {
  readonly id: string
  readonly role: Role
  readonly office?: string
  readonly team?: string
}

/** Who was named of a request, and how it is to be handled. Accounts are named by id. */
export interface Handling {
  /** Seen only by who stands in a relation to it. */
  readonly restricted: boolean
  readonly office?: string
  readonly team?: string
  readonly assigned: readonly string[]
  readonly liaisons: readonly string[]
  readonly translators: readonly string[]
  readonly walledOff: readonly string[]
}

/** That one account stands where another stands, for a time. Moments are RFC 3339; the last is not included. */
export interface Delegation {
  readonly from: Person
  readonly to: string
  readonly beginsAt: string
  readonly endsAt: string
}

/** How an account stands to a request. */
export interface Standing {
  readonly restricted: boolean
  /** In its own right; a wall stands alone. */
  readonly own: readonly Relation[]
  /** In whose place it stands besides, and how these stand. */
  readonly delegated: readonly { readonly from: string; readonly relations: readonly Relation[] }[]
}

/** Who does casework: only these are named on requests, have teams, and stand in for each other. */
export function doesCasework(role: Role): boolean {
  return role === 'officer' || role === 'head'
}

/** An empty office or team is none. */
function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a !== '' && a === b
}

/** How an account stands to a request in its own right. Whoever is walled off stands in nothing else. */
export function relationsOf(person: Person, handling: Handling): readonly Relation[] {
  const { id, role } = person
  if (handling.walledOff.includes(id)) return ['walled-off']
  const holds: readonly (readonly [Relation, boolean])[] = [
    ['assigned', doesCasework(role) && handling.assigned.includes(id)],
    ['team', doesCasework(role) && same(person.team, handling.team)],
    ['head', role === 'head'],
    ['executing', role === 'executing-authority' && same(person.office, handling.office)],
    ['liaison', doesCasework(role) && handling.liaisons.includes(id)],
    ['translator', role === 'translator' && handling.translators.includes(id)],
  ]
  const found = holds.filter(([, is]) => is).map(([relation]) => relation)
  // Who was named to read does not act as anybody may.
  return role === 'officer' && !handling.restricted && found.length === 0 ? ['colleague'] : found
}

/** Whether a delegation holds at a moment. @param now RFC 3339 */
function isInForce({ beginsAt, endsAt }: Delegation, now: string): boolean {
  const at = Date.parse(now)
  return Date.parse(beginsAt) <= at && at < Date.parse(endsAt)
}

/**
 * How an account stands to a request at a moment. Relations are delegated, never a role and what it may decide; who was given them does
 * not give them on; and neither passes a wall, their own or the giver's.
 * @param now RFC 3339
 */
export function standingOf(person: Person, handling: Handling, delegations: readonly Delegation[], now: string): Standing {
  const { restricted } = handling
  const own = relationsOf(person, handling)
  if (own.includes('walled-off') || !doesCasework(person.role)) return { restricted, own, delegated: [] }
  const delegated = delegations
    .filter((one) => one.to === person.id && one.from.id !== person.id && doesCasework(one.from.role) && isInForce(one, now))
    .map(({ from }) => ({ from: from.id, relations: relationsOf(from, handling).filter((relation) => isDelegated(relation)) }))
    .filter((one) => one.relations.length > 0)
  return { restricted, own, delegated }
}

/** What any officer is, nobody needs to be given. */
function isDelegated(relation: Relation): boolean {
  return relation !== 'colleague' && relation !== 'walled-off'
}

/** Whether an account is kept from a request for a conflict of interest. */
export function isWalledOff({ own }: Standing): boolean {
  return own.includes('walled-off')
}

/** Whether relations reach far enough: to `act` reaches to `read` as well. */
function reaches(held: readonly Relation[], far: 'act' | 'read'): boolean {
  return held.some((relation) => relationReach[relation] === 'act' || relationReach[relation] === far)
}

/** How far an account reaches in a request, in its own right or in another's place. */
export function reachIn(standing: Standing): 'act' | 'read' | 'nothing' {
  if (isWalledOff(standing)) return 'nothing'
  const held = [standing.own, ...standing.delegated.map((one) => one.relations)]
  if (held.some((of) => reaches(of, 'act'))) return 'act'
  return held.some((of) => reaches(of, 'read')) ? 'read' : 'nothing'
}

/** In whose place an account acts or reads where it could not in its own right. */
export function standsInFor(standing: Standing, far: 'act' | 'read'): readonly string[] {
  if (reaches(standing.own, far)) return []
  return standing.delegated.filter((one) => reaches(one.relations, far)).map((one) => one.from)
}
