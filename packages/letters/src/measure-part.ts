import type { Detail } from '@comity/domain/measure/detail'
import { type Identifier, lacksMoment, lacksOffset } from '@comity/domain/measure/identifier'
import { getMeasureForm, type Measure } from '@comity/domain/measure/measure'
import type { Person } from '@comity/domain/request/content'
import type { Money } from '@comity/domain/input'
import { type LetterWriter, openPlace } from './letter-writer.ts'
import { type Inline, isolated, type Line, plainText, text } from './model.ts'
import { phrase } from './phrase.ts'

type Row = readonly [label: Line, value: Line]

/** A detail of a measure on its way into the letter. */
export interface Said {
  readonly name: string
  readonly detail: Detail
  readonly value: unknown
  /** Whether the law asks for it here: then its absence shows. */
  readonly asked: boolean
}

/** Details that stand in the table; the others are paragraphs and lists of their own. */
function isShort({ detail: { kind } }: Said): boolean {
  return kind !== 'prose' && kind !== 'choices' && kind !== 'identifiers'
}

/** The name of a detail. */
export function label(writer: LetterWriter, name: string): Line {
  return phrase(writer.t, `detail.${name}`)
}

/** What stands where the law asks for a detail that nobody has given. */
export function absent(writer: LetterWriter, name: string): Inline {
  return openPlace(writer.t, writer.draft, `detail.${name}`)
}

/** What is said in a detail that is one line, or what shows that it is missing. */
export function shortValue(writer: LetterWriter, { name, detail, value }: Said, persons: readonly Person[]): Line {
  if (value === undefined || value === '' || value === false) return [absent(writer, name)]
  const words = typeof value === 'string' ? value : ''
  switch (detail.kind) {
    case 'date':
      return [writer.date(words, name)]
    case 'money':
      return [writer.money(value as Money)]
    case 'flag':
      return phrase(writer.t, 'letter.yes')
    case 'choice':
      return phrase(writer.t, `detail.${name}.${words}`)
    case 'number':
      return phrase(writer.t, `letter.number.${detail.unit}`, { count: Number(value) })
    case 'person': {
      const found = persons.find(({ id }) => id === value)
      return found === undefined ? [absent(writer, name)] : [isolated(found.name)]
    }
    default:
      return [writer.own(words)]
  }
}

/** A first and a last day are one row. */
export function isEndOfPeriod({ name }: Said, all: readonly Said[]): boolean {
  return name === 'to' && all.some((other) => other.name === 'from' && other.value !== undefined)
}

/** A detail of one line, with its name. */
export function rowOf(writer: LetterWriter, said: Said, all: readonly Said[], persons: readonly Person[]): Row {
  const end = all.find(({ name }) => name === 'to')
  if (said.name !== 'from' || end === undefined) return [label(writer, said.name), shortValue(writer, said, persons)]
  const [from, to] = [shortValue(writer, said, persons), shortValue(writer, end, persons)]
  return [label(writer, 'period'), phrase(writer.t, 'letter.period', { from, to })]
}

function writeTable(writer: LetterWriter, all: readonly Said[], persons: readonly Person[]): void {
  const said = all.filter((one) => isShort(one) && isPrinted(one))
  const rows = said.filter((one) => !isEndOfPeriod(one, said)).map((one) => rowOf(writer, one, said, persons))
  if (rows.length === 0) return
  writer.table({
    caption: phrase(writer.t, 'letter.details.caption'),
    head: [phrase(writer.t, 'letter.table.detail'), phrase(writer.t, 'letter.table.content')],
    rows,
    widths: [3, 7],
  })
}

function momentOf(writer: LetterWriter, identifier: Identifier): Line {
  const { on, time, offset } = identifier
  const clock = [time, offset === undefined ? undefined : `UTC${offset}`].filter((part) => part !== undefined).join(' ')
  const lines: Inline[] = []
  if (on !== undefined) lines.push(writer.date(on, 'date'))
  if (clock !== '') lines.push(isolated(clock))
  if (lacksMoment(identifier) || lacksOffset(identifier)) lines.push(writer.given(undefined, 'moment'))
  return lines.length === 0 ? [text('—')] : lines.flatMap((run, place): Line => (place === 0 ? [run] : [{ kind: 'break' }, run]))
}

/** The numbers and names by which something is found, each with the moment at which it was seen. */
export function writeIdentifiers(writer: LetterWriter, { name, value, asked }: Said): void {
  const list = (value ?? []) as readonly Identifier[]
  if (list.length === 0) {
    if (asked) writer.say('letter.only', { value: absent(writer, name) })
    return
  }
  writer.table({
    caption: label(writer, name),
    head: ['kind', 'value', 'moment'].map((column) => phrase(writer.t, `letter.identifier.${column}`)),
    rows: list.map((identifier) => [
      identifier.kind === undefined ? [text('—')] : phrase(writer.t, `identifier.${identifier.kind}`),
      [
        isolated(identifier.value ?? '—'),
        ...(identifier.port === undefined
          ? []
          : [{ kind: 'break' } as const, ...phrase(writer.t, 'letter.identifier.port', { port: isolated(String(identifier.port)) })]),
      ],
      momentOf(writer, identifier),
    ]),
    widths: [5, 9, 6],
  })
}

function writeChoices(writer: LetterWriter, { name, value, asked }: Said): void {
  const chosen = (value ?? []) as readonly string[]
  const lead = label(writer, name)
  if (chosen.length > 0) {
    writer.say('letter.lead', { what: lead })
    writer.list(chosen.map((option) => phrase(writer.t, `detail.${name}.${option}`)))
  } else if (asked) writer.say('letter.lead-with', { what: lead, value: absent(writer, name) })
}

function writeProse(writer: LetterWriter, { name, value, asked }: Said): void {
  const words = typeof value === 'string' ? value : ''
  if (words.trim() !== '') writer.prose(words, { lead: plainText(phrase(writer.t, 'letter.lead', { what: label(writer, name) })) })
  else if (asked) writer.say('letter.lead-with', { what: label(writer, name), value: absent(writer, name) })
}

/** The details of a measure in the order of its own file, each with what is said and whether the law asks for it. */
export function detailsOf(measure: Measure): readonly Said[] {
  const { details, requirements } = getMeasureForm(measure.type)
  const values: Readonly<Record<string, unknown>> = measure
  // A rule on what must be there looks at the measure alone, on no day and beside nothing.
  const asked = new Set(
    requirements.filter(({ severity, breaks }) => severity === 'missing' && breaks(values, '', {}) !== false).map(({ field }) => field),
  )
  return Object.entries(details).map(([name, detail]): Said => ({ name, detail, value: values[name], asked: asked.has(name) }))
}

/** Whether a detail appears: something is said, or the law asks for it. */
export function isPrinted({ value, asked }: Said): boolean {
  return asked || (value !== undefined && value !== '' && value !== false)
}

/** What is asked, made from the measure's own file: the sentence that asks, its details, what is said in prose. UNTOC art. 18(15)(d); UNCAC art. 46(15)(d). */
export function writeMeasure(writer: LetterWriter, measure: Measure, persons: readonly Person[] = []): void {
  const { type } = measure
  const all = detailsOf(measure)
  writer.division(`measure.${type}`)
  writer.say(`letter.ask.${type}`)
  writeTable(writer, all, persons)
  for (const said of all) {
    if (said.detail.kind === 'identifiers') writeIdentifiers(writer, said)
    if (said.detail.kind === 'choices') writeChoices(writer, said)
    if (said.detail.kind === 'prose') writeProse(writer, said)
  }
}
