import { plusDays } from './place.ts'

/** A time in which a clock stands still, both days included; without an end it still stands. */
export interface Suspension {
  readonly from: string
  readonly to?: string
}

/** The first date from a given one on which the clock runs; undefined where it stands still without an end. */
export function firstRunning(date: string, suspensions: readonly Suspension[]): string | undefined {
  let next = date
  // They may overlap and touch: each round leaves at least one of them behind for good.
  for (;;) {
    const standing = suspensions.find(({ from, to }) => from <= next && (to === undefined || next <= to))
    if (standing === undefined) return next
    if (standing.to === undefined) return undefined
    next = plusDays(standing.to, 1)
  }
}
