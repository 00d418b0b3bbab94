import { lastDayOf } from '@comity/domain/legal-basis/evidence'
import type { Participation } from '@comity/domain/legal-basis/participation'
import { listParticipations } from './participation.ts'

/** A party on a date, and how it came to be one. */
export interface Party extends Participation {
  /** By its own consent; as successor, bound without a gap in place of another; or by consent whose date is not known. */
  readonly how: 'consent' | 'succession' | 'undated'
}

function howBound({ form, consent }: Participation): Party['how'] {
  if (form === 'succession') return 'succession'
  return consent === undefined ? 'undated' : 'consent'
}

/** A party by deposit: its consent had been deposited by the date; one without a date counts from the date of its source. */
function hasConsented({ consent, asOf, ended }: Participation, date: string): boolean {
  return date >= (consent ?? lastDayOf(asOf)) && (ended === undefined || date < ended)
}

/**
 * A party in force: a State that succeeded is bound without a gap from before its notification, of which the row has
 * the date, so that day is the latest that it can be (Vienna Convention on Succession of States in respect of Treaties, arts. 31, 34).
 */
function isBound(row: Participation, date: string): boolean {
  const { inForce, form, consent, asOf, ended } = row
  if (ended !== undefined && date >= ended) return false
  return date >= (inForce ?? (form === 'succession' ? consent : undefined) ?? lastDayOf(asOf))
}

/**
 * The parties to an instrument on a date, by State.
 * @param inForce false counts as the depositary does, by deposit of consent, successors and organizations included; true
 *   counts those for whom it was in force
 */
export function listParties(instrument: string, date: string, { inForce }: { readonly inForce: boolean }): readonly Party[] {
  return listParticipations(instrument)
    .filter((row) => row.party && (inForce ? isBound(row, date) : hasConsented(row, date)))
    .map((row) => ({ ...row, how: howBound(row) }))
}
