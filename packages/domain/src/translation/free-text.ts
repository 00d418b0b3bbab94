import { getMeasureForm, type Measure } from '../measure/measure.ts'
import type { RequestContent } from '../request/content.ts'
import { paragraphsIn } from './paragraphs.ts'

/** One piece of an officer's own words, as a translator gets it: a line, or one paragraph of prose. */
export interface FreeText {
  /** Where it stands: a field of the request, by the ids of what holds it, as in `measures.<id>.link`. */
  readonly path: string
  readonly text: string
  /** A single line; else a paragraph, which may have several. */
  readonly line: boolean
}

/**
 * The details of measures that are one line of words, and so are translated. Every other line is a name, an address or a number,
 * which stays as it is written: a name in another spelling is another person.
 */
export const wordsInLines: readonly string[] = ['interpreter', 'costs', 'document', 'field', 'language', 'direction', 'order']

function line(path: string, text: string | undefined): readonly FreeText[] {
  const said = text?.trim() ?? ''
  return /\p{L}/u.test(said) ? [{ path, text: said, line: true }] : []
}

function prose(path: string, text: string | undefined): readonly FreeText[] {
  return paragraphsIn(text ?? '').map((paragraph) => ({ path, text: paragraph, line: false }))
}

function measureTexts(measure: Measure): readonly FreeText[] {
  const values: Readonly<Record<string, unknown>> = measure
  return Object.entries(getMeasureForm(measure.type).details).flatMap(([name, { kind }]) => {
    const path = `measures.${measure.id}.${name}`
    const value = values[name]
    if (typeof value !== 'string') return []
    if (kind === 'prose') return prose(path, value)
    return kind === 'line' && wordsInLines.includes(name) ? line(path, value) : []
  })
}

/**
 * What of a request is to be translated, in the order of its letter: the officer's words, paragraph by paragraph. Persons, offices,
 * addresses, references and numbers are not: they stay as they are.
 */
export function freeTexts(content: RequestContent): readonly FreeText[] {
  const { matter, facts, links, offences = [], measures = [], urgency, confidentiality, undertakings, attachments = [] } = content
  return [
    ...line('title', content.title),
    ...line('matter.function', matter?.function),
    ...prose('matter.subject', matter?.subject),
    ...prose('matter.related', matter?.related),
    ...prose('facts.summary', facts?.summary),
    ...prose('links.transnational', links?.transnational),
    ...prose('links.organizedGroup', links?.organizedGroup),
    ...offences.flatMap(({ id, name, statute, text }) => [
      ...line(`offences.${id}.name`, name),
      ...line(`offences.${id}.statute`, statute),
      ...prose(`offences.${id}.text`, text),
    ]),
    ...measures.flatMap(measureTexts),
    ...prose('procedure', content.procedure),
    ...prose('purpose', content.purpose),
    ...prose('confidentiality.reason', confidentiality?.reason),
    ...prose('urgency.reason', urgency?.reason),
    ...prose('undertakings.other', undertakings?.other),
    ...attachments.flatMap(({ id, describes }) => line(`attachments.${id}.describes`, describes)),
  ]
}
