import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bankRecordKinds } from '../measure/bank-records.ts'
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

const measure = fc.oneof(
  record(
    {
      id,
      type: fc.constant('bank-records'),
      account: text,
      bank: text,
      holder: text,
      records: fc.array(fc.constantFrom(...bankRecordKinds)),
      from: date,
      to: date,
      link: text,
    },
    ['id', 'type'],
  ),
  record(
    {
      id,
      type: fc.constant('restraint'),
      property: text,
      account: text,
      ceiling: fc.record({ amount: fc.constant('1.00'), currency: fc.constant('USD') }),
      ceilingApplies: fc.constantFrom('together', 'each'),
      court: text,
      orderDate: date,
      orderReference: text,
      link: text,
    },
    ['id', 'type'],
  ),
)

const basis = fc.record({ instrument: fc.constantFrom('untoc', 'uncac', 'un-1988', 'che-per-mla-1997', 'nothing'), provision: text })
const content = record(
  {
    kind: fc.constant('mutual-legal-assistance'),
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
        assert.ok(severity === 'advice' || provisions.length > 0, code)
        assert.ok(provisions.every(({ article, verified }) => verified === (article !== '')))
      }
      assert.equal(new Set(findings.map(findingKey)).size, findings.length)
    }),
    { numRuns: 500 },
  )
})
