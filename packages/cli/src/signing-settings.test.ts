import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from './command.ts'
import { readSigning } from './signing-settings.ts'

function read(environment: Readonly<Record<string, string>>) {
  return readSigning((name) => environment[name])
}

test('without settings nothing is configured, and letters go out as they are', () => {
  assert.equal(read({}), undefined)
})

test('keys in devices are read by name, token and identifier', () => {
  const keys = { COMITY_PKCS11_MODULE: '/lib/vendor.so', COMITY_PKCS11_KEYS: 'Head of the unit = token one/01; Deputy=token/a0b1' }
  assert.deepEqual(read(keys)?.devices, [
    { label: 'Head of the unit', module: '/lib/vendor.so', token: 'token one', id: '01' },
    { label: 'Deputy', module: '/lib/vendor.so', token: 'token', id: 'a0b1' },
  ])
})

test('the seal is stamped where there is an authority for it, unless the operator says no', () => {
  const seal = { COMITY_SEAL_FILE: 'seal.p12', COMITY_SEAL_SECRET_FILE: 'secret' }
  const stamps = { COMITY_TIME_STAMP_URL: 'http://tsa.example/' }
  assert.equal(read(seal)?.seal?.stamped, false)
  assert.equal(read({ ...seal, ...stamps })?.seal?.stamped, true)
  assert.equal(read({ ...seal, ...stamps, COMITY_SEAL_TIME_STAMP: 'no' })?.seal?.stamped, false)
})

test('a setting that does not fit stops the start, and is named', () => {
  const wrong: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ COMITY_PKCS11_MODULE: '/lib/vendor.so' }, /COMITY_PKCS11_KEYS: both/u],
    [{ COMITY_PKCS11_MODULE: '/lib/vendor.so', COMITY_PKCS11_KEYS: 'Head' }, /is not a key/u],
    [{ COMITY_PKCS11_MODULE: '/lib/vendor.so', COMITY_PKCS11_KEYS: 'A=t/01;A=t/02' }, /a name twice/u],
    [{ COMITY_TIME_STAMP_URL: 'ftp://tsa.example/' }, /COMITY_TIME_STAMP_URL/u],
    [{ COMITY_SEAL_KEY: 'Head' }, /COMITY_SEAL_SECRET_FILE/u],
    [{ COMITY_SEAL_KEY: 'Head', COMITY_SEAL_FILE: 'x' }, /one of them/u],
    [{ COMITY_SEAL_FILE: 'x', COMITY_SEAL_TIME_STAMP: 'maybe' }, /COMITY_SEAL_TIME_STAMP/u],
    [{ COMITY_SEAL_FILE: 'x', COMITY_SEAL_TIME_STAMP: 'yes' }, /COMITY_TIME_STAMP_URL/u],
  ]
  for (const [environment, says] of wrong)
    assert.throws(
      () => read(environment),
      (error) => error instanceof UsageError && says.test(error.message),
    )
})
