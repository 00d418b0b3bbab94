import type { AvailableLanguage } from '@comity/language/languages'
import { translator } from '@comity/language/translator'
import { instrumentTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'
import type { OtherLanguage } from './bilingual-letter.ts'

/** What a letter needs to be written in a language: its catalogues, and the names of States and instruments in it. */
export function inLanguage(language: AvailableLanguage): OtherLanguage {
  return {
    language,
    t: translator(language),
    names: { state: (code) => stateName(code, language), instrument: (id) => instrumentTitle(id, language) },
  }
}
