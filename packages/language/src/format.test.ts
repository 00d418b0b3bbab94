import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatDate, formatInstant, formatMoney } from './format.ts'
import { languages } from './languages.ts'

const codes = languages.map((language) => language.code)

test('a date names its month and keeps its day in every language', () => {
  assert.equal(formatDate('2026-09-09', 'en'), '9 September 2026')
  assert.equal(formatDate('2026-09-09', 'es'), '9 de septiembre de 2026')
  assert.equal(formatDate('2026-09-09', 'zh'), '2026年9月9日')
  assert.equal(formatDate('2026-09-09', 'ru'), '9 сентября 2026\u00A0г.')
  for (const code of codes) assert.match(formatDate('2026-09-09', code), /2026/u)
})

test('a moment shows the clock and the offset of its place on that day', () => {
  assert.equal(formatInstant('2026-09-09T14:05:00Z', 'en', 'America/Lima'), '9 September 2026, 09:05 (UTC-05:00)')
  assert.equal(formatInstant('2026-01-09T14:05:00Z', 'es', 'Europe/Zurich'), '9 de enero de 2026, 15:05 (UTC+01:00)')
  assert.equal(formatInstant('2026-07-09T23:30:00Z', 'en', 'Europe/Zurich'), '10 July 2026, 01:30 (UTC+02:00)')
  assert.equal(formatInstant('2026-07-09T00:00:00Z', 'en', 'UTC'), '9 July 2026, 00:00 (UTC+00:00)')
})

test('money stands code first with its digits untouched', () => {
  assert.equal(formatMoney({ amount: '3480500.00', currency: 'USD' }, 'en'), 'USD\u00A03,480,500.00')
  assert.equal(formatMoney({ amount: '3480500.00', currency: 'USD' }, 'es'), 'USD\u00A03\u00A0480\u00A0500,00')
  assert.equal(formatMoney({ amount: '999', currency: 'CHF' }, 'en'), 'CHF\u00A0999')
})

test('no digit of an amount is lost or rounded in any language', () => {
  const amount = fc.stringMatching(/^\d{1,15}(\.\d{1,4})?$/u)
  fc.assert(
    fc.property(amount, fc.constantFrom(...codes), (digits, code) => {
      const shown = formatMoney({ amount: digits, currency: 'USD' }, code)
      assert.equal(shown.replaceAll(/\D/gu, ''), digits.replace('.', ''))
    }),
  )
})
