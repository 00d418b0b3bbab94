import type { RequestContent } from '@comity/domain/request/content'
import { isAvailable } from '@comity/language/languages'
import { letterPair } from '@comity/letters/bilingual-letter'
import { termsOf } from '@comity/letters/glossary'
import { inLanguage } from '@comity/letters/in-language'

/** A word of the letter in both languages. */
export interface Term {
  readonly term: string
  readonly same: string
}

/** A sentence is no term, and a sign or two is in every word. */
function isTerm({ term }: Term): boolean {
  return term.length > 3 && term.length <= 60
}

/** The words that the letter of a request has of its own in both languages; none where it cannot be written in one of them. */
export function glossaryOf(content: RequestContent, source: string, target: string): readonly Term[] {
  const [from, to] = [source, target].map((tag) => tag.split('-')[0] ?? '')
  if (from === undefined || to === undefined || !isAvailable(from) || !isAvailable(to)) return []
  const pair = letterPair(content, { ...inLanguage(from), reference: '', draft: true }, inLanguage(to))
  return termsOf(pair.first, pair.second)
    .map(([term, same]) => ({ term, same }))
    .filter(isTerm)
}

/** Those that stand in a text, whatever their case. */
export function termsIn(text: string, glossary: readonly Term[]): readonly Term[] {
  const plain = text.toLowerCase()
  return glossary.filter(({ term }) => plain.includes(term.toLowerCase())).slice(0, 8)
}
