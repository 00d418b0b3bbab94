// Writes conformance/vectors/exchange/roots.json anew, with new keys: `node conformance/write-directory-vectors.ts`.
// What each case must give is stated here by hand; `packages/exchange/src/vectors.test.ts` holds our own code to it, and
// `conformance/second-reader.test.ts` the reader in Python and the small verifier.
import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { ok } from '@comity/domain/result'
import type { Directory } from '@comity/exchange/directory-document'
import { draftBytes, draftOf, signDraft } from '@comity/exchange/directory-draft'
import { type SignedDirectory, verifyDirectory } from '@comity/exchange/directory'
import { publicKeys, type RootJwk, signingKid } from '@comity/exchange/keys'
import { newDirectory } from '@comity/exchange/new-directory'
import { generateRoot, type RootSigner, rootSigner } from '@comity/exchange/root-key'
import { exampleAuthority, valueOf } from '@comity/exchange/worked-example'

/** A root as a device holds it: P-256, which signs a digest. */
function deviceRoot(): RootSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { alg: 'ES256', ...publicKey.export({ format: 'jwk' }) } as RootJwk
  return {
    kid: signingKid(jwk),
    jwk,
    sign: async (data) => ok(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
  }
}

const instants = {
  first: '2026-11-21T10:00:00Z',
  second: '2026-12-21T10:00:00Z',
  third: '2027-01-20T10:00:00Z',
  late: '2027-06-01T00:00:00Z',
}
const past = { issued: '2026-08-01T00:00:00Z', expires: '2026-09-01T00:00:00Z' }

const bolivia = await exampleAuthority('BOL', 'Autoridad central', ['age-x25519'])
const [a, b, d, e, f, g] = Array.from({ length: 6 }, () => rootSigner(generateRoot())) as [
  RootSigner,
  RootSigner,
  RootSigner,
  RootSigner,
  RootSigner,
  RootSigner,
]
const c = deviceRoot()

function ofThree(...keys: readonly RootSigner[]): Directory['roots'] {
  return { threshold: 2, keys: keys.map(({ jwk }) => jwk) }
}

function drafted(issued: string, previous?: SignedDirectory, more: Partial<Directory> = {}): Directory {
  const { authority, endpoints } = bolivia.directory.document
  const base = { authority, endpoints, keys: publicKeys(bolivia.keys), issued }
  return { ...newDirectory(previous === undefined ? { ...base, roots: ofThree(a, b, c) } : { ...base, previous }), ...more }
}

async function signed(document: Directory, ...by: readonly RootSigner[]): Promise<string> {
  let draft = draftOf(document)
  for (const root of by) draft = valueOf(await signDraft(draft, root))
  return new TextDecoder().decode(draftBytes(draft))
}

async function read(text: string, previous?: SignedDirectory): Promise<SignedDirectory> {
  return valueOf(await verifyDirectory(new TextEncoder().encode(text), previous))
}

const firstText = await signed(drafted(instants.first), a, c)
const first = await read(firstText)
const next = (more: Partial<Directory> = {}): Directory => drafted(instants.second, first, more)
/** The one root c is lost; a and b put d in its place. */
const one = { roots: ofThree(a, b, d) }
const all = { roots: ofThree(d, e, f) }
const secondText = await signed(next(), a, b)
const rotatedText = await signed(next(one), a, b)
const rotated = await read(rotatedText, first)
const replacedText = await signed(next(all), a, b, d, e)
const replaced = await read(replacedText, first)
const third = (previous: SignedDirectory, more: Partial<Directory> = {}): Directory => drafted(instants.third, previous, more)
const other = { contacts: [{ name: 'Another' }] }
const lowered = { roots: { ...ofThree(a, b, c), threshold: 1 } }

interface Case {
  readonly name: string
  readonly held: readonly string[]
  readonly now: string
  readonly document: string
  readonly expect: string
  readonly suspends?: true
}

const toFirst = { held: [firstText], now: instants.second }
const toRotated = { held: [firstText, rotatedText], now: instants.third }
const toReplaced = { held: [firstText, replacedText], now: instants.third }

const cases: readonly Case[] = [
  { name: 'two of three sign, one of them in a device', held: [], now: instants.first, document: firstText, expect: 'ok' },
  {
    name: 'one of three signs',
    held: [],
    now: instants.first,
    document: await signed(drafted(instants.first), a),
    expect: 'bad-signature',
  },
  { name: 'next version under two of three', ...toFirst, document: secondText, expect: 'ok' },
  { name: 'next version under one of three', ...toFirst, document: await signed(next(), b), expect: 'bad-signature' },
  { name: 'one root replaced by the two that stay', ...toFirst, document: rotatedText, expect: 'ok' },
  {
    name: 'one root replaced by the new one and one that stays',
    ...toFirst,
    document: await signed(next(one), a, d),
    expect: 'bad-signature',
  },
  { name: 'every root replaced under both thresholds', ...toFirst, document: replacedText, expect: 'ok' },
  { name: 'every root replaced, one old signature short', ...toFirst, document: await signed(next(all), a, d, e), expect: 'bad-signature' },
  { name: 'every root replaced, one new signature short', ...toFirst, document: await signed(next(all), a, b, d), expect: 'bad-signature' },
  { name: 'threshold lost: new roots alone', ...toFirst, document: await signed(next(all), d, e), expect: 'bad-signature' },
  {
    name: 'threshold lost: the same, as a first contact anew',
    held: [],
    now: instants.second,
    document: await signed(next(all), d, e),
    expect: 'ok',
  },
  { name: 'threshold lowered by two', ...toFirst, document: await signed(next(lowered), a, b), expect: 'ok' },
  { name: 'threshold lowered by one', ...toFirst, document: await signed(next(lowered), a), expect: 'bad-signature' },
  { name: 'a root that was replaced does not count', ...toRotated, document: await signed(third(rotated), a, c), expect: 'bad-signature' },
  { name: 'the root in its place does', ...toRotated, document: await signed(third(rotated), b, d), expect: 'ok' },
  {
    name: 'roots that were replaced speak alone',
    ...toReplaced,
    document: await signed(third(replaced, { roots: ofThree(a, b, c) }), a, b),
    expect: 'bad-signature',
  },
  { name: 'rolled back', held: [firstText, secondText], now: instants.second, document: firstText, expect: 'stale-directory' },
  {
    name: 'rolled back over a change of roots, signed by one that was replaced',
    ...toRotated,
    now: instants.second,
    document: firstText,
    expect: 'bad-signature',
  },
  {
    name: 'rolled back over a change of roots, signed by those that stayed',
    ...toRotated,
    now: instants.second,
    document: await signed(drafted(instants.first), a, b),
    expect: 'stale-directory',
  },
  { name: 'frozen: what is held, after its end', held: [firstText], now: instants.late, document: firstText, expect: 'stale-directory' },
  { name: 'frozen: the next, after its end', held: [firstText], now: instants.late, document: secondText, expect: 'stale-directory' },
  { name: 'a version withheld', ...toFirst, now: instants.third, document: await signed(third(rotated), a, b), expect: 'gap' },
  {
    name: 'forked',
    ...toFirst,
    document: await signed(drafted(instants.first, undefined, other), a, b),
    expect: 'id-reuse',
    suspends: true,
  },
  {
    name: 'forked, by one root',
    ...toFirst,
    document: await signed(drafted(instants.first, undefined, other), a),
    expect: 'bad-signature',
  },
  {
    name: 'forked, by roots of its own',
    ...toFirst,
    document: await signed(drafted(instants.first, undefined, { roots: ofThree(e, f, g) }), e, f),
    expect: 'bad-signature',
  },
  {
    name: 'forked, and expired',
    ...toFirst,
    document: await signed(drafted(instants.first, undefined, { ...other, ...past }), a, b),
    expect: 'id-reuse',
  },
  {
    name: 'names another before it',
    ...toFirst,
    document: await signed(next({ prev: '0'.repeat(64) }), b, c),
    expect: 'bad-digest',
    suspends: true,
  },
  {
    name: 'names another before it, and has expired',
    ...toFirst,
    document: await signed(next({ prev: '0'.repeat(64), ...past }), b, c),
    expect: 'bad-digest',
  },
  {
    name: 'an earlier version with other content',
    held: [firstText, secondText],
    now: instants.second,
    document: await signed(drafted(instants.first, undefined, other), a, b),
    expect: 'stale-directory',
    suspends: true,
  },
  {
    name: 'an earlier version with other content, by roots since replaced',
    ...toReplaced,
    now: instants.second,
    document: await signed(drafted(instants.first, undefined, other), a, b),
    expect: 'bad-signature',
  },
]

const about =
  'Read `document` (a JWS) at `now`, having taken in `held`, oldest first. `suspends`: it contradicts what was taken in, so that its author is suspended; no other case may do so.'
await writeFile(new URL('vectors/exchange/roots.json', import.meta.url), `${JSON.stringify({ about, cases }, null, 2)}\n`)
