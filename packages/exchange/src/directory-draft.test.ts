import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { ok } from '@comity/domain/result'
import { type Directory, findSealingKey, signingKeysAt } from './directory-document.ts'
import { verifyDirectory } from './directory.ts'
import { draftBytes, type DirectoryDraft, draftOf, joinDrafts, readDraft, signDraft, signedBy } from './directory-draft.ts'
import { generateKeys, publicHalf, publicKeys, signingKid } from './keys.ts'
import { holdsActive, keysInForce, keysToName } from './keys-in-force.ts'
import { newDirectory, overlapDays } from './new-directory.ts'
import { generateRoot, openRoot, rootSigner, sealRoot } from './root-key.ts'
import { exampleAuthority, exampleNow, valueOf } from './worked-example.ts'

const peru = await exampleAuthority('PER', 'Fiscalía de la Nación')
const [a, b, c, d] = [generateRoot(), generateRoot(), generateRoot(), generateRoot()]
const roots = { threshold: 2, keys: [a, b, c].map(publicHalf) }

function next(more: Partial<Parameters<typeof newDirectory>[0]> = {}): Directory {
  const { authority, endpoints } = peru.directory.document
  return newDirectory({ authority, endpoints, keys: publicKeys(peru.keys), issued: exampleNow, previous: peru.directory, ...more })
}

async function signedWith(document: Directory, keys: readonly ReturnType<typeof generateRoot>[]): Promise<DirectoryDraft> {
  let draft = draftOf(document)
  for (const key of keys) draft = valueOf(await signDraft(draft, rootSigner(key)))
  return draft
}

async function outcomeOf(draft: DirectoryDraft, previous = peru.directory): Promise<string> {
  const read = await verifyDirectory(draftBytes(draft), previous)
  return read.ok ? 'follows' : read.problem.code
}

test('a document goes from root to root and counts when both thresholds are met', async () => {
  const document = next({ roots })
  const bare = valueOf(await readDraft(draftBytes(draftOf(document))))
  assert.deepEqual(bare.signatures, [])
  const one = await signedWith(document, [a])
  assert.equal(await outcomeOf(one), 'bad-signature')
  assert.equal(await outcomeOf(await signedWith(document, [a, b])), 'bad-signature')
  const whole = await signedWith(document, [...peru.keys.root, a, b])
  assert.equal(await outcomeOf(whole), 'follows')
  const { threshold, signed, missing } = signedBy(whole, roots)
  assert.deepEqual([threshold, signed, missing], [2, [a.kid, b.kid], [c.kid]])
})

test('copies that each root signed alone are laid on one another, and only copies of one document', async () => {
  const document = next({ roots })
  const copies = await Promise.all([...peru.keys.root, b, c].map((key) => signedWith(document, [key])))
  const [first, ...others] = copies
  assert.ok(first)
  assert.equal(await outcomeOf(valueOf(joinDrafts([first, ...others]))), 'follows')
  const other = await signedWith(next({ roots, contacts: [] }), [c])
  const joined = joinDrafts([first, other])
  assert.equal(joined.ok ? 'joined' : joined.problem.code, 'bad-digest')
})

test('a root that signs twice has signed once, and a signature that is wrong is found at once', async () => {
  const document = next({ roots })
  const twice = await signedWith(document, [a, a])
  assert.equal(twice.signatures.length, 1)
  const forged = valueOf(await signDraft(draftOf(document), { ...rootSigner(a), sign: async () => ok(new Uint8Array(64)) }))
  const read = await readDraft(draftBytes(forged))
  assert.equal(read.ok ? 'read' : read.problem.code, 'bad-signature')
})

test('one root of three is replaced by the two that stay', async () => {
  const held = valueOf(await verifyDirectory(draftBytes(await signedWith(next({ roots }), [...peru.keys.root, a, b])), peru.directory))
  const replaced = { threshold: 2, keys: [a, b, d].map(publicHalf) }
  const document = next({ roots: replaced, previous: held })
  assert.equal(await outcomeOf(await signedWith(document, [a, b]), held), 'follows')
  assert.equal(await outcomeOf(await signedWith(document, [a, d]), held), 'bad-signature')
  assert.equal(await outcomeOf(await signedWith(document, [c, d]), held), 'bad-signature')
  assert.equal(await outcomeOf(await signedWith(document, [a, c, d]), held), 'follows')
})

test('below the threshold nobody follows, and the document is good for a first contact only', async () => {
  const held = valueOf(await verifyDirectory(draftBytes(await signedWith(next({ roots }), [...peru.keys.root, a, b])), peru.directory))
  const document = next({ roots: { threshold: 1, keys: [publicHalf(d)] }, previous: held })
  const anew = await signedWith(document, [a, d])
  assert.equal(await outcomeOf(anew, held), 'bad-signature')
  const alone = valueOf(await verifyDirectory(draftBytes(anew)))
  assert.notEqual(alone.fingerprint, held.fingerprint)
})

test('a root key on a stick opens with its passphrase and no other', async () => {
  const sealed = valueOf(await sealRoot(a, 'correct horse battery'))
  assert.deepEqual(valueOf(await openRoot(sealed, 'correct horse battery')), a)
  const wrong = await openRoot(sealed, 'correct horse batterz')
  assert.deepEqual(wrong.ok ? [] : wrong.problem.fields?.map(({ rule }) => rule), ['passphrase-wrong'])
  const short = await sealRoot(a, 'too short')
  assert.equal(short.ok ? 'sealed' : short.problem.code, 'invalid-input')
})

test('a key that is replaced is believed until the document can be published, and its end does not move after', async () => {
  const more = await generateKeys()
  const keys = { ...peru.keys, sign: [...peru.keys.sign, ...more.sign], seal: [...peru.keys.seal, ...more.seal] }
  const [old] = peru.keys.sign
  const [fresh] = more.sign
  assert.ok(old && fresh)
  const chosen = new Set([...more.sign, ...more.seal].map(({ kid }) => kid))
  assert.deepEqual(
    keysToName(publicKeys(keys), peru.directory.document).sign.map(({ kid }) => kid),
    [old.kid],
  )
  const document = next({ keys: keysToName(publicKeys(keys), peru.directory.document, chosen), issued: '2026-12-01T00:00:00.000Z' })
  const inForce = keysInForce(keys, document)
  assert.deepEqual([inForce.sign.map(({ kid }) => kid), holdsActive(peru.keys, document)], [[fresh.kid, old.kid], false])
  const end = Date.parse('2026-12-01T00:00:00.000Z') + overlapDays * 86_400_000
  assert.ok(signingKeysAt(document, new Date(end).toISOString()).has(old.kid))
  assert.ok(!signingKeysAt(document, new Date(end + 1000).toISOString()).has(old.kid))
  const held = valueOf(await verifyDirectory(draftBytes(await signedWith(document, peru.keys.root)), peru.directory))
  const later = next({ keys: keysToName(publicKeys(inForce), held.document), issued: '2027-01-15T00:00:00.000Z', previous: held })
  assert.equal(later.keys.find(({ kid }) => kid === old.kid)?.to, document.keys.find(({ kid }) => kid === old.kid)?.to)
})

test('a key that was revoked stays revoked in every document that follows', async () => {
  const [old] = peru.keys.sign
  assert.ok(old)
  const more = await generateKeys()
  const keys = { ...publicKeys(peru.keys), sign: [...publicKeys(more).sign, ...publicKeys(peru.keys).sign] }
  const document = next({ keys, revoked: new Set([old.kid]) })
  assert.ok(!signingKeysAt(document, exampleNow).has(old.kid))
  const held = valueOf(await verifyDirectory(draftBytes(await signedWith(document, peru.keys.root)), peru.directory))
  const after = next({ keys, previous: held })
  assert.equal(after.keys.find(({ kid }) => kid === old.kid)?.status, 'revoked')
  assert.ok(findSealingKey(after, 'age-mlkem768x25519', exampleNow) !== undefined)
})

test('a root of P-256, as devices hold it, signs beside one of Ed25519, and another point is no key', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = privateKey.export({ format: 'jwk' })
  const jwk = { kty: 'EC', crv: 'P-256', alg: 'ES256', x, y } as const
  const device = {
    kid: signingKid(jwk),
    jwk,
    sign: async (data: Uint8Array) => ok(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
  }
  const document = next({ roots: { threshold: 2, keys: [publicHalf(a), jwk] } })
  const whole = valueOf(await signDraft(await signedWith(document, [...peru.keys.root, a]), device))
  assert.equal(await outcomeOf(whole), 'follows')
  const held = valueOf(await verifyDirectory(draftBytes(whole), peru.directory))
  const after = valueOf(await signDraft(await signedWith(next({ previous: held }), [a]), device))
  assert.equal(await outcomeOf(after, held), 'follows')
  const off = { ...jwk, y: x }
  assert.equal(await outcomeOf(await signedWith(next({ roots: { threshold: 1, keys: [publicHalf(a), off] } }), [a])), 'malformed')
})
