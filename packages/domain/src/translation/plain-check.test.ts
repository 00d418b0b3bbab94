import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainCheck, westernDigits } from './plain-check.ts'

const lacking = (source: string, target: string): string[] => plainCheck(source, target).map(({ code, value }) => `${code} ${value}`)

test('a faithful translation lacks nothing, however it writes its numbers', () => {
  assert.deepEqual(lacking('El 9 de septiembre de 2026 pagó 3.480.500,00 USD.', 'On 9 September 2026 he paid USD 3,480,500.00.'), [])
  assert.deepEqual(lacking('Account 4417-0093, from 2019-03-01 on.', 'Le compte 4417-0093, à partir du 1er mars 2019.'), [])
  assert.deepEqual(
    lacking('In 2021 paid 25000 to CH93 0076 2011 6238 5295 7.', 'في عام ٢٠٢١ دفع ٢٥٠٠٠ إلى \u2066CH93 0076 2011 6238 5295 7\u2069.'),
    [],
  )
  assert.deepEqual(lacking('The 18th account.', 'La cuenta núm. 18.'), [])
})

test('a number, a date and an identifier that are missing are found, each as the source writes it', () => {
  assert.deepEqual(lacking('He paid 3,480,500.00 on 2019-03-01.', 'Pagó 3.480.050,00 el 1 de marzo de 2018.'), [
    'number 2019-03-01',
    'number 3,480,500.00',
  ])
  assert.deepEqual(lacking('See file JO-14/2026 and x@example.org.', 'Véase el expediente JO-41/2026.'), [
    'identifier JO-14/2026',
    'identifier x@example.org',
  ])
  assert.deepEqual(lacking('Account 4417-0093.', 'الحساب 0093-4417.'), ['identifier 4417-0093'])
})

test('digits of any script are read', () => {
  assert.equal(westernDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ०१२३४५६७८९ ０９ 09'), '0123456789 0123456789 0123456789 09 09')
})
