import type { Participation } from '@comity/domain/legal-basis/participation'
import uncac from './data/participation/uncac.json' with { type: 'json' }
import un1988 from './data/participation/un-1988.json' with { type: 'json' }
import untoc from './data/participation/untoc.json' with { type: 'json' }

/** A file of rows: what most rows have in common stands once, and each source is written out once. */
interface ParticipationFile {
  readonly instrument: string
  readonly default: object
  readonly sources: Readonly<Record<string, string | undefined>>
  readonly rows: readonly { readonly state: string; readonly source?: string }[]
}

function rowsOf(file: ParticipationFile): Participation[] {
  return file.rows.map((given) => {
    const row = { instrument: file.instrument, ...file.default, ...given } as unknown as Participation
    const source = file.sources[row.source]
    if (source === undefined) throw new Error(`no such source in ${file.instrument}: ${row.source}`)
    return { ...row, source }
  })
}

const lists = new Map([untoc, uncac, un1988].map((file) => [file.instrument, rowsOf(file)]))

const rows = new Map([...lists.values()].flat().map((row) => [`${row.instrument} ${row.state}`, row]))

/** What a State did about an instrument, where anything is known. No row is not yet a no: see `completeUntil` of the instrument. */
export function findParticipation(instrument: string, state: string): Participation | undefined {
  return rows.get(`${instrument} ${state}`)
}

/** All that is known of participation in an instrument, by State. */
export function listParticipations(instrument: string): readonly Participation[] {
  return lists.get(instrument) ?? []
}

/**
 * How many had deposited their consent by a date, successors and the European Union included: the
 * depositary's way of counting parties.
 */
export function countParties(instrument: string, date: string): number {
  return listParticipations(instrument).filter(({ party, consent }) => party && consent !== undefined && consent <= date).length
}
