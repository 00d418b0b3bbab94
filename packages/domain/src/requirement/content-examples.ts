import { bankRecords } from '../measure/bank-records.ts'
import type { Measure } from '../measure/measure.ts'
import type { MeasureForm } from '../measure/measure-form.ts'
import { restraint } from '../measure/restraint.ts'
import { statement } from '../measure/statement.ts'
import { subscriberInformation } from '../measure/subscriber-information.ts'
import type { Offence, Person, RequestContent } from '../request/content.ts'

const id = '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01'

/** The day on which the examples are checked. */
export const exampleDay = '2026-10-01'

/** A measure as its own file gives it in full. */
function asked({ type, complete: values }: Pick<MeasureForm, 'type' | 'complete'>, change: object = {}): Measure {
  return { id, type, ...values, ...change } as Measure
}

const offence: Offence = {
  id,
  name: 'Lavado de activos',
  statute: 'D. Leg. 1106, arts. 1 to 3',
  text: 'El que convierte o transfiere dinero …',
  minimumPenalty: 8,
  maximumPenalty: 15,
  convention: ['untoc.laundering', 'uncac.art23'],
}

const person: Person = { id, name: 'José Núñez Álvarez', role: 'suspect', birthDate: '1971-02-14', nationality: 'PER', location: 'Lima' }

/** Case 1 with everything that it needs: it meets every check on what a request of mutual legal assistance says. */
export const complete: RequestContent = {
  kind: 'mutual-legal-assistance',
  requesting: 'PER',
  requested: 'CHE',
  requestingAuthority: { name: 'Unidad de Cooperación Judicial Internacional' },
  matter: {
    reference: '506015704-2025-88-0',
    stage: 'investigation',
    subject: 'Laundering of the proceeds of bribery',
    authority: 'Fiscalía Supraprovincial Especializada',
    function: 'Investigates and prosecutes',
  },
  persons: [person],
  facts: { summary: 'Bribes were paid for a road contract.', from: '2019-03-03', to: '2021-08-17' },
  offences: [offence],
  links: { transnational: 'The proceeds lie in Zürich.', organizedGroup: 'Four persons acted together from 2019 on.' },
  limitation: '2031-08-17',
  measures: [asked(bankRecords), asked(restraint)],
  purpose: 'To trace the bribes.',
  confidentiality: { level: 'do-not-notify', reason: 'The holders do not know.' },
  bases: [
    { instrument: 'untoc', provision: '18' },
    { instrument: 'uncac', provision: '46' },
  ],
  undertakings: { useLimit: true },
  languages: { letter: 'es', translation: 'de' },
  attachments: [{ id, name: 'order.pdf', mediaType: 'application/pdf', size: 1, sha256: '0'.repeat(64), enclosure: 'restraint-order' }],
}

type Change = Partial<RequestContent>

function drop<T extends object>(from: T, ...keys: readonly (keyof T)[]): T {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key as keyof T))) as T
}

function matter(change: Change['matter']): Change {
  return { matter: { ...complete.matter, ...change } }
}

function facts(change: Partial<NonNullable<Change['facts']>>): Change {
  return { facts: { summary: 'Bribes were paid.', from: '2019-03-03', to: '2021-08-17', ...change } }
}

function one(change: Partial<Offence>): Change {
  return { offences: [{ ...offence, ...change }] }
}

function identified(identifier: object): Change {
  return { measures: [asked(subscriberInformation, { identifiers: [{ id, ...identifier }] })] }
}

/** For each check on what a request says, the change to the complete request that it finds; a name takes the field out. */
export const breaking: Readonly<Record<string, Change | keyof RequestContent>> = {
  'authority.missing': { requestingAuthority: { name: ' ' } },
  'matter.subject.missing': matter({ subject: '' }),
  'matter.stage.missing': { matter: drop(complete.matter ?? {}, 'stage') },
  'matter.authority.missing': matter({ authority: '' }),
  'matter.function.missing': matter({ function: '' }),
  'matter.reference.missing': matter({ reference: '' }),
  'facts.missing': facts({ summary: '' }),
  'facts.period.missing': { facts: { summary: 'Bribes were paid.', to: '2021-08-17' } },
  'facts.period.reversed': facts({ to: '2019-03-02' }),
  'facts.period.future': facts({ from: '2026-10-02', to: '2026-10-03' }),
  'measures.missing': { measures: [] },
  'persons.missing': { persons: [] },
  'person.birth-date.missing': { persons: [drop(person, 'birthDate')] },
  'person.birth-date.future': { persons: [{ ...person, birthDate: '2026-10-02' }] },
  'person.nationality.missing': { persons: [drop(person, 'nationality')] },
  'person.location.missing': { persons: [drop(person, 'location')] },
  'purpose.missing': { purpose: '' },
  'offences.missing': { offences: [] },
  'offence.statute.missing': one({ statute: '' }),
  'offence.text.missing': one({ text: '' }),
  'offence.penalty.missing': { offences: [drop(offence, 'maximumPenalty')] },
  'offence.penalty.reversed': one({ minimumPenalty: 16 }),
  'offence.below-four-years': one({ minimumPenalty: 1, maximumPenalty: 3, convention: ['uncac.art20'] }),
  'offences.convention.missing': { offences: [drop(offence, 'convention')] },
  'links.organized-group.missing': { links: { transnational: 'The proceeds lie in Zürich.' } },
  'links.transnational.missing': { links: { organizedGroup: 'Four persons.' } },
  'limitation.missing': 'limitation',
  'limitation.near': { limitation: '2027-09-30' },
  'limitation.past': { limitation: '2026-09-30' },
  'urgency.reason.missing': { urgency: { level: 'urgent', by: '2026-12-01' } },
  'urgency.date.missing': { urgency: { level: 'urgent', reason: 'The hearing is near.' } },
  'urgency.date.past': { urgency: { level: 'routine', by: '2026-09-30' } },
  'bases.missing': { bases: [] },
  'language.missing': { languages: { letter: '' } },
  'language.not-written': { languages: { letter: 'de' } },
  'language.not-official': { languages: { letter: 'es-PE', translation: 'en' } },
  'confidentiality.unstated': 'confidentiality',
  'confidentiality.reason.missing': { confidentiality: { level: 'sealed' } },
  'use-limit.unstated': { undertakings: {} },
  'prose.long-sentence': facts({ summary: `${'word '.repeat(41)}.` }),
  'prose.abbreviation': facts({ summary: 'La SUNAT informó de los pagos.' }),
  'prose.term': facts({ summary: 'Se dictó auto de procesamiento.' }),
  'person.child': { persons: [{ ...person, role: 'witness', birthDate: '2010-01-01' }] },
  'person.protected': { persons: [{ ...person, role: 'victim' }] },
  'person.duplicate': { persons: [person, { ...person, id: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b09' }] },
  'detail.person.unknown': { measures: [asked(statement, { person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b09' })] },
  'identifier.missing': identified({ kind: 'e-mail' }),
  'identifier.malformed': identified({ kind: 'e-mail', value: 'harambee.returns' }),
  'identifier.moment.missing': identified({ kind: 'ip', value: '192.0.2.17' }),
  'identifier.offset.missing': identified({ kind: 'ip', value: '192.0.2.17', on: '2026-05-03', time: '14:22:07' }),
  'enclosure.missing': { attachments: [] },
}

/** The complete request as one check finds it broken. */
export function broken(change: Change | keyof RequestContent): RequestContent {
  return typeof change === 'string' ? drop(complete, change) : { ...complete, ...change }
}
