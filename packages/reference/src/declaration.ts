import type { Declaration } from '@comity/domain/legal-basis/declaration'

const declarations: readonly Declaration[] = []

const byParty = Map.groupBy(declarations, ({ instrument, state }) => `${instrument} ${state}`)

/** What a State declared about an instrument, as far as the data hold it. */
export function listDeclarations(instrument: string, state: string): readonly Declaration[] {
  return byParty.get(`${instrument} ${state}`) ?? []
}
