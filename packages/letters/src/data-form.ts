import type { Measure } from '@comity/domain/measure/measure'
import type { RequestContent } from '@comity/domain/request/content'
import { requestDetails } from '@comity/domain/measure/request-details'
import { type FormRow, writeBox } from './form-box.ts'
import { detailRows, writeDetails } from './form-details.ts'
import { asked, authorityLines, conductedRows, formOf, requestRows, writeOffenceInBrief, writeHandling } from './form-sections.ts'
import { basesOf, basisLine, type LetterBasis } from './legal-basis-part.ts'
import type { LetterWriter } from './letter-writer.ts'
import type { Doc, Line } from './model.ts'
import { writePersons } from './persons-part.ts'
import type { LetterFrame } from './request-letter.ts'

/** The measures that have a form of their own. */
export const dataForms = ['data-preservation', 'subscriber-information'] as const
type DataMeasure = (typeof dataForms)[number]

const kindOfRequest = ['requestType', 'earlierReference']
const reached = ['contact', ...Object.keys(requestDetails).filter((name) => !kindOfRequest.includes(name))]

/**
 * A request for expedited preservation (CETS 185 art. 29(2)) or for subscriber information (CETS 185 art. 18(3), 31) as a form
 * of its own: what the request says of that measure, and what is needed to act on it at once.
 */
export function dataForm(content: RequestContent, frame: LetterFrame, type: DataMeasure): Doc {
  const title = type === 'data-preservation' ? 'letter.title.preservation' : 'letter.form.title.subscriber-information'
  const measures = (content.measures ?? []).filter((measure) => measure.type === type)
  return formOf(content, frame, frame.t(title), (writer) => {
    writer.part('letter.form.authorities')
    writeBox(writer, [
      ...rowsOf(writer, measures, kindOfRequest),
      ...requestRows(writer, content, frame),
      ...authorityRows(writer, content, measures),
      ...conductedRows(writer, content),
      [asked(writer, 'field.basis'), basisLines(writer, frame.bases ?? basesOf(content))],
    ])
    writeHandling(writer, content)
    writeOffenceInBrief(writer, content)
    for (const measure of measures) writeData(writer, measure)
    if ((content.persons ?? []).length > 0) writePersons(writer, content.persons)
  })
}

function basisLines(writer: LetterWriter, bases: readonly LetterBasis[]): Line {
  if (bases.length === 0) return [writer.given(undefined, 'basis')]
  return bases.flatMap((basis, place): Line => [...(place === 0 ? [] : [{ kind: 'break' } as const]), ...basisLine(writer, basis)])
}

/** The same row of two measures stands once. */
function rowsOf(writer: LetterWriter, measures: readonly Measure[], names: readonly string[]): FormRow[] {
  const rows = measures.flatMap((measure) => detailRows(writer, measure, [], (name) => names.includes(name)))
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}

/** CETS 185 art. 29(2)(a): which authority seeks it, and how it is reached and made sure of. */
function authorityRows(writer: LetterWriter, content: RequestContent, measures: readonly Measure[]): FormRow[] {
  const { requestingAuthority: asking, requestedAuthority } = content
  return [
    [asked(writer, 'field.requesting-authority'), authorityLines(writer, asking, 'requesting-authority')],
    ...(asking?.contact === undefined ? [] : [[asked(writer, 'form.contact'), [writer.own(asking.contact)]] as const]),
    ...rowsOf(writer, measures, reached),
    [asked(writer, 'field.requested-authority'), authorityLines(writer, requestedAuthority, 'requested-authority')],
  ]
}

/** CETS 185 art. 29(2)(c) to (f): who keeps the data, which they are, what they have to do with the offence, why it is urgent. */
function writeData(writer: LetterWriter, measure: Measure): void {
  writer.part('letter.form.data')
  writer.say(`letter.ask.${measure.type}`)
  writeDetails(writer, measure, [], (name) => !kindOfRequest.includes(name) && !reached.includes(name))
}
