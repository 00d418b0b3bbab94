import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromBase64url, toBase64url } from './base64url.ts'
import { readJson } from './strict-json.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const numbers = fc.oneof(fc.maxSafeInteger(), fc.double({ min: -1e15, max: 1e15, noNaN: true }))
const values = fc.jsonValue().filter((value) => !/\d[eE]\+?\d|\d{16}/u.test(JSON.stringify(value)))

test('JSON means what JSON means', () => {
  fc.assert(
    fc.property(
      fc.oneof(values, fc.array(numbers)).map((value) => JSON.stringify(value)),
      fc.constantFrom(0, 1),
      (text, indent) => {
        const value: unknown = JSON.parse(text)
        assert.deepEqual(readJson(bytes(JSON.stringify(value, null, indent))), { ok: true, value })
      },
    ),
  )
})

const refused = {
  'a name twice in one object': '{"to":"CHE/central","to":"PER/central"}',
  'a name twice, once escaped': '{"to":1,"\\u0074o":2}',
  'a name twice, deep inside': '[{"a":{"b":1,"c":{"d":1,"d":2}}}]',
  'a name twice behind a brace in a text': '{"a":"{\\"a\\":1}","a":2}',
  'a byte order mark': '\uFEFF{}',
  'two values': '{}{}',
  nothing: '',
  'a number that readers see differently': '[9007199254740993]',
  'a number without an end': '{"len":1e400}',
  'a nesting deeper than sixty-four': `${'['.repeat(65)}${']'.repeat(65)}`,
  'a nesting that overflows whoever walks it': `${'{"a":'.repeat(8000)}1${'}'.repeat(8000)}`,
}
for (const [what, text] of Object.entries(refused)) {
  test(`${what} is refused in signed JSON`, () => assert.equal(readJson(bytes(text)).ok, false))
}

test('the same name in two objects is no repetition', () => {
  assert.equal(readJson(bytes('{"a":{"a":[{"a":1},{"a":":"}]}}')).ok, true)
})

test('invalid UTF-8 is refused in signed JSON', () => {
  assert.equal(readJson(Uint8Array.of(0x22, 0xff, 0x22)).ok, false)
})

test('nesting of sixty-four levels is read', () => {
  assert.equal(readJson(bytes('['.repeat(64) + ']'.repeat(64))).ok, true)
})

test('bytes have one base64url text, and every other is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom('=', ' ', '\n', '+', '/', 'A'), fc.nat(), (value, stray, place) => {
      const text = toBase64url(value)
      assert.deepEqual(fromBase64url(text), value)
      const at = place % (text.length + 1)
      const changed = text.slice(0, at) + stray + text.slice(at)
      const read = fromBase64url(changed)
      assert.ok(read === undefined || toBase64url(read) === changed)
      if (stray !== 'A') assert.equal(read, undefined)
    }),
  )
})

test('stray bits in the last character are refused', () => {
  assert.deepEqual(fromBase64url('AA'), Uint8Array.of(0))
  assert.equal(fromBase64url('AB'), undefined)
})
