/**
 * How far a fact is checked. `yes`: read in the named source. `membership-only`: that the State is a party is
 * sourced, its date is not known. `no`: nobody has checked it against a source.
 */
export type Verified = 'yes' | 'membership-only' | 'no'

/** On what an answer rests: one fact, where it was read, and as of when. */
export interface Evidence {
  /** The State it is about; without one, the instrument itself. */
  readonly state?: string
  readonly consent?: string
  readonly inForce?: string
  readonly source: string
  /** The date of the source, to the day or the month. */
  readonly asOf: string
  readonly verified: Verified
}

const strength: readonly Verified[] = ['no', 'membership-only', 'yes']

/** The weakest link: an answer is no better checked than the least of its facts. */
export function weakest(all: readonly Verified[]): Verified {
  return strength.find((verified) => all.includes(verified)) ?? 'yes'
}

/** The last day that a date given to the year, the month or the day can mean. */
export function lastDayOf(asOf: string): string {
  if (asOf.length === 4) return `${asOf}-12-31`
  if (asOf.length > 7) return asOf
  const [year, month] = asOf.split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, month ?? 0, 0)).toISOString().slice(0, 10)
}

/** A calendar date some days later. */
export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
