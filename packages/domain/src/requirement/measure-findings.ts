import { type Detail } from '../measure/detail.ts'
import { type Identifier, isWellFormed, lacksMoment, lacksOffset } from '../measure/identifier.ts'
import { getMeasureForm, type Measure } from '../measure/measure.ts'
import type { Enclosure } from '../measure/measure-form.ts'
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
 * A paper that goes with a measure and is not there. A file that nobody has said what it is may be it: then nothing
 * is said.
 */
function ofEnclosure({ what, severity, provisions }: Enclosure, { attachments = [] }: RequestContent, at: string, ask: Asking): Finding[] {
  if (attachments.some(({ enclosure }) => enclosure === undefined || enclosure === what)) return []
  const cited = ask.citing(provisions)
  if (cited.length === 0 && provisions.length > 0 && typeof provisions !== 'string') return []
  return [
    {
      code: 'enclosure.missing',
      severity: cited.length === 0 ? 'advice' : severity,
      field: at,
      provisions: cited,
      values: { enclosure: what },
    },
  ]
}

function ofMeasure(measure: Measure, at: string, content: RequestContent, ask: Asking): Finding[] {
  const { requirements, details, enclosures } = getMeasureForm(measure.type)
  const values: Readonly<Record<string, unknown>> = measure
  return [
    ...findingsOn(requirements, values, { today: ask.today, bases: ask.bases, kind: content.kind, around: content }, at),
    ...Object.entries(details).flatMap(([name, detail]) => ofValue(detail, values[name], `${at}.${name}`, content, ask)),
    ...enclosures.flatMap((enclosure) => ofEnclosure(enclosure, content, at, ask)),
  ]
}

/** The details of each measure, by the rules that its own file holds. */
export function measureFindings(content: RequestContent, ask: Asking): Finding[] {
  return (content.measures ?? []).flatMap((measure, place) => ofMeasure(measure, `measures.${place}`, content, ask))
}
