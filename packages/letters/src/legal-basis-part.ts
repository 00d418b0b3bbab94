import type { RequestContent } from '@comity/domain/request/content'
import type { LetterWriter } from './letter-writer.ts'
import { isolated, type Line, text } from './model.ts'
import { phrase } from './phrase.ts'

/** An instrument on which the request rests, and the articles of it that are invoked. */
export interface LetterBasis {
  /** Id of the reference data, as in `untoc`. */
  readonly instrument: string
  readonly articles: readonly string[]
  /** Why it stands in this place, in the letter's language. */
  readonly reason?: string
}

/** The bases in the officer's order, with the articles of one instrument together. */
export function basesOf(content: RequestContent): LetterBasis[] {
  const articles = new Map<string, string[]>()
  for (const { instrument, provision } of content.bases ?? []) {
    articles.set(
      instrument,
      [...(articles.get(instrument) ?? []), provision].filter((article) => article !== ''),
    )
  }
  return [...articles].map(([instrument, cited]) => ({ instrument, articles: cited }))
}

/** Under which instruments the request is made, ranked. UNTOC art. 18(6) and (7); UNCAC art. 46(6) and (7). Without any, on reciprocity where it is undertaken. */
export function writeLegalBasis(writer: LetterWriter, bases: readonly LetterBasis[], { undertakings }: RequestContent): void {
  writer.part('letter.basis.heading')
  if (bases.length === 0) {
    if (undertakings?.reciprocity === true) writer.say('letter.basis.reciprocity')
    else writer.say('letter.only', { value: writer.given(undefined, 'basis') })
    return
  }
  writer.say('letter.basis.intro', { count: bases.length })
  writer.list(bases.map((basis) => basisLine(writer, basis)))
}

/** An instrument and its articles, in one line. */
export function basisLine(writer: LetterWriter, { instrument, articles, reason }: LetterBasis): Line {
  return [
    ...phrase(writer.t, articles.length === 0 ? 'letter.basis.whole' : 'letter.basis.item', {
      instrument: isolated(writer.names.instrument(instrument)),
      articles: isolated(articles.join(', ')),
      count: articles.length,
    }),
    ...(reason === undefined ? [] : [text(` (${reason})`)]),
  ]
}
