import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as z from 'zod'
import { readRequestFile, requestFileSchema } from './schema.ts'

const id = (number: number): string => `b0000000-0000-4000-8000-00000000000${number}`
const example = {
  comity: 'request/1',
  content: {
    kind: 'mutual-legal-assistance',
    requesting: 'PER',
    requested: 'CHE',
    title: 'Lavado de activos',
    matter: { reference: '506015704-2025-88-0', stage: 'investigation' },
    persons: [{ id: id(1), name: 'María del Carmen Quispe Ñahui', role: 'suspect', birthDate: '1980-07-03', nationality: 'PER' }],
    facts: { summary: 'Sobornos por un contrato de obra vial.', from: '2019-03-03', to: '2021-08-17' },
    offences: [
      { id: id(2), name: 'Lavado de activos', statute: 'Decreto Legislativo 1106, arts. 1 a 3', minimumPenalty: 8, maximumPenalty: 15 },
    ],
    limitation: '2031-08-17',
    measures: [
      {
        id: id(3),
        type: 'bank-records',
        account: 'CH93 0076 2011 6238 5295 7',
        records: ['statements'],
        from: '2019-03-01',
        to: '2021-08-31',
      },
      { id: id(4), type: 'restraint', ceiling: { amount: '3480500.00', currency: 'USD' }, orderDate: '2026-09-09' },
    ],
    confidentiality: { level: 'do-not-notify' },
  },
} as const

/** What the published schema says, as anyone would read it who does not have our code. */
function schemaAllows(file: unknown): boolean {
  // What is published is text; nothing may be lost on the way to it.
  return z.fromJSONSchema(JSON.parse(JSON.stringify(requestFileSchema()))).safeParse(file).success
}

function changed(change: object): unknown {
  return { ...example, content: { ...example.content, ...change } }
}

describe('a request file', () => {
  it('is described by a schema of draft 2020-12 that names its version', () => {
    const schema = requestFileSchema()
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
    assert.deepEqual(schema.required, ['comity', 'content'])
    assert.equal(schema.additionalProperties, false)
  })

  it('of case 1 is valid and reads as what it says', () => {
    assert.equal(schemaAllows(example), true)
    assert.deepEqual(readRequestFile(example), { ok: true, value: example.content })
  })

  it('of the two States and the kind alone is enough for a draft', () => {
    const { kind, requesting, requested } = example.content
    assert.equal(schemaAllows({ comity: 'request/1', content: { kind, requesting, requested } }), true)
  })

  const wrong: readonly (readonly [string, unknown, string, string])[] = [
    ['of another version', { ...example, comity: 'request/2' }, 'comity', 'not-of-this-kind'],
    ['without a version', { content: example.content }, 'comity', 'required'],
    ['with a field that no one knows', changed({ prioridad: 1 }), 'content.prioridad', 'unknown-field'],
    ['without the requested State', changed({ requested: undefined }), 'content.requested', 'required'],
    ['with a State that is not a code', changed({ requested: 'Suiza' }), 'content.requested', 'state-code'],
    [
      'with a measure of no known type',
      changed({ measures: [{ id: id(5), type: 'magic' }] }),
      'content.measures.0.type',
      'not-of-this-kind',
    ],
    [
      'with an amount of two decimal marks',
      changed({ measures: [{ id: id(5), type: 'restraint', ceiling: { amount: '3.480.500', currency: 'USD' } }] }),
      'content.measures.0.ceiling.amount',
      'amount',
    ],
    ['with too long a title', changed({ title: 'x'.repeat(301) }), 'content.title', 'too-long'],
    ['with an impossible date', changed({ limitation: '2031-02-29' }), 'content.limitation', 'date-impossible'],
  ]
  for (const [name, file, field, rule] of wrong) {
    it(`${name} is refused by schema and reader, which names the field`, () => {
      const read = readRequestFile(JSON.parse(JSON.stringify(file)))
      assert.ok(!read.ok)
      assert.equal(read.problem.code, 'invalid-input')
      assert.deepEqual(
        read.problem.fields?.map((each) => [each.field, each.rule]),
        [[field, rule]],
      )
      assert.equal(schemaAllows(JSON.parse(JSON.stringify(file))), false)
    })
  }

  it('that is no object at all is refused', () => {
    for (const json of [null, 1, 'text', [], true]) assert.equal(readRequestFile(json).ok, false)
  })
})
