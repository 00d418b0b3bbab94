import type { Declaration } from '@comity/domain/legal-basis/declaration'
import data from './data/declarations.json' with { type: 'json' }

const sources: Readonly<Record<string, { readonly source: string; readonly asOf: string } | undefined>> = data.sources

/** What States declared about instruments, as far as the data hold it. */
export const declarations = data.rows.map((row) => {
  const told = sources[row.source]
  if (told === undefined) throw new Error(`no such source of declarations: ${row.source}`)
  return { ...data.default, ...row, ...told }
}) as readonly Declaration[]

const byParty = Map.groupBy(declarations, ({ instrument, state }) => `${instrument} ${state}`)

/** What a State declared about an instrument, as far as the data hold it. */
export function listDeclarations(instrument: string, state: string): readonly Declaration[] {
  return byParty.get(`${instrument} ${state}`) ?? []
}
