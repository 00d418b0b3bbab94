import { relations } from '@comity/domain/account/relation'
import { roles } from '@comity/domain/account/role'
import { CalendarDate, Id, Line, Prose } from '@comity/domain/input'
import * as z from 'zod'
import { operation } from './operation.ts'
import { requestParams } from './request.ts'

/** A reason that is kept with the decision. */
const Reason = z.strictObject({ reason: Prose.min(1) })
/** A plain name; none takes it away. */
const Team = z.strictObject({ team: Line.min(1).max(100).optional() })
const Nothing = z.strictObject({})

/** An account by the name that colleagues know. */
const Colleague = z.strictObject({ account: Id, name: z.string(), role: z.enum(roles), team: z.string().optional() })
export type Colleague = z.infer<typeof Colleague>

/** Why an account sees a request: in its own right, or in the place of another. */
const Through = z.strictObject({ relation: z.enum(relations), inPlaceOf: z.string().optional() })

export const accessActKinds = [
  'restricted',
  'opened-up',
  'assigned',
  'unassigned',
  'liaison',
  'liaison-ended',
  'team',
  'declared',
  'raised',
  'wall-lifted',
] as const

/** Who sees a request and as what; of the request itself nothing. */
export const RequestAccess = z.strictObject({
  request: Id,
  restricted: z.boolean(),
  team: z.string().optional(),
  seenBy: z.array(z.strictObject({ ...Colleague.shape, through: z.array(Through) })),
  walledOff: z.array(Colleague),
  named: z.array(z.strictObject({ account: Id, relation: z.enum(['assigned', 'liaison']) })),
  /** What was decided, the newest first; not for who only audits. */
  decisions: z
    .array(
      z.strictObject({
        kind: z.enum(accessActKinds),
        name: z.string().optional(),
        team: z.string().optional(),
        reason: z.string().optional(),
        by: z.string(),
        at: z.string(),
      }),
    )
    .optional(),
  /** Those who can be named or walled off; not for who only audits. */
  colleagues: z.array(Colleague).optional(),
})
export type RequestAccess = z.infer<typeof RequestAccess>

/** That an account stands where another stands, for some days. */
export const Delegation = z.strictObject({
  id: Id,
  from: Colleague,
  to: Colleague,
  /** Days at the capital, both included. */
  since: z.string(),
  until: z.string(),
  standing: z.enum(['to-come', 'in-force', 'over']),
  endedAt: z.string().optional(),
  /** Whether the caller gave it. */
  own: z.boolean(),
})
export type Delegation = z.infer<typeof Delegation>

export const getRequestAccess = operation({
  id: 'getRequestAccess',
  method: 'GET',
  path: '/requests/{request}/access',
  action: 'access.read',
  summary: 'Who can see a request, by what relation, and who is walled off',
  params: requestParams,
  response: RequestAccess,
  problems: ['not-found'],
})
export const giveReason = operation({
  id: 'giveReason',
  method: 'POST',
  path: '/requests/{request}/reason',
  action: 'restricted.open',
  summary: 'Say why you open a restricted request; it holds for the session, and what you say goes into the audit log',
  params: requestParams,
  body: z.strictObject({ reason: Prose.min(1).max(1000) }),
  response: Nothing,
  status: 204,
  problems: ['not-found'],
})
export const restrictRequest = operation({
  id: 'restrictRequest',
  method: 'POST',
  path: '/requests/{request}/restriction',
  action: 'mark.set',
  summary: 'Restrict a request to those who stand in a relation to it',
  params: requestParams,
  body: Reason,
  response: Nothing,
  status: 204,
  problems: ['not-found', 'act-not-available', 'reason-needed'],
})
export const liftRestriction = operation({
  id: 'liftRestriction',
  method: 'POST',
  path: '/requests/{request}/restriction/lift',
  action: 'mark.lift',
  summary: 'Open a restricted request to every officer again',
  params: requestParams,
  body: Reason,
  response: Nothing,
  status: 204,
  problems: ['not-found', 'act-not-available', 'reason-needed'],
  freshProof: true,
})
export const namePerson = operation({
  id: 'namePerson',
  method: 'POST',
  path: '/requests/{request}/persons',
  action: 'access.change',
  summary: 'Name an account on a request: assigned, who acts, or liaison, who reads',
  params: requestParams,
  body: z.strictObject({ account: Id, relation: z.enum(['assigned', 'liaison']) }),
  response: Nothing,
  status: 204,
  problems: ['not-found', 'act-not-available', 'reason-needed'],
})
export const dropPerson = operation({
  id: 'dropPerson',
  method: 'POST',
  path: '/requests/{request}/persons/drop',
  action: 'access.change',
  summary: 'Take a name off a request',
  params: requestParams,
  body: z.strictObject({ account: Id, relation: z.enum(['assigned', 'liaison']) }),
  response: Nothing,
  status: 204,
  problems: ['not-found', 'act-not-available', 'reason-needed'],
})
export const setRequestTeam = operation({
  id: 'setRequestTeam',
  method: 'POST',
  path: '/requests/{request}/team',
  action: 'access.change',
  summary: 'Say with which team a request is; without one it is with none',
  params: requestParams,
  body: Team,
  response: Nothing,
  status: 204,
  problems: ['not-found', 'reason-needed'],
})
export const declareConflict = operation({
  id: 'declareConflict',
  method: 'POST',
  path: '/requests/{request}/conflict',
  action: 'conflict.declare',
  summary: 'Declare a conflict of interest of your own: from then on the request is not there for you',
  params: requestParams,
  body: Reason,
  response: Nothing,
  status: 204,
  problems: ['not-found'],
})
export const raiseWall = operation({
  id: 'raiseWall',
  method: 'POST',
  path: '/requests/{request}/walls',
  action: 'conflict.raise',
  summary: 'Wall an account off a request for a conflict of interest',
  params: requestParams,
  body: z.strictObject({ account: Id, reason: Prose.min(1) }),
  response: Nothing,
  status: 204,
  problems: ['not-found', 'act-not-available', 'reason-needed'],
})
export const liftWall = operation({
  id: 'liftWall',
  method: 'POST',
  path: '/requests/{request}/walls/lift',
  action: 'conflict.lift',
  summary: 'Take a wall down; never one’s own, since behind it the request is not there',
  params: requestParams,
  body: z.strictObject({ account: Id, reason: Prose.min(1) }),
  response: Nothing,
  status: 204,
  problems: ['not-found', 'act-not-available', 'reason-needed'],
  freshProof: true,
})
export const listDelegations = operation({
  id: 'listDelegations',
  method: 'GET',
  path: '/delegations',
  action: 'delegation.give',
  summary: 'Delegations that you gave and that you were given, the newest first, and to whom you can give one',
  response: z.strictObject({ items: z.array(Delegation), colleagues: z.array(Colleague) }),
})
export const giveDelegation = operation({
  id: 'giveDelegation',
  method: 'POST',
  path: '/delegations',
  action: 'delegation.give',
  summary: 'Let a colleague stand where you stand, from a day until a day, at most 90 days',
  body: z.strictObject({ to: Id, since: CalendarDate, until: CalendarDate }),
  response: Nothing,
  status: 204,
  freshProof: true,
})
export const endDelegation = operation({
  id: 'endDelegation',
  method: 'POST',
  path: '/delegations/{delegation}/end',
  action: 'delegation.give',
  summary: 'End a delegation that you gave or were given, at once',
  params: z.strictObject({ delegation: Id }),
  response: Nothing,
  status: 204,
  problems: ['not-found'],
})
export const setAccountTeam = operation({
  id: 'setAccountTeam',
  method: 'POST',
  path: '/accounts/{account}/team',
  action: 'team.change',
  summary: 'Say of which team an officer or a head is; without one they are of none',
  params: z.strictObject({ account: Id }),
  body: Team,
  response: Nothing,
  status: 204,
  problems: ['not-found', 'act-not-available'],
})

/** The operations on who sees a request. */
export const accessOperations = {
  getRequestAccess,
  giveReason,
  restrictRequest,
  liftRestriction,
  namePerson,
  dropPerson,
  setRequestTeam,
  declareConflict,
  raiseWall,
  liftWall,
  listDelegations,
  giveDelegation,
  endDelegation,
  setAccountTeam,
}
