import assert from 'node:assert/strict'
import { test } from 'node:test'
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
