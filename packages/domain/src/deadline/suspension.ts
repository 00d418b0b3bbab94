import { numberOfDay } from './place.ts'

/** A time in which a clock stands still, both days included; without an end it still stands. */
export interface Suspension {
  readonly from: string
  readonly to?: string
}

/**
 * Prepares to say which is the first day from a given one on which the clock runs, by number; undefined where it
 * stands still without an end. The days asked for must not go back.
 */
export function runningDays(suspensions: readonly Suspension[]): (day: number) => number | undefined {
  const stops = suspensions
    .map(({ from, to }) => ({ from: numberOfDay(from), to: to === undefined ? Infinity : numberOfDay(to) }))
    .toSorted((a, b) => a.from - b.from)
  let at = 0
  return (day) => {
    let next = day
    // They may overlap and touch: each is left behind for good.
    for (let stop = stops[at]; stop !== undefined && stop.from <= next; stop = stops[(at += 1)]) next = Math.max(next, stop.to + 1)
    return next === Infinity ? undefined : next
  }
}
