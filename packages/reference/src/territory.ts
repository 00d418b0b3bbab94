import type { Territorial } from '@comity/domain/legal-basis/territory'
import data from './data/territories.json' with { type: 'json' }

const sources: Readonly<Record<string, { readonly source: string; readonly asOf: string } | undefined>> = data.sources

/** What is recorded of instruments and territories. The list is short, and silence in it is no answer. */
export const territorial = data.rows.map((row) => {
  const told = sources[row.source]
  if (told === undefined) throw new Error(`no such source of territories: ${row.source}`)
  return { ...row, ...told }
}) as readonly Territorial[]

const byKey = new Map(territorial.map((row) => [`${row.instrument} ${row.territory}`, row]))

/** What is recorded of an instrument and a territory, if anything is. */
export function findTerritorial(instrument: string, territory: string): Territorial | undefined {
  return byKey.get(`${instrument} ${territory}`)
}
