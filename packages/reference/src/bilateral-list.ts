import type { CooperationKind } from '@comity/domain/legal-basis/cooperation-kind'
import { lastDayOf, type Verified } from '@comity/domain/legal-basis/evidence'
import data from './data/bilateral-lists.json' with { type: 'json' }

/** A list of a State's bilateral treaties of some kinds, which is complete up to a date: there, none found means none. */
export interface BilateralList {
  readonly state: string
  readonly kinds: readonly CooperationKind[]
  /** To the year, the month or the day. */
  readonly completeUntil: string
  readonly source: string
  readonly asOf: string
  readonly verified: Verified
  readonly note?: string
}

/** The States whose bilateral treaties of some kind were taken in as a whole. */
export const bilateralLists = data.lists as readonly BilateralList[]

/**
 * The complete list of a State's bilateral treaties of a kind, where there is one. Without it a bilateral treaty that
 * is not found may exist all the same: unknown, not none.
 */
export function bilateralListOf(state: string, kind: CooperationKind): BilateralList | undefined {
  return bilateralLists.find((list) => list.state === state && list.kinds.includes(kind))
}

/** Whether a treaty between two States of which none is found would have been: only then is there none. */
type Listing = 'complete' | 'older' | 'missing'

/**
 * Whether the treaties of either State with one other are known as a whole on a date: `complete`, `older` where the list ends before,
 * `missing` where there is none. A list that nobody has checked counts for nothing.
 */
export function listingOf(a: string, b: string, kind: CooperationKind, date: string): Listing {
  const lists = [a, b].flatMap((state) => bilateralListOf(state, kind) ?? []).filter(({ verified }) => verified !== 'no')
  if (lists.some(({ completeUntil }) => date <= lastDayOf(completeUntil))) return 'complete'
  return lists.length === 0 ? 'missing' : 'older'
}
