import type { Verified } from '@comity/domain/legal-basis/evidence'
import assistanceForms from './data/classifications/assistance-forms.json' with { type: 'json' }
import channels from './data/classifications/channels.json' with { type: 'json' }
import crimeTypes from './data/classifications/crime-types.json' with { type: 'json' }
import dataCategories from './data/classifications/data-categories.json' with { type: 'json' }
import euListOf32 from './data/classifications/eu-list-of-32.json' with { type: 'json' }
import iccs from './data/classifications/iccs.json' with { type: 'json' }
import type { NameLanguage } from './state.ts'

/** One class of a classification. */
export interface ClassCode {
  readonly code: string
  /** By language; English is always there. */
  readonly labels: Readonly<Record<string, string>>
  /** Articles that speak of it. */
  readonly provisions?: readonly { readonly instrument: string; readonly article: string; readonly verified: boolean }[]
  /** Codes of the International Classification of Crime for Statistical Purposes; a mapping of ours. */
  readonly iccs?: readonly string[]
}

/** A closed list by which officers and statistics sort things. Grounds for refusal stand in `@comity/domain/execution/ground`. */
export interface Classification {
  readonly id: string
  readonly codes: readonly ClassCode[]
  readonly source: string
  readonly asOf: string
  readonly verified: Verified
  readonly note?: string
}

/** The lists that the product knows. */
export const classifications = [assistanceForms, channels, crimeTypes, dataCategories, euListOf32, iccs] as readonly Classification[]

/**
 * The classification of an id, if there is one.
 * @public
 */
export function findClassification(id: string): Classification | undefined {
  return classifications.find((classification) => classification.id === id)
}

/**
 * The label of a class, in English where the language has none; the code itself of an unknown one.
 * @public
 */
export function classLabel(classification: string, code: string, language: NameLanguage): string {
  const labels = findClassification(classification)?.codes.find((each) => each.code === code)?.labels
  return labels?.[language] ?? labels?.['en'] ?? code
}
