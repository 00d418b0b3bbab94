// Writes conformance/vectors/exchange/*.json anew, with new keys: `node conformance/write-exchange-vectors.ts`. With `--add` only the cases
// that are not there yet are added, under the keys that are there: whoever has implemented the profile keeps what was checked.
// What each case must give is stated here by hand; `packages/exchange/src/vectors.test.ts` holds our own code to it.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf } from '@comity/exchange/digest'
import { signDirectory } from '@comity/exchange/directory'
import type { Directory } from '@comity/exchange/directory-document'
import { sealEnvelope } from '@comity/exchange/envelope'
import { signJws, type SignedKind } from '@comity/exchange/jws'
import { publicKeys, type SigningKey } from '@comity/exchange/keys'
import type { Manifest } from '@comity/exchange/manifest'
import { newDirectory } from '@comity/exchange/new-directory'
import { pad } from '@comity/exchange/padding'
import { sealPart } from '@comity/exchange/part'
import { paddingProfile, paddingSaid } from '@comity/exchange/part-padding'
import { signReceipt, type Receipt } from '@comity/exchange/receipt'
import { recipientsFor } from '@comity/exchange/recipients'
import { writeSealedFile } from '@comity/exchange/sealed-file-layout'
import { exampleManifest, exampleNow, sealExample, valueOf } from '@comity/exchange/worked-example'
import { Encrypter } from 'age-encryption'
import { adding, authority, base64, current, held, payloadOf, text, vectors, type Vectors, write } from './exchange-vector-files.ts'
import { balance, paddedParts } from './padded-parts.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-vectors-'))

function signAny(kind: SignedKind, value: object, keys: readonly SigningKey[]): Promise<Uint8Array> {
  return signJws(kind, new TextEncoder().encode(JSON.stringify(value)), keys)
}

const peru = await authority('PER', 'Fiscalía de la Nación')
const switzerland = await authority('CHE', 'Federal Office of Justice', ['age-mlkem768x25519', 'age-x25519'])
const bolivia = await authority('BOL', 'Autoridad central')
const later = '2026-12-21T10:00:00.000Z'
const afterwards = '2027-06-01T00:00:00.000Z'
const swissRecipient = current(switzerland.keys.seal).recipient

async function writeKeys(): Promise<void> {
  const authorities = [peru, switzerland, bolivia].map(({ id, keys, directory }) => ({
    authority: id,
    fingerprint: directory.fingerprint,
    directoryDigest: directory.digest,
    directory: text(directory.bytes),
    keys,
  }))
  await write('authorities', 'Three authorities with their private keys and first directory documents. For tests only.', { authorities })
}

async function writeDirectories(): Promise<void> {
  const { document } = peru.directory
  const roots = peru.keys.root
  const previous = text(peru.directory.bytes)
  const draft = { authority: document.authority, keys: publicKeys(peru.keys), endpoints: document.endpoints, issued: later }
  const second = newDirectory({ ...draft, previous: peru.directory })
  const newRoots = { ...second, roots: { threshold: 1, keys: publicKeys(bolivia.keys).root } }
  const sign = async (value: object, keys = roots): Promise<string> => text(await signDirectory(value as Directory, keys))
  const firstText = await sign(document)
  const cases = [
    { name: 'first contact', now: exampleNow, document: firstText, expect: 'ok' },
    { name: 'next version', now: later, previous, document: await sign(second), expect: 'ok' },
    { name: 'same version again', now: exampleNow, previous, document: previous, expect: 'ok' },
    {
      name: 'roots changed under both',
      now: later,
      previous,
      document: await sign(newRoots, [...roots, ...bolivia.keys.root]),
      expect: 'ok',
    },
    { name: 'unknown members are kept', now: exampleNow, document: await sign({ ...document, channels: ['formal'] }), expect: 'ok' },
    {
      name: 'roots changed under the new only',
      now: later,
      previous,
      document: await sign(newRoots, bolivia.keys.root),
      expect: 'bad-signature',
    },
    { name: 'signed by another', now: exampleNow, document: await sign(document, bolivia.keys.root), expect: 'bad-signature' },
    { name: 'rolled back', now: later, previous: await sign(second), document: previous, expect: 'stale-directory' },
    { name: 'version skipped', now: later, previous, document: await sign({ ...second, version: 3 }), expect: 'gap' },
    { name: 'forked', now: exampleNow, previous, document: await sign({ ...document, contacts: [] }), expect: 'id-reuse' },
    { name: 'follows another', now: later, previous, document: await sign({ ...second, prev: '0'.repeat(64) }), expect: 'bad-digest' },
    { name: 'expired', now: afterwards, document: firstText, expect: 'stale-directory' },
    { name: 'not yet issued', now: '2026-11-21T09:54:59Z', document: firstText, expect: 'stale-directory' },
    { name: 'lives too long', now: exampleNow, document: await sign({ ...document, expires: afterwards }), expect: 'malformed' },
    {
      name: 'unknown critical member',
      now: exampleNow,
      document: await sign({ ...document, crit: ['quota'] }),
      expect: 'unsupported-profile',
    },
    { name: 'white space in the JWS', now: exampleNow, document: firstText.replace(',', ', '), expect: 'malformed' },
  ]
  await write('directory', 'Read `document` (a JWS) at `now`, holding `previous` where given.', { cases })
}

async function sealBytes(bytes: Uint8Array): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(swissRecipient)
  return base64(await encrypter.encrypt(bytes))
}

async function writeEnvelopes(manifest: Manifest): Promise<void> {
  const signed = (change: object, keys = peru.keys.sign): Promise<Uint8Array> =>
    signAny('comity-manifest', { ...manifest, ...change }, keys)
  const altered = async (change: object): Promise<string> => sealBytes(pad(await signed(change)))
  const sealed = await sealExample(manifest, peru, switzerland)
  const classic = valueOf(recipientsFor(peru.keys, switzerland.directory.document, exampleNow, ['age-x25519']))
  const classicSealed = valueOf(await sealEnvelope({ ...manifest, sealKid: classic.sealKid }, peru.keys, classic))
  const flipped = Uint8Array.from(sealed.envelope)
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1
  const jws = text(sealed.jws)
  const envelope = base64(sealed.envelope)
  const common = { now: exampleNow, peer: 'verified' }
  const cases = [
    { ...common, name: 'post-quantum', envelope, jws, digest: sealed.digest, jwsDigest: sealed.jwsDigest, expect: 'ok' },
    { ...common, name: 'classic', envelope: base64(classicSealed.envelope), digest: classicSealed.digest, expect: 'ok' },
    { ...common, name: 'unknown members are kept', envelope: await altered({ urgency: 'high' }), expect: 'ok' },
    { ...common, name: 'parts padded', envelope: await altered(paddingSaid({ padded: true })), expect: 'ok' },
    { ...common, name: 'padding that is not critical', envelope: await altered({ padding: paddingProfile }), expect: 'malformed' },
    {
      ...common,
      name: 'another padding',
      envelope: await altered({ crit: ['padding'], padding: 'comity-padding/2' }),
      expect: 'unsupported-profile',
    },
    { ...common, name: 'last byte altered', envelope: base64(flipped), expect: 'cannot-decrypt' },
    { ...common, name: 'cut short', envelope: base64(sealed.envelope.subarray(0, -1)), expect: 'cannot-decrypt' },
    { ...common, name: 'no padding', envelope: await sealBytes(sealed.jws), expect: 'malformed' },
    {
      ...common,
      name: 'padding in the signature',
      envelope: await sealBytes(pad(Buffer.from(jws.replace('"}]}', '=="}]}')))),
      expect: 'malformed',
    },
    {
      ...common,
      name: 'white space in the payload',
      envelope: await sealBytes(pad(Buffer.from(jws.replace('","signatures"', ' ","signatures"')))),
      expect: 'malformed',
    },
    {
      ...common,
      name: 'a member twice',
      envelope: await sealBytes(
        pad(await signJws('comity-manifest', Buffer.from(JSON.stringify(manifest).replace('{', '{"v":1,')), peru.keys.sign)),
      ),
      expect: 'malformed',
    },
    {
      ...common,
      name: 'a receipt for a manifest',
      envelope: await sealBytes(pad(await signAny('comity-receipt', manifest, peru.keys.sign))),
      expect: 'malformed',
    },
    {
      ...common,
      name: 'a path for a name',
      envelope: await altered({ parts: manifest.parts.map((part) => ({ ...part, name: '../act.json' })) }),
      expect: 'malformed',
    },
    {
      ...common,
      name: 'unknown critical member',
      envelope: await altered({ crit: ['urgency'], urgency: 'high' }),
      expect: 'unsupported-profile',
    },
    { ...common, name: 'sender unknown', peer: 'none', envelope, expect: 'unknown-peer' },
    { ...common, name: 'signed by another', envelope: await sealBytes(pad(await signed({}, bolivia.keys.sign))), expect: 'bad-signature' },
    { ...common, name: 'sender suspended', peer: 'suspended', envelope, expect: 'peer-suspended' },
    { ...common, name: 'sender not verified', peer: 'proposed', envelope, expect: 'peer-not-verified' },
    { ...common, name: 'addressed to another', envelope: await altered({ to: 'BOL/central' }), expect: 'not-addressed-to-us' },
    {
      ...common,
      name: 'sealed to us, signed for the key of another',
      envelope: await altered({ sealKid: current(bolivia.keys.seal).kid }),
      expect: 'not-addressed-to-us',
    },
    {
      ...common,
      name: 'under a newer directory',
      envelope: await altered({ addSelf: { version: 2, sha256: '0'.repeat(64) } }),
      expect: 'stale-directory',
    },
    {
      ...common,
      name: 'under another directory of the same version',
      envelope: await altered({ addSelf: { version: 1, sha256: '0'.repeat(64) } }),
      expect: 'bad-digest',
    },
    { ...common, name: 'sender’s directory expired', now: afterwards, envelope, expect: 'stale-directory' },
    { ...common, name: 'expired', now: '2026-11-28T10:00:00.001Z', envelope, expect: 'expired' },
  ]
  const about = 'Open `envelope` (base64) as CHE/central at `now`, with PER/central as a peer of the stage `peer`, or none.'
  await write('envelope', about, { manifest, cases })
}

async function writeParts(): Promise<void> {
  const recipients = { ...valueOf(recipientsFor(peru.keys, switzerland.directory.document, exampleNow)), padded: false }
  const part = await sealPart(Buffer.from(balance), recipients, folder)
  const bytes = await readFile(join(folder, part.ct256))
  const sealed = base64(bytes)
  const flipped = Uint8Array.from(bytes)
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1
  const longer = Buffer.concat([bytes, Buffer.alloc(1)])
  const cases = [
    { name: 'as said', sealed, part, plain: balance, expect: 'ok' },
    { name: 'altered', sealed: base64(flipped), part, expect: 'bad-digest' },
    { name: 'altered, and named so', sealed: base64(flipped), part: { ...part, ct256: digestOf(flipped) }, expect: 'cannot-decrypt' },
    { name: 'longer than said', sealed: base64(longer), part, expect: 'too-large' },
    { name: 'another plain text', sealed, part: { ...part, sha256: '0'.repeat(64) }, expect: 'bad-digest' },
    { name: 'another length', sealed, part: { ...part, len: part.len + 1 }, expect: 'bad-digest' },
    ...(await paddedParts(recipients, folder)),
  ]
  await write(
    'part',
    'Open `sealed` (base64) as CHE/central against what the manifest says in `part`, and in `padding` where it says so.',
    { cases },
  )
}

async function writeReceipts(manifest: Manifest): Promise<void> {
  const receipt: Receipt = {
    v: 1,
    event: 'RelayAcceptance',
    messageId: manifest.id,
    envelopeDigest: 'a'.repeat(64),
    at: exampleNow,
    by: 'CHE/central',
    previous: null,
  }
  const key = current(switzerland.keys.sign)
  const good = text(await signReceipt(receipt, key))
  const rejection: Receipt = { ...receipt, event: 'RelayRejection', problem: 'expired', previous: digestOf(Buffer.from(good)) }
  const sign = async (change: object): Promise<string> => text(await signAny('comity-receipt', { ...receipt, ...change }, [key]))
  const cases = [
    { name: 'accepted', receipt: good, digest: digestOf(Buffer.from(good)), expect: 'ok' },
    { name: 'rejected, second in the chain', receipt: text(await signReceipt(rejection, key)), expect: 'ok' },
    { name: 'signed by another', receipt: text(await signReceipt(receipt, current(peru.keys.sign))), expect: 'bad-signature' },
    { name: 'issuer unknown', receipt: await sign({ by: 'ARG/central' }), expect: 'unknown-peer' },
    { name: 'no such event', receipt: await sign({ event: 'Received' }), expect: 'malformed' },
    { name: 'before its key', receipt: await sign({ at: '2020-01-01T00:00:00Z' }), expect: 'bad-signature' },
    { name: 'a payload that is no JSON', receipt: good.replace('"payload":"e', '"payload":"f'), expect: 'malformed' },
    {
      name: 'about another envelope',
      receipt: good.replace(payloadOf(receipt), payloadOf({ ...receipt, envelopeDigest: 'b'.repeat(64) })),
      expect: 'bad-signature',
    },
  ]
  await write('receipt', 'Read `receipt` (a JWS), knowing the three authorities.', { cases })
}

async function writeSealedFiles(): Promise<void> {
  const manifest = await exampleManifest(peru, switzerland, folder, ['one'], { padded: false })
  const sealed = await sealExample(manifest, peru, switzerland)
  const receipt: Receipt = {
    v: 1,
    event: 'SubmissionAcceptance',
    messageId: manifest.id,
    envelopeDigest: sealed.digest,
    at: exampleNow,
    by: 'PER/central',
    previous: null,
  }
  const receipts = [await signReceipt(receipt, current(peru.keys.sign))]
  const parts = manifest.parts.map((part) => ({ ...part, path: join(folder, part.ct256) }))
  const tar = async (change: object): Promise<Uint8Array> => {
    const path = join(folder, 'message.comity')
    await writeSealedFile(path, { envelope: sealed.envelope, directories: [peru.directory], receipts, parts, ...change })
    return readFile(path)
  }
  const good = await tar({})
  const paddedManifest = await exampleManifest(peru, switzerland, folder, ['one'], { padded: true })
  const padded = {
    envelope: (await sealExample(paddedManifest, peru, switzerland)).envelope,
    receipts: [],
    parts: paddedManifest.parts.map((part) => ({ ...part, path: join(folder, part.ct256) })),
  }
  const replaced = (at: number, by: string): string => {
    const bytes = Buffer.from(good)
    bytes.write(by, at, 'latin1')
    return base64(bytes)
  }
  const stranger = await signReceipt({ ...receipt, envelopeDigest: '0'.repeat(64) }, current(peru.keys.sign))
  const cases = [
    { name: 'whole', file: base64(good), verify: 'ok', open: 'ok' },
    { name: 'parts padded', file: base64(await tar(padded)), verify: 'ok', open: 'ok' },
    { name: 'a part is missing', file: base64(await tar({ parts: parts.slice(1) })), verify: 'ok', open: 'malformed' },
    { name: 'a receipt of another message', file: base64(await tar({ receipts: [stranger] })), verify: 'bad-digest', open: 'bad-digest' },
    { name: 'a link instead of a file', file: replaced(156, '2'), verify: 'malformed', open: 'malformed' },
    { name: 'a name that climbs out', file: replaced(0, '../'), verify: 'malformed', open: 'malformed' },
    { name: 'another mode', file: replaced(100, '0000777'), verify: 'malformed', open: 'malformed' },
    { name: 'something after the end', file: replaced(good.length - 1, 'x'), verify: 'malformed', open: 'malformed' },
    { name: 'cut short', file: base64(good.subarray(0, -512)), verify: 'malformed', open: 'malformed' },
  ]
  await write('sealed-file', 'Verify `file` (base64 of a tar) without keys; open it as CHE/central, which knows PER/central.', {
    now: exampleNow,
    cases,
  })
}

await mkdir(vectors, { recursive: true })
const before = adding ? (await held<Vectors>('envelope')).manifest : undefined
const manifest = before ?? (await exampleManifest(peru, switzerland, folder, [], { padded: false }))
if (!adding) await writeKeys()
await writeDirectories()
await writeEnvelopes(manifest)
await writeParts()
await writeReceipts(manifest)
await writeSealedFiles()
await rm(folder, { recursive: true })
