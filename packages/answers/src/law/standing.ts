import type { Instrument } from '@comity/domain/legal-basis/instrument'
import type { Law } from '@comity/domain/legal-basis/law'
import type { Participation } from '@comity/domain/legal-basis/participation'
import { lastDayOf } from '@comity/domain/legal-basis/evidence'

/** Whether an instrument binds one State on a date, seen alone. */
export type Standing = 'in-force' | 'not-yet' | 'ended' | 'signed' | 'not-a-party' | 'unknown'

function standingOfRow(row: Participation, date: string): Standing {
  if (row.ended !== undefined && row.ended <= date) return 'ended'
  if (!row.party) return date > lastDayOf(row.asOf) ? 'unknown' : row.signed === undefined ? 'not-a-party' : 'signed'
  if (row.inForce === undefined) return date >= lastDayOf(row.asOf) ? 'in-force' : 'unknown'
  return row.inForce <= date ? 'in-force' : 'not-yet'
}

/** A territory stands as the State that extended the instrument to it; where nothing is recorded nobody knows. */
function standingThere({ id }: Instrument, territory: string, date: string, law: Law): Standing {
  const recorded = law.findTerritorial(id, territory)
  if (recorded === undefined) return 'unknown'
  if (recorded.effect === 'excluded') return date > lastDayOf(recorded.asOf) ? 'unknown' : 'not-a-party'
  if (recorded.byText !== true && recorded.since !== undefined && date < recorded.since) return 'not-yet'
  const row = law.findParticipation(id, recorded.state)
  return row === undefined ? 'unknown' : standingOfRow(row, date)
}

/** The standing of a State under an instrument, with the row that it rests on; no row is a no only where the list is whole. */
export function standingOf(instrument: Instrument, state: string, date: string, law: Law) {
  if (instrument.between !== undefined) {
    const { inForce, ended } = instrument
    const standing: Standing =
      ended !== undefined && ended <= date ? 'ended' : inForce === undefined ? 'unknown' : inForce <= date ? 'in-force' : 'not-yet'
    return { instrument: instrument.id, standing }
  }
  const participation = law.findParticipation(instrument.id, state)
  if (participation === undefined && law.isTerritory(state))
    return { instrument: instrument.id, standing: standingThere(instrument, state, date, law) }
  if (participation !== undefined) return { instrument: instrument.id, participation, standing: standingOfRow(participation, date) }
  const whole = instrument.completeUntil !== undefined && date <= lastDayOf(instrument.completeUntil)
  return { instrument: instrument.id, standing: whole ? ('not-a-party' as const) : ('unknown' as const) }
}
