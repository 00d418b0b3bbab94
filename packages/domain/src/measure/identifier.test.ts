import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type IdentifierKind, isWellFormed, lacksMoment, lacksOffset } from './identifier.ts'

const id = '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01'

/** Of each kind: one that can be, and ones that cannot. */
const cases: readonly [IdentifierKind, string, readonly string[]][] = [
  ['e-mail', 'harambee.returns@example.com', ['harambee.returns', 'a@b', 'a b@example.com']],
  ['url', 'https://example.com/harambee', ['example.com', 'https://']],
  ['phone', '+254 700 000 417', ['0700 000 417', '+254']],
  ['imei', '49 015420 323751 8', ['49 015420 323751 9', '490154203237']],
  ['imsi', '639020000000417', ['6390200']],
  ['ip', '192.0.2.17', ['192.0.2.256', '192.0.2', 'localhost']],
  ['ip', '2001:db8::17', ['2001:db8:::17', '2001:db8', '1:2:3:4:5:6:7:8:9']],
  ['iban', 'CH93 0076 2011 6238 5295 7', ['CH93 0076 2011 6238 5295 8', '4417-0093']],
  ['card', '4539 1488 0343 6467', ['4539 1488 0343 6468']],
  ['passport', '116204417', ['11 62']],
  ['vessel', 'IMO 9074729', ['IMO 9074728', '123']],
  ['aircraft', 'C-GXYZ', ['C GXYZ 1234567']],
  ['container', 'CSQU3054383', ['CSQU3054384', 'CSQX3054383', 'TEMU4170093']],
]

for (const [kind, good, bad] of cases) {
  test(`${good} can be of kind ${kind}; ${bad.join(', ')} cannot`, () => {
    assert.equal(isWellFormed(kind, good), true)
    assert.deepEqual(
      bad.filter((value) => isWellFormed(kind, value)),
      [],
    )
  })
}

test('an account number that no register checks is taken as it stands', () => {
  assert.equal(isWellFormed('bank-account', '4417-0093'), true)
})

test('an IP address needs day and hour, and every hour needs the offset of its clock', () => {
  assert.equal(lacksMoment({ id, kind: 'ip', value: '192.0.2.17', on: '2026-05-03' }), true)
  assert.equal(lacksMoment({ id, kind: 'ip', value: '192.0.2.17', on: '2026-05-03', time: '14:22:07' }), false)
  assert.equal(lacksMoment({ id, kind: 'e-mail', value: 'a@example.com' }), false)
  assert.equal(lacksOffset({ id, time: '14:22:07' }), true)
  assert.equal(lacksOffset({ id, time: '14:22:07', offset: '+03:00' }), false)
})
