import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { test } from 'node:test'
import { hashPassword, isPassword } from './password.ts'

test('hashes with Argon2id at the costs that OWASP puts first, each password under a salt of its own', async () => {
  const [one, other] = await Promise.all([hashPassword('snow falls'), hashPassword('snow falls')])
  const [algorithm, memory, passes, parallelism, nonce = '', tag = ''] = one.split('$')
  assert.deepEqual([algorithm, memory, passes, parallelism], ['argon2id', '19456', '2', '1'])
  assert.equal(Buffer.from(nonce, 'base64url').length, 16)
  assert.equal(Buffer.from(tag, 'base64url').length, 32)
  assert.notEqual(one, other)
})

test('knows the password again, however its letters are composed, and no other', async () => {
  const hash = await hashPassword('Jos\u00e9 N\u00fa\u00f1ez')
  assert.equal(await isPassword('Jos\u00e9 N\u00fa\u00f1ez', hash), true)
  assert.equal(await isPassword('Jose\u0301 Nu\u0301n\u0303ez', hash), true)
  assert.equal(await isPassword('Jose Nunez', hash), false)
  assert.equal(await isPassword('', hash), false)
})

test('checks a hash at the costs that it names, so that costs can be raised', async () => {
  const nonce = Buffer.alloc(16, 7)
  const tag = argon2Sync('argon2id', { message: 'snow falls', nonce, memory: 64, passes: 3, parallelism: 2, tagLength: 24 })
  const hash = ['argon2id', 64, 3, 2, nonce.toString('base64url'), tag.toString('base64url')].join('$')
  assert.equal(await isPassword('snow falls', hash), true)
  assert.equal(await isPassword('snow fell', hash), false)
})

test('where there is no account nothing is its password', async () => {
  assert.equal(await isPassword('', null), false)
  assert.equal(await isPassword('snow falls', null), false)
})
