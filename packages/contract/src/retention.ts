import { CalendarDate, Id, Line, Prose, StateCode } from '@comity/domain/input'
import { retentionClasses } from '@comity/domain/retention/retention-class'
import * as z from 'zod'
import { operation, pageOf, pageQuery } from './operation.ts'
import { requestParams } from './request.ts'

const Class = z.enum(retentionClasses)
const Reason = z.strictObject({ reason: Prose.min(1) })
const Decision = z.strictObject({ reason: z.string(), by: z.string(), at: z.string() })
const erasureParams = z.strictObject({ erasure: Id })

/** How long the authority keeps the requests of a class once they are closed; `months` is absent where it has set nothing. */
export const RetentionPeriod = z.strictObject({
  class: Class,
  months: z.int().optional(),
  /** The rule of law by which it was set. */
  source: z.string().optional(),
  by: z.string().optional(),
  at: z.string().optional(),
})
export type RetentionPeriod = z.infer<typeof RetentionPeriod>

/** What is left to name a request by, also when it is erased. */
const Named = {
  request: Id,
  side: z.enum(['requesting', 'requested']),
  counterpart: StateCode,
  reference: z.string().optional(),
  theirReference: z.string().optional(),
  closedAt: z.string().optional(),
}

/** A closed request whose time is over, for a person to look at. */
export const Review = z.strictObject({
  ...Named,
  class: Class,
  /** The date from which it is to be looked at. */
  review: z.string(),
  held: z.boolean(),
  /** The erasure that somebody has proposed. */
  erasure: Id.optional(),
})
export type Review = z.infer<typeof Review>

export const erasureStandings = ['proposed', 'approved', 'declined'] as const

/** An erasure that was proposed, and what came of it. */
export const Erasure = z.strictObject({
  id: Id,
  ...Named,
  standing: z.enum(erasureStandings),
  proposed: Decision,
  ownProposal: z.boolean(),
  settled: z.strictObject({ reason: z.string().optional(), by: z.string(), at: z.string() }).optional(),
  /** When the keys of its files were destroyed, which ends it. */
  doneAt: z.string().optional(),
  held: z.boolean(),
})
export type Erasure = z.infer<typeof Erasure>

/** How long a request is kept, and why. */
export const RequestRetention = z.strictObject({
  ...Named,
  class: Class.optional(),
  months: z.int().optional(),
  review: z.string().optional(),
  /** Whether it can be proposed for erasure at this moment; a problem where not. */
  obstacle: z.enum(['legal-hold', 'act-not-available', 'message-under-way', 'not-due']).optional(),
  extensions: z.array(z.strictObject({ until: z.string(), reason: z.string(), by: z.string(), at: z.string() })),
  /** The newest first; one that is not lifted holds. */
  holds: z.array(z.strictObject({ set: Decision, lifted: Decision.optional() })),
  held: z.boolean(),
  erasure: Id.optional(),
  erasedAt: z.string().optional(),
})
export type RequestRetention = z.infer<typeof RequestRetention>

export const listRetentionPeriods = operation({
  id: 'listRetentionPeriods',
  method: 'GET',
  path: '/retention/periods',
  action: 'retention.read',
  summary: 'How long closed requests are kept, as this authority has set it',
  response: z.strictObject({ items: z.array(RetentionPeriod) }),
})
export const setRetentionPeriod = operation({
  id: 'setRetentionPeriod',
  method: 'POST',
  path: '/retention/periods',
  action: 'retention.set',
  summary: 'Set how long requests of a class are kept, with the rule of law for it; without months the period is given up',
  body: z.strictObject({ class: Class, months: z.int().min(1).max(1200).optional(), source: Line.min(1) }),
  response: RetentionPeriod,
  freshProof: true,
})
export const listReviews = operation({
  id: 'listReviews',
  method: 'GET',
  path: '/retention/reviews',
  action: 'retention.read',
  summary: 'Closed requests whose time is over, the longest closed first; nothing happens to them by itself',
  query: z.strictObject(pageQuery),
  response: pageOf(Review),
})
export const listErasures = operation({
  id: 'listErasures',
  method: 'GET',
  path: '/retention/erasures',
  action: 'retention.read',
  summary: 'Erasures that were proposed, the newest first',
  query: z.strictObject({ ...pageQuery, standing: z.enum(erasureStandings).optional() }),
  response: pageOf(Erasure),
})
export const getErasure = operation({
  id: 'getErasure',
  method: 'GET',
  path: '/retention/erasures/{erasure}',
  action: 'retention.read',
  summary: 'One erasure',
  params: erasureParams,
  response: Erasure,
  problems: ['not-found'],
})
export const getRequestRetention = operation({
  id: 'getRequestRetention',
  method: 'GET',
  path: '/requests/{request}/retention',
  action: 'retention.read',
  summary: 'How long a request is kept, who holds it, and what is decided of it',
  params: requestParams,
  response: RequestRetention,
  problems: ['not-found'],
})
export const setHold = operation({
  id: 'setHold',
  method: 'POST',
  path: '/requests/{request}/hold',
  action: 'hold.set',
  summary: 'Order that nothing of a request be erased, whatever else is decided',
  params: requestParams,
  body: Reason,
  response: RequestRetention,
  problems: ['not-found', 'legal-hold'],
})
export const liftHold = operation({
  id: 'liftHold',
  method: 'POST',
  path: '/requests/{request}/hold/lift',
  action: 'hold.lift',
  summary: 'Lift that order',
  params: requestParams,
  body: Reason,
  response: RequestRetention,
  problems: ['not-found', 'act-not-available'],
  freshProof: true,
})
export const keepLonger = operation({
  id: 'keepLonger',
  method: 'POST',
  path: '/requests/{request}/keep',
  action: 'erasure.propose',
  summary: 'Decide after a review that a request is kept until another date',
  params: requestParams,
  body: z.strictObject({ until: CalendarDate, reason: Prose.min(1) }),
  response: RequestRetention,
  problems: ['not-found', 'act-not-available'],
})
export const proposeErasure = operation({
  id: 'proposeErasure',
  method: 'POST',
  path: '/requests/{request}/erasure',
  action: 'erasure.propose',
  summary: 'Propose after a review that a request be erased; another person decides',
  params: requestParams,
  body: Reason,
  response: Erasure,
  status: 201,
  problems: ['not-found', 'legal-hold', 'act-not-available', 'message-under-way', 'not-due'],
  freshProof: true,
})
export const approveErasure = operation({
  id: 'approveErasure',
  method: 'POST',
  path: '/retention/erasures/{erasure}/approve',
  action: 'erasure.approve',
  summary: 'Erase: the content is removed and the keys of its files are destroyed, for good',
  params: erasureParams,
  response: Erasure,
  problems: ['not-found', 'not-the-second-person', 'legal-hold', 'act-not-available', 'message-under-way', 'not-due'],
  freshProof: true,
})
export const declineErasure = operation({
  id: 'declineErasure',
  method: 'POST',
  path: '/retention/erasures/{erasure}/decline',
  action: 'erasure.propose',
  summary: 'Decide that nothing is erased, or take an own proposal back',
  params: erasureParams,
  body: Reason,
  response: Erasure,
  problems: ['not-found', 'act-not-available'],
})

/** The operations of this file, as the API lists them. */
export const retentionOperations = {
  listRetentionPeriods,
  setRetentionPeriod,
  listReviews,
  listErasures,
  getErasure,
  getRequestRetention,
  setHold,
  liftHold,
  keepLonger,
  proposeErasure,
  approveErasure,
  declineErasure,
}
