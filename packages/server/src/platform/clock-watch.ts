import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** How far our clock may be from the database's before nothing is signed by it. In milliseconds. */
export const clockTolerance = 60_000

/** For how long what was seen of the clocks is good. In milliseconds. */
const goodFor = 10_000

/**
 * How far the clock of this machine is ahead of the database's; behind where it is negative. In milliseconds, to within half the time
 * that the question takes.
 */
export async function measureSkew(db: Kysely<Tables>, clock: () => Date): Promise<number> {
  const before = clock().getTime()
  const { rows } = await sql<{ now: string }>`SELECT clock_timestamp() AS now`.execute(db)
  const theirs = Date.parse(rows[0]?.now ?? '')
  return (before + clock().getTime()) / 2 - theirs
}

/** Watches the clock that signatures and deadlines go by against that of the machine on which the database runs. */
export interface ClockWatch {
  /** @returns how far we are ahead, in milliseconds, where that is more than is tolerated; undefined while the clock can be relied on */
  wrongBy(): Promise<number | undefined>
}

/** Opens the watch. What was measured a moment ago is not measured again, by the steady clock that nobody sets. */
export function openClockWatch(db: Kysely<Tables>, clock: () => Date): ClockWatch {
  let last: { readonly at: number; readonly skew: number } | undefined
  return {
    async wrongBy() {
      if (last === undefined || performance.now() - last.at > goodFor) last = { at: performance.now(), skew: await measureSkew(db, clock) }
      return Math.abs(last.skew) > clockTolerance ? last.skew : undefined
    },
  }
}
