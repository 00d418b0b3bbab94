import type { Participation } from './participation.ts'

/** How parties are counted on a date: as the depositary does, by deposit of consent, or by entry into force for each. */
export type CountedBy = 'deposit' | 'in-force'

function isPartyOn({ party, consent, inForce, ended }: Participation, date: string, by: CountedBy): boolean {
  // A row that ended was a party before, whatever it is at its own date.
  if (!party && ended === undefined) return false
  if (ended !== undefined && ended <= date) return false
  const from = by === 'deposit' ? consent : inForce
  return from !== undefined && from <= date
}

/**
 * The rows of those who are parties on a date. One whose day is not known is not among them: it is not counted as
 * a party that nobody can date.
 */
export function partiesOn(rows: readonly Participation[], date: string, by: CountedBy): readonly Participation[] {
  return rows.filter((row) => isPartyOn(row, date, by))
}

/** Whether a State is bound in the place of a predecessor: without a gap, from the day on which it followed it. */
export function isSuccessor({ form, successorOf }: Participation): boolean {
  return form === 'succession' || successorOf !== undefined
}
