import { instruments } from './instrument.ts'
import { listParticipations } from './participation.ts'

/** The oldest and the newest calendar date of which the lists of parties are; a year or a month stands for its first day. */
export function partyListAge(): { readonly oldest: string; readonly newest: string } {
  const dates = instruments
    .flatMap(({ id, between, asOf }) => (between === undefined ? listParticipations(id).map((row) => row.asOf) : [asOf]))
    .map((date) => `${date}-01-01`.slice(0, 10))
    .toSorted()
  return { oldest: dates[0] ?? '', newest: dates.at(-1) ?? '' }
}
