import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Measure } from '../measure/measure.ts'
import type { RequestContent } from '../request/content.ts'
import { check } from './check.ts'
import type { Finding } from './finding.ts'

type BankRecords = Extract<Measure, { type: 'bank-records' }>
type Restraint = Extract<Measure, { type: 'restraint' }>

const id = '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01'
const today = '2026-10-01'
const both = [
  { instrument: 'untoc', provision: '18' },
  { instrument: 'uncac', provision: '46' },
]

const bankRecords: BankRecords = {
  id,
  type: 'bank-records',
  account: 'CH93 0076 2011 6238 5295 7',
  bank: 'Bank Example AG',
  holder: 'Northern Light Trading Ltd',
  records: ['account-opening', 'statements'],
  from: '2019-03-01',
  to: '2021-08-31',
  link: 'The bribes were paid into it.',
}

const restraint: Restraint = {
  id,
  type: 'restraint',
  property: 'The balance of the account',
  account: 'CH93 0076 2011 6238 5295 7',
  ceiling: { amount: '3480500.00', currency: 'USD' },
  ceilingApplies: 'together',
  court: 'Cuarto Juzgado de Investigación Preparatoria Nacional',
  orderDate: '2026-09-09',
  grounds: 'The balance comes from the bribes.',
}

const offence = {
  id,
  name: 'Lavado de activos',
  statute: 'D. Leg. 1106, arts. 1 to 3',
  text: 'El que ...',
  minimumPenalty: 8,
  maximumPenalty: 15,
}

/** Case 1 with everything that it needs. */
const complete: RequestContent = {
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
  persons: [{ id, name: 'José Núñez Álvarez', role: 'suspect', birthDate: '1971-02-14', nationality: 'PER', location: 'Lima' }],
  facts: { summary: 'Bribes were paid for a road contract.', from: '2019-03-03', to: '2021-08-17' },
  offences: [{ ...offence, convention: ['untoc.laundering', 'uncac.art23'] }],
  links: { transnational: 'The proceeds lie in Zürich.', organizedGroup: 'Four persons acted together from 2019 on.' },
  limitation: '2031-08-17',
  measures: [bankRecords, restraint],
  purpose: 'To trace the bribes.',
  confidentiality: { level: 'do-not-notify', reason: 'The holders do not know.' },
  bases: both,
  undertakings: { useLimit: true },
  languages: { letter: 'es', translation: 'de' },
  attachments: [{ id, name: 'order.pdf', mediaType: 'application/pdf', size: 1, sha256: '0'.repeat(64), enclosure: 'restraint-order' }],
}

function codesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ severity, code, field }) => `${severity} ${code} @ ${field}`)
}

function checked(change: Partial<RequestContent>, bases = both): readonly Finding[] {
  return check({ ...complete, ...change, bases }, { today, bases, requestedLanguages: ['de', 'fr', 'it', 'rm'] })
}

test('says nothing of a request that has everything', () => {
  assert.deepEqual(codesOf(checked({})), [])
})

const { matter, facts, persons } = complete
const person = persons?.[0]
if (matter === undefined || facts === undefined || person === undefined) throw new Error('the complete request is incomplete')

const bankArticles = '18(3)(f) 18(15)(d) 46(3)(f) 46(15)(d)'

function records(change: Partial<BankRecords>): Partial<RequestContent> {
  return { measures: [{ ...bankRecords, ...change }] }
}

function freeze(change: Partial<Restraint>): Partial<RequestContent> {
  return { measures: [{ ...restraint, ...change }] }
}

/** What is changed in the complete request, and the one finding that follows. */
const cases: readonly [string, Partial<RequestContent>, string, string][] = [
  ['no authority', { requestingAuthority: { name: ' ' } }, 'missing authority.missing @ requestingAuthority.name', '18(15)(a) 46(15)(a)'],
  ['no subject', { matter: { ...matter, subject: '' } }, 'missing matter.subject.missing @ matter.subject', '18(15)(b) 46(15)(b)'],
  [
    'no authority that conducts',
    { matter: { ...matter, authority: '' } },
    'missing matter.authority.missing @ matter.authority',
    '18(15)(b) 46(15)(b)',
  ],
  ['no function', { matter: { ...matter, function: '' } }, 'missing matter.function.missing @ matter.function', '18(15)(b) 46(15)(b)'],
  ['no file number', { matter: { ...matter, reference: '' } }, 'advice matter.reference.missing @ matter.reference', ''],
  ['no facts', { facts: { ...facts, summary: '' } }, 'missing facts.missing @ facts.summary', '18(15)(c) 46(15)(c)'],
  [
    'facts that end before they begin',
    { facts: { ...facts, to: '2019-03-02' } },
    'conflict facts.period.reversed @ facts.to',
    '18(15)(c) 46(15)(c)',
  ],
  ['no measure', { measures: [] }, 'missing measures.missing @ measures', '18(15)(d) 46(15)(d)'],
  ['no person', { persons: [] }, 'advice persons.missing @ persons', '18(15)(e) 46(15)(e)'],
  ['no purpose', { purpose: '' }, 'missing purpose.missing @ purpose', '18(15)(f) 46(15)(f)'],
  [
    'no place of a person',
    { persons: [{ ...person, location: '' }] },
    'advice person.location.missing @ persons.0.location',
    '18(15)(e) 46(15)(e)',
  ],
  [
    'no statute',
    { offences: [{ ...offence, statute: '', convention: ['uncac.art23'] }] },
    'missing offence.statute.missing @ offences.0.statute',
    '18(15)(b) 46(15)(b)',
  ],
  ['no matching offence', { offences: [offence] }, 'missing offences.convention.missing @ offences.0.convention', '3(1) 18(1) 46(1)'],
  [
    'a maximum of three years',
    { offences: [{ ...offence, minimumPenalty: 1, maximumPenalty: 3, convention: ['uncac.art20'] }] },
    'conflict offence.below-four-years @ offences.0.maximumPenalty',
    '2(b) 3(1)(b)',
  ],
  [
    'a maximum below the minimum',
    { offences: [{ ...offence, minimumPenalty: 16, convention: ['uncac.art23'] }] },
    'conflict offence.penalty.reversed @ offences.0.maximumPenalty',
    '18(15)(b) 46(15)(b)',
  ],
  [
    'no organized group',
    { links: { transnational: 'Yes.' } },
    'missing links.organized-group.missing @ links.organizedGroup',
    '2(a) 3(1) 18(1)',
  ],
  [
    'no link abroad, but a measure there',
    { links: { organizedGroup: 'Yes.' } },
    'advice links.transnational.missing @ links.transnational',
    '3(2) 18(1)',
  ],
  ['a limitation period that ends within a year', { limitation: '2027-09-30' }, 'advice limitation.near @ limitation', '18(24) 46(24)'],
  ['a limitation period that ends today', { limitation: today }, 'advice limitation.near @ limitation', '18(24) 46(24)'],
  ['a limitation period that has ended', { limitation: '2026-09-30' }, 'conflict limitation.past @ limitation', '18(24) 46(24)'],
  [
    'urgency without a reason',
    { urgency: { level: 'urgent', by: '2026-12-01' } },
    'missing urgency.reason.missing @ urgency.reason',
    '18(24) 46(24)',
  ],
  [
    'a deadline in the past',
    { urgency: { level: 'routine', by: '2026-09-30' } },
    'conflict urgency.date.past @ urgency.by',
    '18(24) 46(24)',
  ],
  ['no language', { languages: { letter: '' } }, 'missing language.missing @ languages.letter', '18(14) 46(14)'],
  [
    'a language that the other State does not use',
    { languages: { letter: 'es-PE', translation: 'en' } },
    'advice language.not-official @ languages.translation',
    '18(14) 46(14)',
  ],
  [
    'secrecy without a reason',
    { confidentiality: { level: 'sealed' } },
    'advice confidentiality.reason.missing @ confidentiality.reason',
    '18(20) 46(20)',
  ],
  ['no word on the use of the answer', { undertakings: {} }, 'advice use-limit.unstated @ undertakings.useLimit', '18(19) 46(19)'],
  [
    'a wrong check digit',
    records({ account: 'CH93 0076 2011 6238 5295 8' }),
    'conflict account.check-digits @ measures.0.account',
    '18(15)(d) 46(15)(d)',
  ],
  [
    'an account in a third State',
    records({ account: 'DE89 3704 0044 0532 0130 00' }),
    'advice account.other-state @ measures.0.account',
    '18(15)(d) 46(15)(d)',
  ],
  [
    'a number without its bank',
    records({ account: '4417-0093', bank: '' }),
    'missing bank-records.bank.missing @ measures.0.bank',
    bankArticles,
  ],
  ['a holder without a number', records({ account: '' }), 'advice bank-records.account.unnamed @ measures.0.account', bankArticles],
  ['no kind of record', records({ records: [] }), 'missing bank-records.records.missing @ measures.0.records', bankArticles],
  [
    'a period that ends before it begins',
    records({ to: '2019-02-28' }),
    'conflict detail.period.reversed @ measures.0.to',
    '18(15)(d) 46(15)(d)',
  ],
  [
    'a period long before the facts',
    records({ from: '2010-01-01' }),
    'advice bank-records.period.beyond-facts @ measures.0.from',
    '18(15)(c) 46(15)(c)',
  ],
  ['an account without a link', records({ link: '' }), 'missing bank-records.link.missing @ measures.0.link', '18(15)(c) 46(15)(c)'],
  [
    'a restraint of nothing',
    freeze({ property: '', account: '' }),
    'missing restraint.property.missing @ measures.0.property',
    '13(3)(c) 55(3)(c)',
  ],
  [
    'a restraint without grounds',
    freeze({ grounds: '' }),
    'missing restraint.grounds.missing @ measures.0.grounds',
    '13(2) 13(3)(c) 54(2)(b) 55(3)(c)',
  ],
  ['an order without its court', freeze({ court: '' }), 'missing restraint.court.missing @ measures.0.court', '2(f) 54(2)(a)'],
  ['an order of tomorrow', freeze({ orderDate: '2026-10-02' }), 'conflict detail.day.future @ measures.0.orderDate', '18(15)(d) 46(15)(d)'],
  [
    'an order without a copy',
    { measures: [restraint], attachments: [] },
    'advice enclosure.missing @ attachments.restraint-order',
    '55(3)(c)',
  ],
]

for (const [title, change, expected, articles] of cases) {
  test(`${title}: ${expected}`, () => {
    const findings = checked(change)
    assert.deepEqual(codesOf(findings), [expected])
    assert.equal(findings[0]?.provisions.map(({ article }) => article).join(' '), articles)
  })
}

function omit<T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = from
  return rest
}

test('asks for the end of a period only where a record has one', () => {
  const openEnd = omit(bankRecords, 'to')
  assert.deepEqual(codesOf(checked({ measures: [openEnd] })), ['missing bank-records.to.missing @ measures.0.to'])
  assert.deepEqual(codesOf(checked({ measures: [{ ...openEnd, records: ['account-opening'] }] })), [])
})

test('asks to which property a ceiling applies, and for the date of an order that is named', () => {
  const bare = omit(omit(restraint, 'ceilingApplies'), 'orderDate')
  assert.deepEqual(codesOf(checked({ measures: [bare] })), [
    'missing restraint.order-date.missing @ measures.0.orderDate',
    'missing restraint.ceiling-applies.missing @ measures.0.ceilingApplies',
  ])
})

test('does not stop a restraint that rests on no order', () => {
  const { court: _court, orderDate: _date, ...bare } = restraint
  assert.deepEqual(codesOf(checked({ measures: [bare] })), ['advice restraint.order.missing @ measures.0.court'])
})

test('names persons by birth date and nationality, but not companies', () => {
  const bare = { id, name: 'Somebody', location: 'Lima' }
  assert.deepEqual(codesOf(checked({ persons: [bare, { ...bare, legal: true }] })), [
    'advice person.birth-date.missing @ persons.0.birthDate',
    'advice person.nationality.missing @ persons.0.nationality',
  ])
})

test('reminds of third parties when somebody else holds the property', () => {
  const holder = { id, name: 'Northern Light Trading Ltd', legal: true, role: 'holder', location: 'BVI' } as const
  const [finding] = checked({ persons: [holder] })
  assert.equal(finding?.code, 'restraint.third-parties')
  assert.deepEqual(
    finding.provisions.map(({ instrument, article }) => `${instrument} ${article}`),
    ['untoc 13(8)', 'uncac 55(9)'],
  )
})

test('asks for no organized group and no four years where the request does not rest on UNTOC', () => {
  const uncac = [{ instrument: 'uncac', provision: '46' }]
  const offences = [{ ...offence, minimumPenalty: 1, maximumPenalty: 3, convention: ['uncac.art20'] }]
  assert.deepEqual(codesOf(checked({ links: {}, offences }, uncac)), [])
})

test('cites a treaty whose text was not read as a whole, unverified', () => {
  const treaty = [{ instrument: 'che-per-mla-1997', provision: '' }]
  const [finding] = checked({ purpose: '' }, treaty)
  assert.deepEqual(finding?.provisions, [{ instrument: 'che-per-mla-1997', article: '', verified: false }])
})

test('finds the six contents missing in an empty draft, each with its letter', () => {
  const findings = check({ kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' }, { today, bases: [] })
  const letters = findings.flatMap(({ provisions }) => provisions.map(({ article }) => /^18\(15\)\(([a-f])\)$/u.exec(article)?.[1]))
  assert.deepEqual([...new Set(letters.filter((letter) => letter !== undefined))].toSorted(), ['a', 'b', 'c', 'd', 'e', 'f'])
})
