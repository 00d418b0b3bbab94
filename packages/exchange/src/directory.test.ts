import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findSealingKey, signingKeysAt, type Directory } from './directory-document.ts'
import { readDirectory, signDirectory, type SignedDirectory } from './directory.ts'
import { generateKeys, publicKeys, type SigningKey } from './keys.ts'
import { newDirectory } from './new-directory.ts'
import { recipientsFor } from './recipients.ts'
import { exampleAuthority, exampleNow, valueOf } from './worked-example.ts'

const peru = await exampleAuthority('PER', 'Fiscalía de la Nación')
const stranger = await exampleAuthority('CHE', 'Federal Office of Justice')
const { document } = peru.directory
const later = '2026-12-21T10:00:00.000Z'
const second: Directory = newDirectory({
  authority: document.authority,
  keys: publicKeys(peru.keys),
  endpoints: document.endpoints,
  issued: later,
  previous: peru.directory,
})

async function problemOf(draft: unknown, roots: readonly SigningKey[], now: string, previous?: SignedDirectory): Promise<string> {
  const result = await readDirectory(await signDirectory(draft as Directory, roots), now, previous)
  return result.ok ? 'read' : result.problem.code
}

test('a directory document says whose it is and has a fingerprint', () => {
  assert.equal(peru.directory.authority, 'PER/central')
  assert.match(peru.directory.fingerprint, /^[0-9a-f ]{79}$/u)
})

test('the next version follows the one before', async () => {
  assert.equal(await problemOf(second, peru.keys.root, later, peru.directory), 'read')
})

test('the same version again is the same, and another under its number is a fork', async () => {
  assert.equal((await readDirectory(peru.directory.bytes, exampleNow, peru.directory)).ok, true)
  assert.equal(await problemOf({ ...document, contacts: [] }, peru.keys.root, exampleNow, peru.directory), 'id-reuse')
})

test('a directory never goes back', async () => {
  const known = valueOf(await readDirectory(await signDirectory(second, peru.keys.root), later, peru.directory))
  const result = await readDirectory(peru.directory.bytes, later, known)
  assert.equal(result.ok ? 'read' : result.problem.code, 'stale-directory')
})

test('a version that was skipped is a gap', async () => {
  assert.equal(await problemOf({ ...second, version: 3 }, peru.keys.root, later, peru.directory), 'gap')
})

test('a version that follows another document is refused', async () => {
  assert.equal(await problemOf({ ...second, prev: '0'.repeat(64) }, peru.keys.root, later, peru.directory), 'bad-digest')
})

test('a document of another authority does not follow ours', async () => {
  const draft = { ...second, authority: { ...document.authority, state: 'CHE' } }
  assert.equal(await problemOf(draft, peru.keys.root, later, peru.directory), 'bad-signature')
})

test('a document is refused after its end and before its beginning', async () => {
  assert.equal(await problemOf(document, peru.keys.root, '2027-02-19T10:00:00.000Z'), 'read')
  assert.equal(await problemOf(document, peru.keys.root, '2027-02-19T10:00:01.000Z'), 'stale-directory')
  assert.equal(await problemOf(document, peru.keys.root, '2026-11-21T09:55:00.000Z'), 'read')
  assert.equal(await problemOf(document, peru.keys.root, '2026-11-21T09:54:59.000Z'), 'stale-directory')
})

test('new roots count only when the old ones sign with them', async () => {
  const next = await generateKeys(['age-x25519'])
  const draft = { ...second, roots: { threshold: 1, keys: publicKeys(next).root } }
  assert.equal(await problemOf(draft, next.root, later, peru.directory), 'bad-signature')
  assert.equal(await problemOf(draft, peru.keys.root, later, peru.directory), 'bad-signature')
  assert.equal(await problemOf(draft, [...peru.keys.root, ...next.root], later, peru.directory), 'read')
})

test('as many roots must sign as the threshold says', async () => {
  const roots = [...peru.keys.root, ...stranger.keys.root]
  const draft = { ...document, roots: { threshold: 2, keys: [...publicKeys(peru.keys).root, ...publicKeys(stranger.keys).root] } }
  assert.equal(await problemOf(draft, peru.keys.root, exampleNow), 'bad-signature')
  assert.equal(await problemOf(draft, roots, exampleNow), 'read')
})

test('a key of a kind that we do not know is kept and not used', async () => {
  const quantum = { use: 'sign', kid: 'x', jwk: { kty: 'AKP', alg: 'ML-DSA-65', crv: null }, from: exampleNow, to: later, status: 'active' }
  const draft = { ...document, keys: [...document.keys, quantum, { ...quantum, use: 'log', kid: 'y', shape: 'new' }], channels: ['formal'] }
  const read = valueOf(await readDirectory(await signDirectory(draft as Directory, peru.keys.root), exampleNow))
  assert.deepEqual(read.document.keys.at(-1), draft.keys.at(-1))
  assert.deepEqual(read.document['channels'], ['formal'])
  assert.equal(signingKeysAt(read.document, exampleNow).size, 1)
})

const [signEntry, sealEntry] = document.keys
assert.ok(signEntry && sealEntry)
const wrong: Record<string, unknown> = {
  'a life of more than ninety days': { ...document, expires: '2027-02-19T10:00:00.001Z' },
  'a threshold that its roots cannot reach': { ...document, roots: { ...document.roots, threshold: 2 } },
  'one root twice for a threshold of two': { ...document, roots: { threshold: 2, keys: [...document.roots.keys, ...document.roots.keys] } },
  'one name for two keys': { ...document, keys: [...document.keys, signEntry] },
  'a signing key under the name of another': { ...document, keys: [{ ...signEntry, kid: sealEntry.kid }] },
  'a recipient that age cannot seal to': { ...document, keys: [signEntry, { ...sealEntry, recipient: 'age1nothing', kid: 'x' }] },
  'a version after none': { ...document, version: 2 },
  'a State that is not a code': { ...document, authority: { ...document.authority, state: 'Perú' } },
  'an address that is not of the web': { ...document, endpoints: [{ url: 'file:///etc/passwd' }] },
}
for (const [what, draft] of Object.entries(wrong)) {
  test(`a document with ${what} is malformed`, async () => assert.equal(await problemOf(draft, peru.keys.root, exampleNow), 'malformed'))
}

test('what its author calls critical and we do not know is refused', async () => {
  assert.equal(await problemOf({ ...document, crit: ['quota'] }, peru.keys.root, exampleNow), 'unsupported-profile')
  assert.equal(await problemOf({ ...document, v: 2 }, peru.keys.root, exampleNow), 'unsupported-profile')
})

test('a key that is replaced stays as retired, and one that is revoked verifies nothing', () => {
  const gone = newDirectory({ ...second, keys: publicKeys(stranger.keys), previous: peru.directory, issued: later })
  const kid = signEntry.kid
  assert.equal(gone.keys.find((key) => key.kid === kid)?.status, 'retired')
  assert.ok(signingKeysAt(gone, exampleNow).has(kid))
  assert.ok(!signingKeysAt(gone, '2027-01-21T00:00:00.000Z').has(kid))
  const revoked = { ...gone, keys: gone.keys.map((key) => (key.kid === kid ? { ...key, status: 'revoked' as const } : key)) }
  assert.ok(!signingKeysAt(revoked, exampleNow).has(kid))
  assert.equal(findSealingKey(gone, 'age-mlkem768x25519', later)?.recipient, stranger.keys.seal[0]?.recipient)
})

test('nothing new is sealed to a key that is no longer active', () => {
  const [sign, seal] = document.keys
  assert.ok(sign && seal)
  const retired = { ...document, keys: [sign, { ...seal, status: 'retired' as const }] }
  assert.equal(findSealingKey(retired, 'age-mlkem768x25519', exampleNow), undefined)
  assert.equal(findSealingKey(document, 'age-mlkem768x25519', exampleNow)?.kid, seal.kid)
  assert.equal(findSealingKey({ ...document, suites: ['age-x25519'] }, 'age-mlkem768x25519', exampleNow), undefined)
})

test('the strongest common suite is taken, and never one below our floor', async () => {
  const both = await exampleAuthority('CHE', 'Both', ['age-x25519', 'age-mlkem768x25519'])
  const classic = await exampleAuthority('CHE', 'Classic', ['age-x25519'])
  assert.equal(valueOf(recipientsFor(peru.keys, both.directory.document, exampleNow)).suite, 'age-mlkem768x25519')
  assert.equal(valueOf(recipientsFor(peru.keys, classic.directory.document, exampleNow)).suite, 'age-x25519')
  const floor = recipientsFor(peru.keys, classic.directory.document, exampleNow, ['age-mlkem768x25519'])
  assert.equal(floor.ok ? 'chosen' : floor.problem.code, 'suite-below-floor')
  const stale = recipientsFor(peru.keys, both.directory.document, '2027-06-01T00:00:00.000Z')
  assert.equal(stale.ok ? 'chosen' : stale.problem.code, 'stale-directory')
})
