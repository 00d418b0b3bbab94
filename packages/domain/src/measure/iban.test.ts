import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findStateOfIban, hasValidCheckDigits, looksLikeIban } from './iban.ts'

test('the IBAN of case 1 is a Swiss one with right check digits, however it is spaced', () => {
  for (const iban of [
    'CH93 0076 2011 6238 5295 7',
    'CH9300762011623852957',
    'ch93-0076-2011-6238-5295-7',
    'IBAN CH93 0076 2011 6238 5295 7',
  ]) {
    assert.ok(looksLikeIban(iban), iban)
    assert.ok(hasValidCheckDigits(iban), iban)
    assert.equal(findStateOfIban(iban), 'CHE')
  }
})

test('an IBAN with letters in it is reckoned too', () => {
  assert.ok(hasValidCheckDigits('GB82 WEST 1234 5698 7654 32'))
})

test('a plain account number is no IBAN', () => {
  for (const account of ['4417-0093', '0011 2233', 'CH93', 'TEMU4170093']) assert.equal(looksLikeIban(account), false, account)
})

test('one wrong digit never passes', () => {
  const right = 'CH9300762011623852957'
  fc.assert(
    fc.property(fc.integer({ min: 2, max: right.length - 1 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
      const wrong = right.slice(0, place) + String((Number(right[place]) + shift) % 10) + right.slice(place + 1)
      assert.equal(hasValidCheckDigits(wrong), false)
    }),
  )
})
