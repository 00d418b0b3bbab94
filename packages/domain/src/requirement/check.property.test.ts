import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cooperationKinds } from '../legal-basis/cooperation-kind.ts'
import type { Detail } from '../measure/detail.ts'
import { identifierKinds } from '../measure/identifier.ts'
import { measureForms } from '../measure/measure.ts'
import { RequestContent } from '../request/content.ts'
import { check } from './check.ts'
import { findingCodes } from './finding-code.ts'
import { findingKey } from './finding.ts'

const text = fc.oneof(
  fc.constant(''),
  fc.string({ maxLength: 40 }),
  fc.constant('CH93 0076 2011 6238 5295 7'),
  fc.constant('XX00 1234 5678 9012'),
)
const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10))
const state = fc.constantFrom('PER', 'CHE', 'DEU')
const years = fc.integer({ min: 0, max: 200 })
const id = fc.uuid()

function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, requiredKeys: (keyof T)[]): fc.Arbitrary<Partial<T>> {
  return fc.record(model, { requiredKeys }) as fc.Arbitrary<Partial<T>>
}

function valueOf(detail: Detail): fc.Arbitrary<unknown> {
  switch (detail.kind) {
    case 'date':
      return date
    case 'time':
      return fc.constantFrom('00:00', '23:59')
    case 'money':
      return fc.record({ amount: fc.constant('1.00'), currency: fc.constant('USD') })
    case 'flag':
      return fc.boolean()
    case 'number':
      return fc.integer({ min: 0, max: 1000 })
    case 'person':
      return id
    case 'choice':
      return fc.constantFrom(...detail.options)
    case 'choices':
      return fc.uniqueArray(fc.constantFrom(...detail.options))
    case 'identifiers':
      return fc.array(
        record({ id, kind: fc.constantFrom(...identifierKinds), value: text, on: date, time: fc.constant('10:00') }, ['id']),
        {
          maxLength: 2,
        },
      )
    default:
      return text
  }
}

const measure = fc.oneof(
  ...measureForms.map(({ type, details }) =>
    fc.record(
      { id, type: fc.constant(type), ...Object.fromEntries(Object.entries(details).map(([name, detail]) => [name, valueOf(detail)])) },
      { requiredKeys: ['id', 'type'] },
    ),
  ),
)

const basis = fc.record({ instrument: fc.constantFrom('untoc', 'uncac', 'un-1988', 'che-per-mla-1997', 'nothing'), provision: text })
const content = record(
  {
    kind: fc.constantFrom(...cooperationKinds),
    requesting: state,
    requested: state,
    requestingAuthority: fc.record({ name: text }),
    matter: record(
      { reference: text, stage: fc.constantFrom('investigation', 'trial'), subject: text, authority: text, function: text },
      [],
    ),
    persons: fc.array(
      record(
        {
          id,
          name: text,
          role: fc.constantFrom('suspect', 'holder'),
          legal: fc.boolean(),
          birthDate: date,
          nationality: state,
          location: text,
        },
        ['id', 'name'],
      ),
      { maxLength: 3 },
    ),
    facts: record({ summary: text, from: date, to: date }, ['summary']),
    offences: fc.array(
      record(
        {
          id,
          name: text,
          statute: text,
          text,
          minimumPenalty: years,
          maximumPenalty: years,
          lifePenalty: fc.boolean(),
          convention: fc.array(fc.constantFrom('uncac.art23', 'untoc.laundering', 'untoc.serious_crime', 'un1988.3_1_a_i', 'none'), {
            maxLength: 3,
          }),
        },
        ['id', 'name'],
      ),
      { maxLength: 3 },
    ),
    links: record({ transnational: text, organizedGroup: text }, []),
    limitation: date,
    measures: fc.array(measure, { maxLength: 3 }),
    purpose: text,
    urgency: record({ level: fc.constantFrom('routine', 'urgent', 'emergency'), by: date, reason: text }, ['level']),
    confidentiality: record({ level: fc.constantFrom('ordinary', 'do-not-notify', 'sealed'), reason: text }, ['level']),
    bases: fc.array(basis, { maxLength: 3 }),
    undertakings: record({ useLimit: fc.boolean(), reciprocity: fc.boolean() }, []),
    languages: record({ letter: text, translation: text }, ['letter']),
  },
  ['kind', 'requesting', 'requested'],
)

test('a check never throws, knows its codes, cites who asks, and says each thing once', () => {
  fc.assert(
    fc.property(content, date, fc.array(basis, { maxLength: 3 }), (raw, today, bases) => {
      const parsed = RequestContent.safeParse(raw)
      fc.pre(parsed.success)
      const findings = check(parsed.data, { today, bases, requestedLanguages: ['de'] })
      for (const { code, severity, provisions } of findings) {
        assert.ok((findingCodes as readonly string[]).includes(code), code)
        // The content articles do not speak of every kind; what contradicts itself does so whoever asks.
        assert.ok(severity !== 'missing' || provisions.length > 0, code)
        assert.ok(provisions.every(({ article, verified }) => verified === (article !== '')))
      }
      assert.equal(new Set(findings.map(findingKey)).size, findings.length)
    }),
    { numRuns: 500 },
  )
})
