import { env, execArgv } from 'node:process'
import { readCatalogue, type Catalogue } from './catalogue.ts'
import { type AvailableLanguage, isAvailable, type Language } from './languages.ts'
import { createTranslate, type Translate } from './translate.ts'

const catalogues = new Map<AvailableLanguage, Catalogue>()
const translators = new Map<Language, Translate>()
// The runner sets the variable for a test file in its own process, the flag for files that share one.
const underTest = env['NODE_TEST_CONTEXT'] !== undefined || execArgv.includes('--test')

function catalogueOf(language: AvailableLanguage): Catalogue {
  const known = catalogues.get(language)
  if (known !== undefined) return known
  const read = readCatalogue(language)
  catalogues.set(language, read)
  return read
}

/**
 * The translator of a language over the catalogues on disk. In tests an id without a message throws; at run
 * time it is answered in English, and failing that by the id itself, because a page with a gap is better
 * than none. A language without catalogues yet is answered in English.
 */
export function translator(language: Language): Translate {
  const known = translators.get(language)
  if (known !== undefined) return known
  const spoken: AvailableLanguage = isAvailable(language) ? language : 'en'
  const made = createTranslate({
    language: spoken,
    messages: catalogueOf(spoken),
    fallback: catalogueOf('en'),
    strict: underTest,
  })
  translators.set(language, made)
  return made
}
