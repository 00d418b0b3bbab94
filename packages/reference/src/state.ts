import ar from './data/state-names/ar.json' with { type: 'json' }
import en from './data/state-names/en.json' with { type: 'json' }
import es from './data/state-names/es.json' with { type: 'json' }
import fr from './data/state-names/fr.json' with { type: 'json' }
import pt from './data/state-names/pt.json' with { type: 'json' }
import ru from './data/state-names/ru.json' with { type: 'json' }
import zh from './data/state-names/zh.json' with { type: 'json' }
import data from './data/states.json' with { type: 'json' }

/** A State, an organization that is a party beside States, or a territory to which treaties can be extended. */
export interface State {
  /** ISO 3166-1 alpha-3. `EUE` is the European Union, whose code is not assigned by ISO. */
  readonly code: string
  /** In the United Nations. */
  readonly membership: 'member' | 'observer' | 'none'
  readonly kind: 'state' | 'organization' | 'territory'
  /** Languages in official use, BCP 47; which of them the State accepts in requests is another question. */
  readonly languages: readonly string[]
  /** IANA names. */
  readonly timeZones: readonly string[]
  /** By UNSD M49, as in `Americas`; the Holy See's is Europe. Organizations have none. */
  readonly region?: string
  readonly subregion?: string
  /** Its wording is contested; an operator can leave it out. */
  readonly hideable?: boolean
  readonly source: string
  readonly asOf: string
}

/** The languages in which States have names. */
export type NameLanguage = 'en' | 'fr' | 'es' | 'ar' | 'ru' | 'zh' | 'pt'

const names: Readonly<Record<NameLanguage, { readonly names: Readonly<Record<string, string>> }>> = { en, fr, es, ar, ru, zh, pt }

const { source, asOf } = data

/** Members and observers of the United Nations, other States that are parties to treaties, and the European Union, by code. */
export const states = data.states.map((row) => ({ ...row, source, asOf })) as readonly State[]

const byCode = new Map(states.map((state) => [state.code, state]))

/** The State of a code, if there is one. */
export function findState(code: string): State | undefined {
  return byCode.get(code)
}

/**
 * The State of a code that was checked before.
 * @throws when there is none
 */
export function getState(code: string): State {
  const state = findState(code)
  if (state === undefined) throw new Error(`no such State: ${code}`)
  return state
}

/** The States of which, or by which, cooperation can be asked, by code; an organization is not among them. */
export function listStates(): readonly State[] {
  return states.filter(({ kind }) => kind === 'state')
}

/** Territories, by code: places that are no State of which cooperation is asked, and to which an instrument can be extended. */
export function listTerritories(): readonly State[] {
  return states.filter(({ kind }) => kind === 'territory')
}

/** The short name of a State as the United Nations use it, without its article; the code itself where there is none. */
export function stateName(code: string, language: NameLanguage): string {
  return names[language].names[code] ?? code
}

/** Who gives the names of a language, and as of when. */
export function stateNameSource(language: NameLanguage): { readonly source: string; readonly asOf: string } {
  return { en, fr, es, ar, ru, zh, pt }[language]
}
