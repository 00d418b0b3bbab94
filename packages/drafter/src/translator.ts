import { type AvailableLanguage, isAvailable, type Language } from '@comity/language/languages'
import { createTranslate, type Translate } from '@comity/language/translate'
import { readCatalogue } from './catalogue.ts'

const translators = new Map<Language, Translate>()

/**
 * The translator of a language over the catalogues that the file carries; they are loaded before a page is asked for.
 * @public the build puts this module in the place of the one that reads from disk
 */
export function translator(language: Language): Translate {
  const known = translators.get(language)
  if (known !== undefined) return known
  const spoken: AvailableLanguage = isAvailable(language) ? language : 'en'
  // The build carries complete catalogues only: nothing has to be answered in English, which need not be unpacked first.
  const made = createTranslate({ language: spoken, messages: readCatalogue(spoken), strict: false })
  translators.set(language, made)
  return made
}
