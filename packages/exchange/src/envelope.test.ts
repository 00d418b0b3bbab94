import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { digestOf } from './digest.ts'
import { openEnvelope, openOwnEnvelope, sealEnvelope, type Opener } from './envelope.ts'
import { signJws } from './jws.ts'
import { pad } from './padding.ts'
import type { Peer } from './peer.ts'
import { recipientsFor } from './recipients.ts'
import { exampleAuthority, exampleManifest, exampleNow, knowing, sealExample, twoAuthorities, valueOf } from './worked-example.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))

const { peru, switzerland } = await twoAuthorities()
const bolivia = await exampleAuthority('BOL', 'Autoridad central')
const manifest = await exampleManifest(peru, switzerland, folder, ['one', 'two'])
const sealed = await sealExample(manifest, peru, switzerland)
const swiss: Opener = { self: 'CHE/central', keys: switzerland.keys, findPeer: knowing([peru, bolivia]), now: exampleNow }

async function problemOf(envelope: Uint8Array, by: Opener = swiss): Promise<string> {
  const result = await openEnvelope(envelope, by)
  return result.ok ? 'opened' : result.problem.code
}

/** Seals any bytes to Switzerland as if they were a padded JWS. */
async function sealBytes(bytes: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  for (const { recipient } of switzerland.keys.seal) encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

function sealText(text: string): Promise<Uint8Array> {
  return sealBytes(pad(new TextEncoder().encode(text)))
}

/** Signs any manifest, right or wrong, as Peru. */
function signed(change: Record<string, unknown>): Promise<Uint8Array> {
  return signJws('comity-manifest', new TextEncoder().encode(JSON.stringify({ ...manifest, ...change })), peru.keys.sign)
}

for (const suite of ['age-mlkem768x25519', 'age-x25519'] as const) {
  test(`a message sealed with ${suite} opens for its recipient and in its sender's archive`, async () => {
    const two = await twoAuthorities([suite])
    const written = await exampleManifest(two.peru, two.switzerland, folder)
    const envelope = await sealExample(written, two.peru, two.switzerland)
    const findPeer = knowing([two.peru])
    const opened = valueOf(
      await openEnvelope(envelope.envelope, { self: 'CHE/central', keys: two.switzerland.keys, findPeer, now: exampleNow }),
    )
    assert.deepEqual(opened.manifest, written)
    assert.deepEqual(opened.signer, { authority: 'PER/central', kid: two.peru.keys.sign[0]?.kid })
    assert.equal(opened.digest, digestOf(envelope.envelope))
    assert.equal(opened.jwsDigest, envelope.jwsDigest)
    const own = valueOf(await openOwnEnvelope(envelope.envelope, { self: 'PER/central', keys: two.peru.keys, findPeer }))
    assert.deepEqual(own.manifest, written)
  })
}

test('a message with any byte altered is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.envelope.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const altered = Uint8Array.from(sealed.envelope)
      altered[place] = (altered[place] ?? 0) ^ change
      assert.equal(await problemOf(altered), 'cannot-decrypt')
    }),
  )
})

test('a message cut short or lengthened is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.envelope.length - 1), async (length) => {
      assert.equal(await problemOf(sealed.envelope.subarray(0, length)), 'cannot-decrypt')
    }),
    { numRuns: 30 },
  )
  assert.equal(await problemOf(Buffer.concat([sealed.envelope, Buffer.alloc(1)])), 'cannot-decrypt')
  assert.equal(await problemOf(new Uint8Array(300_000)), 'too-large')
})

test('a message replayed is known by its digest, and sealing twice makes two', async () => {
  const first = valueOf(await openEnvelope(sealed.envelope, swiss))
  const again = valueOf(await openEnvelope(Uint8Array.from(sealed.envelope), swiss))
  assert.deepEqual([again.digest, again.manifest.id], [first.digest, first.manifest.id])
  const second = await sealExample(manifest, peru, switzerland)
  assert.notEqual(second.digest, sealed.digest)
  assert.equal(second.jwsDigest, sealed.jwsDigest)
})

test('only the recipient and the archive can open a message', async () => {
  assert.equal(await problemOf(sealed.envelope, { ...swiss, self: 'BOL/central', keys: bolivia.keys }), 'cannot-decrypt')
  assert.equal(await problemOf(sealed.envelope, { ...swiss, keys: peru.keys }), 'cannot-decrypt')
})

test('a recipient who seals our message on to a third is found out', async () => {
  const encrypter = new Encrypter()
  encrypter.addRecipient(bolivia.keys.seal[0]?.recipient ?? '')
  const forwarded = await encrypter.encrypt(pad(sealed.jws))
  const result = await openEnvelope(forwarded, { ...swiss, self: 'BOL/central', keys: bolivia.keys })
  assert.deepEqual(result.ok || result.problem, {
    code: 'not-addressed-to-us',
    values: { messageId: manifest.id, from: 'PER/central', digest: digestOf(forwarded) },
  })
})

test('a message signed by one authority in the name of another is refused', async () => {
  const forged = valueOf(
    await sealEnvelope(manifest, bolivia.keys, valueOf(recipientsFor(bolivia.keys, switzerland.directory.document, exampleNow))),
  )
  assert.equal(await problemOf(forged.envelope), 'bad-signature')
})

test('an archive holds only what its authority has sent', async () => {
  const mine = await openOwnEnvelope(sealed.envelope, { self: 'PER/central', keys: peru.keys, findPeer: knowing([peru]) })
  assert.equal(mine.ok, true)
  const theirs = await openOwnEnvelope(sealed.envelope, { self: 'BOL/central', keys: peru.keys, findPeer: knowing([peru]) })
  assert.equal(theirs.ok ? 'opened' : theirs.problem.code, 'not-addressed-to-us')
})

test('what we know of the sender decides', async () => {
  assert.equal(await problemOf(sealed.envelope, { ...swiss, findPeer: knowing([bolivia]) }), 'unknown-peer')
  for (const stage of ['suspended', 'revoked'] as const) {
    assert.equal(await problemOf(sealed.envelope, { ...swiss, findPeer: knowing([peru], stage) }), 'peer-suspended')
  }
  assert.equal(await problemOf(sealed.envelope, { ...swiss, findPeer: knowing([peru], 'proposed') }), 'peer-not-verified')
})

test('time decides: the message has an end, and so has its sender’s directory', async () => {
  assert.equal(await problemOf(sealed.envelope, { ...swiss, now: '2026-11-28T10:00:00.000Z' }), 'opened')
  assert.equal(await problemOf(sealed.envelope, { ...swiss, now: '2026-11-28T10:00:00.001Z' }), 'expired')
  assert.equal(await problemOf(sealed.envelope, { ...swiss, now: '2027-06-01T00:00:00.000Z' }), 'stale-directory')
  assert.equal((await openOwnEnvelope(sealed.envelope, { self: 'PER/central', keys: peru.keys, findPeer: knowing([peru]) })).ok, true)
})

test('a message under a newer directory document asks for that document first', async () => {
  const newer = { addSelf: { version: 2, sha256: '0'.repeat(64) } }
  assert.equal(await problemOf(await sealBytes(pad(await signed(newer)))), 'stale-directory')
  const byNewKey = await signJws('comity-manifest', new TextEncoder().encode(JSON.stringify({ ...manifest, ...newer })), bolivia.keys.sign)
  assert.equal(await problemOf(await sealBytes(pad(byNewKey))), 'stale-directory')
})

const jws = JSON.parse(new TextDecoder().decode(sealed.jws)) as { payload: string; signatures: [{ protected: string; signature: string }] }
const [one] = jws.signatures
const last = one.signature.at(-1) ?? ''
const header = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const kid = peru.keys.sign[0]?.kid ?? ''

const forms: Record<string, [unknown, string]> = {
  'as it was signed': [jws, 'opened'],
  'with padding in its signature': [{ ...jws, signatures: [{ ...one, signature: `${one.signature}==` }] }, 'malformed'],
  'with stray bits in its signature': [
    { ...jws, signatures: [{ ...one, signature: one.signature.slice(0, -1) + String.fromCodePoint((last.codePointAt(0) ?? 0) + 1) }] },
    'malformed',
  ],
  'with a space in its payload': [{ ...jws, payload: `${jws.payload} ` }, 'malformed'],
  'with its members in another order': [{ signatures: jws.signatures, payload: jws.payload }, 'malformed'],
  'with an unprotected header': [{ ...jws, signatures: [{ ...one, header: { kid: 'x' } }] }, 'malformed'],
  'without a signature': [{ ...jws, signatures: [] }, 'malformed'],
  'in flattened form': [{ payload: jws.payload, ...one }, 'malformed'],
  'with one signature twice': [{ ...jws, signatures: [one, one] }, 'malformed'],
  'with the signature of another message': [
    { ...jws, signatures: [{ ...one, signature: one.signature.replace(/^./u, one.signature.startsWith('A') ? 'B' : 'A') }] },
    'bad-signature',
  ],
  'with a header that asks for no algorithm': [
    { ...jws, signatures: [{ protected: header({ alg: 'none', kid, typ: 'comity-manifest' }), signature: '' }] },
    'bad-signature',
  ],
  'with a header that asks for another algorithm': [
    { ...jws, signatures: [{ ...one, protected: header({ alg: 'HS256', kid, typ: 'comity-manifest' }) }] },
    'bad-signature',
  ],
  'with a header of a receipt': [
    { ...jws, signatures: [{ ...one, protected: header({ alg: 'EdDSA', kid, typ: 'comity-receipt' }) }] },
    'malformed',
  ],
  'with a critical header': [
    { ...jws, signatures: [{ ...one, protected: header({ alg: 'EdDSA', kid, typ: 'comity-manifest', crit: ['b64'], b64: false }) }] },
    'unsupported-profile',
  ],
  'with one more signature of a kind to come': [
    { ...jws, signatures: [one, { protected: header({ alg: 'ML-DSA-65', kid: 'later', typ: 'comity-manifest' }), signature: 'AAAA' }] },
    'opened',
  ],
  'signed only by a key that nobody knows': [
    { ...jws, signatures: [{ protected: header({ alg: 'EdDSA', kid: 'x', typ: 'comity-manifest' }), signature: one.signature }] },
    'bad-signature',
  ],
}
for (const [what, [value, expected]] of Object.entries(forms)) {
  test(`a message ${what} is ${expected}`, async () => assert.equal(await problemOf(await sealText(JSON.stringify(value))), expected))
}

test('a key signs under the one name of its algorithm that its directory gives', async () => {
  const [key] = peru.keys.sign
  assert.ok(key)
  const renamed = [{ ...key, jwk: { ...key.jwk, alg: 'Ed25519' as const } }]
  const author = await exampleAuthority('PER', 'Renamed', [], { ...peru.keys, sign: renamed })
  const said = { ...manifest, addSelf: { version: 1, sha256: author.directory.digest } }
  const envelope = await sealBytes(pad(await signJws('comity-manifest', new TextEncoder().encode(JSON.stringify(said)), renamed)))
  assert.equal(await problemOf(envelope, { ...swiss, findPeer: knowing([author]) }), 'opened')
  assert.equal(await problemOf(envelope), 'bad-signature')
})

test('padding has one form', async () => {
  const text = new TextDecoder().decode(sealed.jws)
  assert.equal(await problemOf(await sealBytes(sealed.jws)), 'malformed')
  assert.equal(await problemOf(await sealBytes(new TextEncoder().encode(text.padEnd(16_384)))), 'malformed')
  assert.equal(await problemOf(await sealBytes(new TextEncoder().encode(`${text}\n`.padEnd(4_096)))), 'malformed')
  assert.equal(await problemOf(await sealBytes(new TextEncoder().encode(` ${text}`.padEnd(4_096)))), 'malformed')
  assert.equal(await problemOf(await sealBytes(new Uint8Array(4_096).fill(0x20))), 'malformed')
})

const [act] = manifest.parts
assert.ok(act)
const manifests: Record<string, [Record<string, unknown>, string]> = {
  'a member that we do not know': [{ urgency: 'high' }, 'opened'],
  'a critical member that we do not know': [{ crit: ['urgency'], urgency: 'high' }, 'unsupported-profile'],
  'padding in another way': [{ crit: ['padding'], padding: 'comity-padding/2' }, 'unsupported-profile'],
  'padding that is called critical and not there': [{ padding: undefined }, 'unsupported-profile'],
  'padding that is not called critical': [{ crit: [] }, 'malformed'],
  'neither padding nor anything critical': [{ crit: undefined, padding: undefined }, 'opened'],
  'padding and something critical that we do not know': [{ crit: ['padding', 'urgency'], urgency: 'high' }, 'unsupported-profile'],
  'another version': [{ v: 2 }, 'unsupported-profile'],
  'another profile': [{ profile: 'comity-exchange/9' }, 'unsupported-profile'],
  'an id that is none': [{ id: 'abc' }, 'malformed'],
  'a first message that follows another': [{ prev: '0'.repeat(64) }, 'malformed'],
  'a second message that follows none': [{ seq: 2 }, 'malformed'],
  'its author as its recipient': [{ to: 'PER/central' }, 'malformed'],
  'another recipient': [{ to: 'BOL/central' }, 'not-addressed-to-us'],
  'a sealing key that is not ours': [{ sealKid: bolivia.keys.seal[0]?.kid }, 'not-addressed-to-us'],
  'an end before its beginning': [{ notAfter: '2026-11-20T10:00:00.000Z' }, 'malformed'],
  'an end after more than ninety days': [{ notAfter: '2027-02-19T10:00:00.001Z' }, 'malformed'],
  'a date that does not exist': [{ created: '2026-02-30T10:00:00Z' }, 'malformed'],
  'another document of its author than we hold': [{ addSelf: { version: 1, sha256: '0'.repeat(64) } }, 'bad-digest'],
  'no act': [{ parts: [{ ...act, role: 'file' }] }, 'malformed'],
  'two acts': [{ parts: [act, { ...act, ct256: '0'.repeat(64) }] }, 'malformed'],
  'one part twice': [{ parts: [act, { ...act, role: 'file' }] }, 'malformed'],
  'a name that climbs out': [{ parts: [{ ...act, name: '../act.json' }] }, 'malformed'],
  'a name that turns around': [{ parts: [{ ...act, name: 'act\u202Enosj.exe' }] }, 'malformed'],
  'an act beyond its limit': [{ parts: [{ ...act, len: 9_000_000 }] }, 'malformed'],
  'a digest in capitals': [{ parts: [{ ...act, sha256: 'A'.repeat(64) }] }, 'malformed'],
}
for (const [what, [change, expected]] of Object.entries(manifests)) {
  test(`a manifest with ${what} is ${expected}`, async () =>
    assert.equal(await problemOf(await sealBytes(pad(await signed(change)))), expected))
}

test('a manifest under the document before the one we hold is compared with what that one follows', async () => {
  const following = (prev: string): Peer => ({
    directory: { ...peru.directory.document, version: 2, prev },
    digest: 'a'.repeat(64),
    stage: 'verified',
  })
  const envelope = await sealBytes(pad(await signed({})))
  assert.equal(await problemOf(envelope, { ...swiss, findPeer: () => following(peru.directory.digest) }), 'opened')
  assert.equal(await problemOf(envelope, { ...swiss, findPeer: () => following('0'.repeat(64)) }), 'bad-digest')
})

test('a manifest beyond its limit is not sealed and not opened', async () => {
  const large = { note: 'x'.repeat(66_000) }
  const result = await sealEnvelope(
    { ...manifest, ...large },
    peru.keys,
    valueOf(recipientsFor(peru.keys, switzerland.directory.document, exampleNow)),
  )
  assert.equal(result.ok ? 'sealed' : result.problem.code, 'too-large')
  assert.equal(await problemOf(await sealBytes(pad(await signed(large)))), 'too-large')
})

test('a manifest that names another sealing key is not sealed', async () => {
  const recipients = valueOf(recipientsFor(peru.keys, switzerland.directory.document, exampleNow))
  const result = await sealEnvelope({ ...manifest, sealKid: 'x' }, peru.keys, recipients)
  assert.equal(result.ok ? 'sealed' : result.problem.code, 'malformed')
})

test('the length of an envelope tells only its bucket', async () => {
  const lengths = new Set<number>()
  for (const name of ['a', 'a'.repeat(200)])
    lengths.add((await sealExample({ ...manifest, parts: [{ ...act, name }] }, peru, switzerland)).envelope.length)
  assert.equal(lengths.size, 1)
})
