import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIdentity, openSecrets, sealSecrets } from './sealed-secrets.ts'

const secrets = { 'keys.json': '{"d":"…"}' }
const passphrase = 'correct horse battery'

test('opens with the passphrase, and with no other', async () => {
  const sealed = await sealSecrets(secrets, { passphrase, workFactor: 4 })
  assert.ok(sealed.ok)
  assert.ok(!Buffer.from(sealed.value).includes('keys'))
  assert.deepEqual(await openSecrets(sealed.value, { passphrase }), { ok: true, value: secrets })
  assert.deepEqual(await openSecrets(sealed.value, { passphrase: 'another' }), { ok: false, problem: { code: 'cannot-decrypt' } })
  sealed.value[sealed.value.length - 1]! ^= 1
  assert.equal((await openSecrets(sealed.value, { passphrase })).ok, false)
})

test('opens with the identity of the recipient, and with no other', async () => {
  const { identity, recipient } = await newIdentity()
  const sealed = await sealSecrets(secrets, { recipient })
  assert.ok(sealed.ok)
  assert.deepEqual(await openSecrets(sealed.value, { identity }), { ok: true, value: secrets })
  assert.equal((await openSecrets(sealed.value, { identity: (await newIdentity()).identity })).ok, false)
  assert.equal((await openSecrets(sealed.value, { identity: 'AGE-SECRET-KEY-1' })).ok, false)
})

test('seals to nobody who is not a recipient', async () => {
  const sealed = await sealSecrets(secrets, { recipient: 'age1nobody' })
  assert.equal(!sealed.ok && sealed.problem.code, 'invalid-input')
})
