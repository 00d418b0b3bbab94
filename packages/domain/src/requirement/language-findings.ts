import { getMeasureForm } from '../measure/measure.ts'
import type { RequestContent } from '../request/content.ts'
import type { Asking } from './asking.ts'
import type { Finding } from './finding.ts'
import { obstaclesIn } from './plain-language.ts'

/** The prose of a request that goes to a translator, with where it stands. */
function proseOf({
  matter,
  facts,
  links,
  procedure,
  purpose,
  measures = [],
}: RequestContent): readonly (readonly [string, string | undefined])[] {
  return [
    ['matter.subject', matter?.subject],
    ['facts.summary', facts?.summary],
    ['links.transnational', links?.transnational],
    ['links.organizedGroup', links?.organizedGroup],
    ...measures.flatMap((measure, at) => {
      const values: Readonly<Record<string, unknown>> = measure
      const names = Object.entries(getMeasureForm(measure.type).details).filter(([, { kind }]) => kind === 'prose')
      return names.map(([name]): readonly [string, string | undefined] => [`measures.${at}.${name}`, values[name] as string | undefined])
    }),
    ['procedure', procedure],
    ['purpose', purpose],
  ]
}

/** What in the prose of a request will not travel into another language: advice of good practice, which no article asks. */
export function languageFindings(content: RequestContent, ask: Asking): Finding[] {
  const { letter, translation } = content.languages ?? {}
  if (letter === undefined || translation === undefined) return []
  return proseOf(content).flatMap(([field, text]) => {
    if (text === undefined) return []
    const { longest, abbreviations, terms } = obstaclesIn(text, letter)
    const found: Finding[] = []
    if (longest !== undefined) found.push(ask.advice('prose.long-sentence', field, undefined, { length: longest }))
    if (abbreviations.length > 0)
      found.push(ask.advice('prose.abbreviation', field, undefined, { abbreviations: abbreviations.join(', ') }))
    if (terms.length > 0) found.push(ask.advice('prose.term', field, undefined, { terms: terms.join(', ') }))
    return found
  })
}
