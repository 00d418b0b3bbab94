import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { readCatalogue } from './catalogue.ts'
import { createTranslate } from './translate.ts'

const messages = new Map([
  ['days', '{count, plural, one {# day} other {# days}} for {who}'],
  ['plain', "the officer's draft"],
])
const english = createTranslate({ language: 'en', messages, strict: true })

test('a message takes its plural form and its values', () => {
  assert.equal(english('days', { count: 1, who: 'Ann' }), '1 day for Ann')
  assert.equal(english('days', { count: 1200, who: 'Ann' }), '1,200 days for Ann')
  assert.equal(english('plain'), "the officer's draft")
})

test('a value is data: markup and message syntax in it stay as they are', () => {
  assert.equal(english('days', { count: 2, who: '<b>{count}</b>' }), '2 days for <b>{count}</b>')
})

test('a value of the other direction is isolated', () => {
  assert.equal(english('days', { count: 2, who: 'كوفي' }), '2 days for \u2068كوفي\u2069')
})

test('digits stay Latin in Arabic, and its values are isolated', () => {
  const arabic = createTranslate({ language: 'ar', messages: new Map([['a', '{n, number} / {id}']]), strict: true })
  assert.equal(arabic('a', { n: 4417, id: '4417-0093' }), '4,417 / \u20684417-0093\u2069')
})

test('a missing message or value throws when strict', () => {
  assert.throws(() => english('absent'), /no message in en: absent/u)
  assert.throws(() => english('days', { count: 1 }), /who/u)
})

test('a missing message is answered in English and then by its id when not strict', () => {
  const spanish = createTranslate({ language: 'es', messages: new Map(), fallback: messages, strict: false })
  assert.equal(spanish('plain'), "the officer's draft")
  assert.equal(spanish('absent'), 'absent')
})

test('a message in which only names stand says what ICU would make of it', () => {
  const known = [...readCatalogue('fr')].filter(([, text]) => !text.includes(','))
  const french = createTranslate({ language: 'fr', messages: new Map(known), strict: true })
  assert.ok(known.length > 1000)
  for (const [id, text] of known) {
    const names = Array.from(text.matchAll(/\{(\w+)\}/gu), ([, name = '']) => name)
    const values = Object.fromEntries(names.map((name, at) => [name, at === 0 ? '$1 {x}' : at * 1000]))
    const whole = new IntlMessageFormat(text, 'fr', undefined, { ignoreTag: true }).format(values)
    assert.equal(french(id, values), whole, id)
    if (names.length > 0) assert.throws(() => french(id), new RegExp(names[0] ?? '', 'u'), id)
  }
})
