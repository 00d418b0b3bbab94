import type { Party } from '@comity/contract/law'
import { lastDayOf } from '@comity/domain/legal-basis/evidence'
import type { Instrument } from '@comity/domain/legal-basis/instrument'
import type { Law } from '@comity/domain/legal-basis/law'
import { type CountedBy, isSuccessor, partiesOn } from '@comity/domain/legal-basis/parties'
import type { Participation } from '@comity/domain/legal-basis/participation'

/** Who is a party on a date, and how far the list can be relied on. */
export interface PartyList {
  readonly items: readonly Party[]
  /** Whether absence means no on that date; otherwise it means unknown. */
  readonly complete: boolean
  /** Known as parties, but since when is not known: they are in no count. */
  readonly undated: readonly string[]
}

function partyOf(row: Participation): Party {
  const { state, consent, form, inForce, successorOf, source, asOf, verified } = row
  return {
    state,
    ...(consent !== undefined && { consent }),
    ...(form !== undefined && { form }),
    ...(inForce !== undefined && { inForce }),
    ...(successorOf !== undefined && { successorOf }),
    how: isSuccessor(row) ? 'succession' : 'deposit',
    source,
    asOf,
    verified,
  }
}

function ofTwo({ between = ['', ''], inForce, ended, source, asOf, verified }: Instrument, date: string): PartyList {
  const isOver = ended !== undefined && ended <= date
  if (inForce === undefined) return { items: [], complete: false, undated: isOver ? [] : between }
  const items = between.map((state): Party => ({ state, inForce, how: 'bilateral', source, asOf, verified }))
  return { items: isOver || inForce > date ? [] : items, complete: true, undated: [] }
}

/** The parties to an instrument on a date, counted as the depositary does or by entry into force for each. */
export function partyList(instrument: Instrument, date: string, by: CountedBy, law: Law): PartyList {
  if (instrument.between !== undefined) return ofTwo(instrument, date)
  const rows = law.listParticipations(instrument.id)
  const { completeUntil } = instrument
  const isUndated = (row: Participation): boolean => row.party && row.ended === undefined && partiesOn([row], '9999-12-31', by).length === 0
  return {
    items: partiesOn(rows, date, by).map(partyOf),
    complete: completeUntil !== undefined && date <= lastDayOf(completeUntil),
    undated: rows.filter(isUndated).map(({ state }) => state),
  }
}
