import type { ConventionOffence } from '@comity/domain/legal-basis/convention-offence'
import data from './data/convention-offences.json' with { type: 'json' }

/** The offences of the conventions; the label of each is in the catalogue, `legal-basis.offence.<id>`. */
export const offences = data.offences as readonly ConventionOffence[]

const byId = new Map(offences.flatMap((offence) => [offence.id, ...(offence.aliases ?? [])].map((id) => [id, offence])))

/** The convention offence of an id or of one of its other ids, if there is one. */
export function findOffence(id: string): ConventionOffence | undefined {
  return byId.get(id)
}

/** The offences of an instrument in the order of its articles. */
export function listOffences(instrument: string): readonly ConventionOffence[] {
  return offences.filter((offence) => offence.instrument === instrument)
}
