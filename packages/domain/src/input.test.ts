import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import * as z from 'zod'
import { CalendarDate, fieldRules, Id, Instant, Line, lineLimit, Money, Prose, proseLimit, read, StateCode } from './input.ts'
import type { FieldProblem } from './problem.ts'
import { RequestContent, revisableParts } from './request/content.ts'

function problems(schema: z.ZodType, input: unknown, at?: string): readonly FieldProblem[] {
  const result = read(schema, input, at)
  if (result.ok) return []
  assert.equal(result.problem.code, 'invalid-input')
  return result.problem.fields ?? []
}

function rules(schema: z.ZodType, input: unknown): readonly string[] {
  return problems(schema, input).map((problem) => problem.rule)
}

const minimal = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' }
const fiveMegabytes = 'ñ'.repeat(2_500_000)

describe('a line of text', () => {
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['a lone surrogate', 'Ana \uD800', 'not-unicode'],
    ['a right-to-left override', 'photo\u202Egpj.exe', 'direction-override'],
    ['a right-to-left embedding', '\u202Bname', 'direction-override'],
    ['an isolate of its own', '\u2067name\u2069', 'direction-override'],
    ['a null', 'a\u0000b', 'control-character'],
    ['an escape', '\u001B[31mred', 'control-character'],
    ['a line end', 'a\nb', 'control-character'],
    ['a separator of lines', 'a\u2028b', 'control-character'],
    ['a control of the upper range', 'a\u0085b', 'control-character'],
    ['five megabytes', fiveMegabytes, 'too-long'],
    ['a number', 7, 'not-of-this-kind'],
    ['nothing', undefined, 'required'],
    ['null', null, 'not-of-this-kind'],
  ]
  for (const [name, input, rule] of wrong) {
    it(`of ${name} is refused`, () => assert.ok(rules(Line, input).includes(rule), rules(Line, input).join()))
  }

  it('names the sign for which it is refused, and where it stands', () => {
    assert.deepEqual(problems(Line, 'a\u000Bb\u0000', 'name'), [
      { field: 'name', rule: 'control-character', values: { sign: 'U+000B', place: 2 } },
    ])
    assert.deepEqual(problems(Line, 'one\ntwo'), [{ field: '', rule: 'control-character', values: { sign: 'U+000A', place: 4 } }])
    assert.deepEqual(problems(Prose, 'one\n\n\u202Eowt'), [{ field: '', rule: 'direction-override', values: { sign: 'U+202E', place: 6 } }])
  })

  it('keeps every script, mark and markup as it is, without the blanks around it', () => {
    for (const text of [
      'José Núñez Álvarez',
      '北方之光',
      'رقم 4417-0093',
      'Ștefan',
      '#set page(width: 1pt)',
      '<script>',
      '{{x}}',
      "O'Neill & Søn",
    ]) {
      assert.deepEqual(read(Line, ` ${text} `), { ok: true, value: text })
    }
  })

  it('is as long as it may be, and says how long that is', () => {
    assert.deepEqual(rules(Line, 'x'.repeat(lineLimit)), [])
    assert.deepEqual(problems(Line, 'x'.repeat(lineLimit + 1), 'title'), [
      { field: 'title', rule: 'too-long', values: { limit: lineLimit } },
    ])
  })
})

describe('prose', () => {
  it('holds paragraphs and tabs, with one kind of line end', () => {
    assert.deepEqual(read(Prose, 'One.\r\n\r\nTwo\tcolumns.\rThree.\n'), { ok: true, value: 'One.\n\nTwo\tcolumns.\nThree.' })
  })
  it('of five megabytes is refused', () => {
    assert.deepEqual(problems(Prose, fiveMegabytes, 'facts.summary'), [
      { field: 'facts.summary', rule: 'too-long', values: { limit: proseLimit } },
    ])
  })
  it('refuses what turns or hides text', () => {
    assert.deepEqual(rules(Prose, 'a\u202Eb'), ['direction-override'])
    assert.deepEqual(rules(Prose, 'a\u0008b'), ['control-character'])
    assert.deepEqual(rules(Prose, '\uDC00'), ['not-unicode'])
  })
  it('of blanks is nothing where something is due', () => {
    assert.deepEqual(rules(Prose.min(1), ' \r\n '), ['required'])
  })
})

describe('dates and moments', () => {
  it('are refused when the calendar does not have them', () => {
    for (const date of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '1900-02-29',
      '14.02.1971',
      '2026-2-3',
      '2026-02-03T00:00:00Z',
      '',
    ])
      assert.deepEqual(rules(CalendarDate, date), ['date-impossible'], date)
    for (const moment of [
      '2026-02-29T10:00:00Z',
      '2026-02-03T25:00:00Z',
      '2026-02-03 10:00:00Z',
      '2026-02-03T10:00:00',
      '2026-02-03T10:00:00+02:00',
    ])
      assert.deepEqual(rules(Instant, moment), ['instant-impossible'], moment)
  })
  it('are taken when it does', () => {
    for (const date of ['2024-02-29', '2000-02-29', '1971-02-14', '2031-08-17'])
      assert.deepEqual(read(CalendarDate, date), { ok: true, value: date })
    for (const moment of ['2026-09-09T10:00:00Z', '2026-09-09T10:00:00.123Z'])
      assert.deepEqual(read(Instant, moment), { ok: true, value: moment })
  })
  it('that are missing are missing, not impossible', () => {
    assert.deepEqual(problems(z.strictObject({ due: CalendarDate, at: Instant, id: Id }), {}), [
      { field: 'due', rule: 'required' },
      { field: 'at', rule: 'required' },
      { field: 'id', rule: 'required' },
    ])
  })
})

describe('amounts and codes', () => {
  it('of money have one decimal mark, no separators and no sign', () => {
    for (const amount of [
      '3,480,500.00',
      '3.480.500',
      '1.2.3',
      '3480500,00',
      '-1',
      '+1',
      '1e6',
      '',
      ' 1',
      '1.',
      '.5',
      '٣',
      '0x10',
      '1'.repeat(16),
    ])
      assert.deepEqual(problems(Money, { amount, currency: 'USD' }, 'ceiling'), [{ field: 'ceiling.amount', rule: 'amount' }], amount)
    assert.deepEqual(rules(Money, { amount: 3_480_500, currency: 'USD' }), ['not-of-this-kind'])
    for (const amount of ['3480500.00', '0', '0.1234', '999999999999999']) assert.deepEqual(rules(Money, { amount, currency: 'USD' }), [])
  })
  it('of money name their currency and nothing else', () => {
    assert.deepEqual(problems(Money, { amount: '1', currency: 'US$' }), [{ field: 'currency', rule: 'currency' }])
    assert.deepEqual(problems(Money, { amount: '1', currency: 'USD', rate: 2 }), [{ field: 'rate', rule: 'unknown-field' }])
  })
  it('of States are three capitals', () => {
    for (const code of ['PE', 'per', 'PERU', 'PER\n', 'ПЕР']) assert.deepEqual(rules(StateCode, code), ['state-code'], code)
  })
})

describe('a problem', () => {
  it('names every field and its rule, by its path in the whole input', () => {
    const input = {
      ...minimal,
      limitation: '2031-02-30',
      measures: [{ id: 'x', type: 'restraint', ceiling: { amount: '1.2.3', currency: 'USD' } }, { id: 'y' }, 5],
      offences: [{ id: 'b0000000-0000-4000-8000-000000000001', name: 'a\u202Eb', minimumPenalty: 300, maximumPenalty: -1 }],
      persons: Array.from({ length: 501 }, () => ({ id: 'b0000000-0000-4000-8000-000000000001', name: 'A' })),
      one: 1,
      two: 2,
    }
    const found = problems(RequestContent, input, 'content').map(({ field, rule, values }) =>
      [field, rule, ...(values ? [values['limit'] ?? values['sign']] : [])].join(' '),
    )
    assert.deepEqual(found.toSorted(), [
      'content.limitation date-impossible',
      'content.measures.0.ceiling.amount amount',
      'content.measures.0.id id',
      'content.measures.1.type required',
      'content.measures.2 not-of-this-kind',
      'content.offences.0.maximumPenalty too-small 0',
      'content.offences.0.minimumPenalty too-large 200',
      'content.offences.0.name direction-override U+202E',
      'content.one unknown-field',
      'content.persons too-many 500',
      'content.two unknown-field',
    ])
  })

  it('carries the rule that a schema names, and no words of the library', () => {
    const even = z.number().refine((n) => n % 2 === 0, { error: 'odd-number' })
    assert.deepEqual(rules(even, 3), ['odd-number'])
    assert.deepEqual(
      rules(
        z.number().refine((n) => n % 2 === 0),
        3,
      ),
      ['not-of-this-kind'],
    )
    assert.deepEqual(rules(z.union([z.string(), z.boolean()]), 3), ['not-of-this-kind'])
  })

  it('stays short when a million things are wrong', () => {
    const input = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, 1]))
    assert.equal(problems(RequestContent, { ...minimal, ...input }).length, 100)
    assert.equal(problems(RequestContent, { ...minimal, persons: Array.from({ length: 500 }, () => 1) }).length, 100)
  })

  it('does not repeat a field name that is unfit to show', () => {
    for (const key of ['a\u202Eb', '\uD800', 'x'.repeat(5_000), 'a\u0000'])
      assert.deepEqual(problems(RequestContent, { ...minimal, [key]: 1 }), [{ field: '?', rule: 'unknown-field' }])
  })

  it('is found with names that programs treat as their own', () => {
    assert.deepEqual(
      problems(
        RequestContent,
        JSON.parse('{"kind":"mutual-legal-assistance","requesting":"PER","requested":"CHE","__proto__":{"title":"x"}}'),
      ),
      [{ field: '__proto__', rule: 'unknown-field' }],
    )
    const trap = JSON.parse('{"constructor":{"name":{"toString":1,"valueOf":1}}}')
    // As a form parser gives it: an object of no class.
    assert.deepEqual(problems(RequestContent, { ...minimal, bases: Object.assign(Object.create(null), trap) }), [
      { field: 'bases', rule: 'not-of-this-kind' },
    ])
    assert.deepEqual(problems(RequestContent, { ...minimal, bases: { length: trap.constructor.name } }, 'content'), [
      { field: 'content', rule: 'not-of-this-kind' },
    ])
    assert.deepEqual(problems(RequestContent, { ...minimal, matter: trap }), [{ field: 'matter.constructor', rule: 'unknown-field' }])
  })
})

describe('whatever is sent', () => {
  const leaf = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('2026-02-30', '\uD800', '\u202E', '1.2.3', 'PER', 'restraint'),
  )
  const keys = [
    'kind',
    'requesting',
    'requested',
    ...revisableParts,
    'id',
    'type',
    'name',
    'amount',
    'ceiling',
    'summary',
    'level',
    '__proto__',
    'constructor',
    'toString',
  ]
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), tie('tree'), { maxKeys: 5 }),
    ),
  }))
  const content = fc.record(Object.fromEntries(keys.map((key) => [key, tree])), { requiredKeys: [] })

  it('is read or refused with fields and known rules, and nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          tree,
          content,
          content.map((fields) => ({ ...fields, ...minimal })),
        ),
        (input) => {
          const result = read(RequestContent, input)
          if (result.ok) return assert.deepEqual(read(RequestContent, result.value), result)
          assert.ok((result.problem.fields?.length ?? 0) > 0)
          for (const { rule } of result.problem.fields ?? []) assert.ok((fieldRules as readonly string[]).includes(rule), rule)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('as text comes out as it went in, or not at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const result = read(Line, text)
        if (result.ok) assert.equal(result.value, text.trim())
      }),
    )
  })
})
