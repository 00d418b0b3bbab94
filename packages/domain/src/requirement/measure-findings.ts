import { type Detail } from '../measure/detail.ts'
import { type Identifier, isWellFormed, lacksMoment, lacksOffset } from '../measure/identifier.ts'
import { getMeasureForm, type Measure } from '../measure/measure.ts'
import type { RequestContent } from '../request/content.ts'
import { type Asking, isBlank } from './asking.ts'
import type { Finding } from './finding.ts'
import { findingsOn } from './requirement.ts'

function ofIdentifier(identifier: Identifier, at: string, ask: Asking): Finding[] {
  const { kind, value = '' } = identifier
  if (isBlank(value)) return [ask.missing('identifier.missing', `${at}.value`, 'assistance')]
  const found: Finding[] = []
  if (kind !== undefined && !isWellFormed(kind, value)) found.push(ask.conflict('identifier.malformed', `${at}.value`, 'assistance'))
  if (lacksMoment(identifier)) found.push(ask.missing('identifier.moment.missing', `${at}.on`, 'assistance'))
  if (lacksOffset(identifier)) found.push(ask.missing('identifier.offset.missing', `${at}.offset`, 'assistance'))
  return found
}

/** What the values of a measure say about themselves, whatever the measure is. */
function ofValue(detail: Detail, value: unknown, at: string, { persons = [] }: RequestContent, ask: Asking): Finding[] {
  if (detail.kind === 'identifiers') {
    return ((value ?? []) as readonly Identifier[]).flatMap((identifier, row) => ofIdentifier(identifier, `${at}.${row}`, ask))
  }
  if (detail.kind === 'person' && value !== undefined && !persons.some(({ id }) => id === value)) {
    return [ask.conflict('detail.person.unknown', at, 'persons')]
  }
  return []
}

/**
 * A paper that goes with a measure and is not there, once for all that want it. A file that nobody has said what it is may
 * be it: then nothing is said.
 */
function enclosureFindings({ measures = [], attachments = [] }: RequestContent, ask: Asking): Finding[] {
  const wanted = measures.flatMap(({ type }) => getMeasureForm(type).enclosures)
  const once = wanted.filter(({ what }, at) => wanted.findIndex((other) => other.what === what) === at)
  return once.flatMap(({ what, severity, provisions }): Finding[] => {
    if (attachments.some(({ enclosure }) => enclosure === undefined || enclosure === what)) return []
    const cited = ask.citing(provisions)
    if (cited.length === 0 && provisions.length > 0 && typeof provisions !== 'string') return []
    const grave = cited.length === 0 ? 'advice' : severity
    return [{ code: 'enclosure.missing', severity: grave, field: `attachments.${what}`, provisions: cited, values: { enclosure: what } }]
  })
}

function ofMeasure(measure: Measure, at: string, content: RequestContent, ask: Asking): Finding[] {
  const { requirements, details } = getMeasureForm(measure.type)
  const values: Readonly<Record<string, unknown>> = measure
  return [
    ...findingsOn(requirements, values, { today: ask.today, bases: ask.bases, kind: content.kind, around: content }, at),
    ...Object.entries(details).flatMap(([name, detail]) => ofValue(detail, values[name], `${at}.${name}`, content, ask)),
  ]
}

/** The details of each measure, by the rules that its own file holds, and the papers that go with them. */
export function measureFindings(content: RequestContent, ask: Asking): Finding[] {
  const measures = content.measures ?? []
  return [
    ...measures.flatMap((measure, place) => ofMeasure(measure, `measures.${place}`, content, ask)),
    ...enclosureFindings(content, ask),
  ]
}
