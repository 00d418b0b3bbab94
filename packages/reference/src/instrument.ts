import type { Instrument } from '@comity/domain/legal-basis/instrument'
import bilateral from './data/bilateral-instruments.json' with { type: 'json' }
import multilateral from './data/multilateral-instruments.json' with { type: 'json' }
import type { NameLanguage } from './state.ts'

/** All instruments that the product knows. */
export const instruments = [...multilateral.instruments, ...bilateral.instruments] as unknown as readonly Instrument[]

const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]))

/** The instrument of an id, if there is one. */
export function findInstrument(id: string): Instrument | undefined {
  return byId.get(id)
}

/**
 * The instrument of an id that was checked before.
 * @throws when there is none
 */
export function getInstrument(id: string): Instrument {
  const instrument = findInstrument(id)
  if (instrument === undefined) throw new Error(`no such instrument: ${id}`)
  return instrument
}

/** The title of an instrument, in English where the language has none; the id of an unknown one. */
export function instrumentTitle(id: string, language: NameLanguage): string {
  const titles = findInstrument(id)?.titles
  return titles?.[language] ?? titles?.['en'] ?? id
}

/** The short title by which officers cite an instrument, under the same rule. */
export function instrumentShortTitle(id: string, language: NameLanguage): string {
  const titles = findInstrument(id)?.shortTitles
  return titles?.[language] ?? titles?.['en'] ?? id
}
