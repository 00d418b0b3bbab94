import type { Provision } from '../requirement/finding.ts'

/** What sets a clock going. Each has its name in the catalogue under `deadline.event.<event>`. */
export const deadlineEvents = [
  'arrest',
  'consent-to-surrender',
  'surrender-decision',
  'surrender-date',
  'final-discharge',
  'presence-not-required',
  'request-received',
  'order-received',
  'request-for-proceedings-received',
  'recognition-decision',
  'freezing-decision',
  'data-preserved',
  'preservation-ordered',
  'date-named-in-request',
  'end-of-limitation',
] as const
export type DeadlineEvent = (typeof deadlineEvents)[number]

/** What follows when a clock has run out. Each has its sentence in the catalogue under `deadline.consequence.<code>`. */
export const deadlineConsequences = [
  'release-possible',
  'release-due',
  'speciality-ends',
  'safe-conduct-ends',
  'data-may-be-lost',
  'order-lapses',
  'answer-overdue',
  'objection-lost',
  'purpose-lost',
  'offence-time-barred',
] as const
export type DeadlineConsequence = (typeof deadlineConsequences)[number]

export const lengthUnits = ['hours', 'days', 'working-days', 'months'] as const

/** How long a clock runs. */
export interface Length {
  readonly count: number
  readonly unit: (typeof lengthUnits)[number]
}

/** A clock that the law sets: from what, how long, on which article, and what follows. */
export interface DeadlineRule {
  /** As in `cets-024.provisional-arrest-40`; its name is in the catalogue under `deadline.rule.<id>`. */
  readonly id: string
  readonly event: DeadlineEvent
  readonly length: Length
  /** Who says so; empty where the length is not an instrument's to set. */
  readonly provisions: readonly Provision[]
  readonly consequence: DeadlineConsequence
  /** How long before the end to warn: hours where the clock runs in hours, else days; the longest first. */
  readonly warnings: readonly number[]
  /** Whether the length was read in the text of every article cited. */
  readonly verified: boolean
  /** By whom another length can be set: the treaty in the case, the States between them, or the law of one of them. */
  readonly adjustable?: 'treaty' | 'agreement' | 'domestic-law'
  /** A clock on a person's liberty, or one that only tells a date, does not wait for the next working day. */
  readonly strict?: true
}
