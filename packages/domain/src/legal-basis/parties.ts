import type { Participation } from './participation.ts'

/** How parties are counted on a date: as the depositary does, by deposit of consent, or by entry into force for each. */
export type CountedBy = 'deposit' | 'in-force'

function isPartyOn(row: Participation, date: string, by: CountedBy): boolean {
  const { party, consent, inForce, ended } = row
  // A row that ended was a party before, whatever it is at its own date.
  if (!party && ended === undefined) return false
  if (ended !== undefined && ended <= date) return false
  // A successor is bound without a gap from before it said so; where the row has only the notification, that is the latest day.
  const from = by === 'deposit' ? consent : (inForce ?? (isSuccessor(row) ? consent : undefined))
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
