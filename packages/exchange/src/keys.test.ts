import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprint, generateKeys, publicKeys, readKeys, fingerprintWords, spokenFingerprint } from './keys.ts'

const keys = await generateKeys(['age-mlkem768x25519', 'age-x25519'])
const other = await generateKeys(['age-x25519'])

test('keys come back from their JSON', async () => {
  assert.deepEqual(await readKeys(JSON.parse(JSON.stringify(keys))), { ok: true, value: keys })
})

test('public keys hold no private half', () => {
  const text = JSON.stringify(publicKeys(keys))
  for (const secret of [...keys.root, ...keys.sign].map((key) => key.jwk.d)) assert.ok(!text.includes(secret))
  assert.ok(!text.includes('AGE-SECRET-KEY'))
  assert.ok(!text.includes(keys.archive[0]?.recipient ?? 'no archive key'))
})

const [root, sign, seal] = [keys.root[0], keys.sign[0], keys.seal[0]]
const [otherRoot, otherSeal] = [other.root[0], other.seal[0]]
assert.ok(root && sign && seal && otherRoot && otherSeal)

const unfit = {
  'a private half of another key': { ...keys, root: [{ ...root, jwk: { ...root.jwk, d: otherRoot.jwk.d } }] },
  'a public half of another key': { ...keys, root: [{ ...root, jwk: { ...root.jwk, x: otherRoot.jwk.x } }] },
  'the name of another key': { ...keys, sign: [{ ...sign, kid: root.kid }] },
  'an identity of another recipient': { ...keys, seal: [{ ...seal, identity: otherSeal.identity }] },
  'an identity that is none': { ...keys, seal: [{ ...seal, identity: 'AGE-SECRET-KEY-1' }] },
  'no signing key': { ...keys, sign: [] },
  'a key written with padding': { ...keys, sign: [{ ...sign, jwk: { ...sign.jwk, x: `${sign.jwk.x}=` } }] },
  'no object at all': 'keys',
}

for (const [what, input] of Object.entries(unfit)) {
  test(`keys with ${what} are refused`, async () => {
    const result = await readKeys(input)
    assert.equal(result.ok ? 'read' : result.problem.code, 'invalid-input')
  })
}

test('a fingerprint is of the roots and their threshold, in any order', () => {
  const roots = [root.jwk, otherRoot.jwk]
  const print = fingerprint({ threshold: 1, keys: roots })
  assert.match(print, /^([0-9a-f]{4} ){15}[0-9a-f]{4}$/u)
  assert.equal(fingerprint({ threshold: 1, keys: roots.toReversed() }), print)
  assert.notEqual(fingerprint({ threshold: 2, keys: roots }), print)
  assert.notEqual(fingerprint({ threshold: 1, keys: [root.jwk] }), print)
  assert.match(spokenFingerprint({ threshold: 1, keys: roots }), /^(\d{5} ){11}\d{5}$/u)
  assert.match(fingerprintWords({ threshold: 1, keys: roots }), /^(([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz] ){11}\w{5}$/u)
})
