import { lastDayOf } from '@comity/domain/legal-basis/evidence'
import type { Law } from '@comity/domain/legal-basis/law'
import { isStale, type StateProfile } from '@comity/domain/requirement/profile'
import { plusDays } from '@comity/domain/deadline/place'

/** How old one list of parties or one profile is. */
export interface Age {
  readonly what: 'parties' | 'profile'
  readonly id: string
  readonly asOf?: string
  readonly reviewBy?: string
  readonly stale: boolean
  readonly rows: number
  readonly unverified: number
}

/**
 * How old each list of parties and each profile is on a day, the oldest first; a list of which nothing is known has
 * no age and comes before all.
 * @param days from which age a list is stale
 */
export function agesOf(law: Law, profiles: readonly StateProfile[], on: string, days: number): readonly Age[] {
  const limit = plusDays(on, -days)
  const lists = law.instruments
    .filter(({ between, form }) => between === undefined && form !== 'scheme')
    .map(({ id, completeUntil }): Age => {
      const rows = law.listParticipations(id)
      // A list is as old as its oldest row, unless all of it was read anew.
      const asOf = completeUntil ?? rows.map((row) => row.asOf).toSorted()[0]
      const unverified = rows.filter(({ verified }) => verified !== 'yes').length
      const stale = asOf === undefined || lastDayOf(asOf) < limit
      return { what: 'parties', id, ...(asOf !== undefined && { asOf }), stale, rows: rows.length, unverified }
    })
  const kept = profiles.map((profile): Age => {
    const unverified = profile.rows.filter(({ verified }) => verified !== 'yes').length
    const { state, reviewBy } = profile
    return { what: 'profile', id: state, reviewBy, stale: isStale(profile, on), rows: profile.rows.length, unverified }
  })
  return [...lists, ...kept].toSorted((a, b) => {
    const [first, second] = [a.asOf ?? a.reviewBy ?? '', b.asOf ?? b.reviewBy ?? '']
    return first < second ? -1 : first > second ? 1 : 0
  })
}
