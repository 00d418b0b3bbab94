import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeAt, describeSecret, readSecret, stepOf } from './one-time-code.ts'

// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
const secret = Buffer.from('12345678901234567890')
const published = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
] as const
const at = (seconds: number): string => new Date(seconds * 1000).toISOString()

test('takes the codes that RFC 6238 publishes, each of its own 30 seconds', () => {
  const { totpSecret } = describeSecret(secret, 'ana', 'Comity')
  for (const [seconds, code] of published) {
    assert.equal(stepOf(code, secret, at(seconds)), Math.floor(seconds / 30))
    assert.equal(codeAt(totpSecret, at(seconds)), code)
  }
})

test('takes a code 30 seconds early or late, by its own step and not by that of the clock, and none further off', () => {
  const [seconds, code] = published[3]
  const begins = seconds - (seconds % 30)
  const step = begins / 30
  for (const near of [begins - 30, begins - 1, begins, begins + 29, begins + 30, begins + 59])
    assert.equal(stepOf(code, secret, at(near)), step)
  for (const far of [begins - 31, begins + 60]) assert.equal(stepOf(code, secret, at(far)), undefined)
  assert.equal(stepOf('000000', secret, at(seconds)), undefined)
  assert.equal(stepOf('', secret, at(seconds)), undefined)
})

test('writes a secret as authenticator apps read it, under the account and the authority', () => {
  const { totpSecret, totpUri } = describeSecret(secret, 'ana', 'Comity PER')
  assert.equal(totpSecret, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  assert.deepEqual(Buffer.from(readSecret(totpSecret)), secret)
  const { pathname, searchParams } = new URL(totpUri)
  assert.equal(pathname, '//totp/Comity%20PER:ana'.slice(totpUri.startsWith('otpauth://') ? 1 : 0).replace('/totp', ''))
  assert.deepEqual(Object.fromEntries(searchParams), {
    issuer: 'Comity PER',
    secret: totpSecret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
