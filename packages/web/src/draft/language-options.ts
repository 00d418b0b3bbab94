import type { RequestContent } from '@comity/domain/request/content'
import { languages } from '@comity/language/languages'
import { findState } from '@comity/reference/state'

/** Languages a letter can be in: those the requested State accepts first, then ours. */
export function languageOptions(content: RequestContent): readonly string[] {
  return [...new Set([...(findState(content.requested)?.languages ?? []), ...languages.map(({ code }) => code)])]
}

/** The name of a language in the reader's own. */
export function languageName(code: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
