import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { read } from '@comity/domain/input'
import { fail, ok, type Result } from '@comity/domain/result'
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import * as z from 'zod'
import { fromBase64url } from './base64url.ts'

/** Ways to seal, strongest first: X25519 with ML-KEM-768 against later decryption, and X25519 alone. */
export const sealSuites = ['age-mlkem768x25519', 'age-x25519'] as const
export type SealSuite = (typeof sealSuites)[number]

const Bytes32 = z.string().refine((text) => fromBase64url(text)?.length === 32, { error: 'key' })
// RFC 9864 prefers the name Ed25519; most tools in use know EdDSA, so that is what new keys say. A key has one of the two.
const PublicJwkParts = { kty: z.literal('OKP'), crv: z.literal('Ed25519'), alg: z.enum(['EdDSA', 'Ed25519']), x: Bytes32 }

/** A public Ed25519 key. RFC 8037; `alg` binds the key to one algorithm. */
export const PublicJwk = z.strictObject(PublicJwkParts)
export type PublicJwk = z.infer<typeof PublicJwk>

/** A public P-256 key (RFC 7518 section 6.2.1): what devices that know no Ed25519 hold. Only roots are of this kind. */
const P256Jwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), alg: z.literal('ES256'), x: Bytes32, y: Bytes32 })

/** The public half of a root key: Ed25519, or P-256 in a device. */
export const RootJwk = z.union([PublicJwk, P256Jwk]).refine(isPoint, { error: 'key' })
export type RootJwk = z.infer<typeof RootJwk>

/** Whether a public key is a point of its curve: no other has a private half. */
function isPoint(jwk: PublicJwk | z.infer<typeof P256Jwk>): boolean {
  if (jwk.kty === 'OKP') return true
  try {
    createPublicKey({ key: jwk, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

/** A private key that signs, with the name under which its public half is known. */
export const SigningKey = z.strictObject({ kid: z.string(), jwk: z.strictObject({ ...PublicJwkParts, d: Bytes32 }) })
const SealingKey = z.strictObject({ kid: z.string(), suite: z.enum(sealSuites), recipient: z.string(), identity: z.string() })
const Keys = z.strictObject({
  v: z.literal(1),
  root: z.array(SigningKey),
  sign: z.array(SigningKey).min(1),
  seal: z.array(SealingKey).min(1),
  archive: z.array(SealingKey).min(1),
})

export type SigningKey = z.infer<typeof SigningKey>
/** A private key that opens what was sealed to its recipient. */
export type SealingKey = z.infer<typeof SealingKey>
/**
 * The private keys of one authority that its instance holds, as plain JSON. In each list the first is current and the
 * rest are kept to read what is old. `root` signs directory documents only, and is empty where the roots are kept
 * elsewhere; `archive` opens the sender's own copies.
 */
export type AuthorityKeys = z.infer<typeof Keys>

/** What others may know of an authority's keys. */
export interface PublicKeys {
  readonly root: readonly RootJwk[]
  readonly sign: readonly { readonly kid: string; readonly jwk: PublicJwk }[]
  readonly seal: readonly { readonly kid: string; readonly suite: SealSuite; readonly recipient: string }[]
}

/** The name of a signing key: its JWK thumbprint. RFC 7638. */
export function signingKid(jwk: RootJwk): string {
  const required = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, ...(jwk.kty === 'EC' ? { y: jwk.y } : {}) })
  return createHash('sha256').update(required).digest('base64url')
}

/** The name of a sealing key: base64url of the SHA-256 of its age recipient. */
export function sealingKid(recipient: string): string {
  return createHash('sha256').update(recipient).digest('base64url')
}

/** Makes a key that signs: an online one, or a root. */
export function generateSigningKey(): SigningKey {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  if (jwk.x === undefined || jwk.d === undefined) throw new Error('Ed25519 key without its parts')
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', x: jwk.x } as const
  return { kid: signingKid(publicJwk), jwk: { ...publicJwk, d: jwk.d } }
}

/** Makes a key to which others seal. */
export async function generateSealingKey(suite: SealSuite): Promise<SealingKey> {
  const identity = await (suite === 'age-x25519' ? generateX25519Identity() : generateHybridIdentity())
  const recipient = await identityToRecipient(identity)
  return { kid: sealingKid(recipient), suite, recipient, identity }
}

/**
 * Makes the keys of a new authority.
 * @param suites in which others may seal to it; an archive key is made for every suite, as we may have to write in any
 */
export async function generateKeys(suites: readonly SealSuite[] = ['age-mlkem768x25519']): Promise<AuthorityKeys> {
  return {
    v: 1,
    root: [generateSigningKey()],
    sign: [generateSigningKey()],
    seal: await Promise.all(suites.map(generateSealingKey)),
    archive: await Promise.all(sealSuites.map(generateSealingKey)),
  }
}

/** What others may know of a key that signs. */
export function publicHalf({ jwk: { kty, crv, alg, x } }: SigningKey): PublicJwk {
  return { kty, crv, alg, x }
}

/** The public half of an authority's keys. Archive keys are nobody else's business. */
export function publicKeys(keys: AuthorityKeys): PublicKeys {
  return {
    root: keys.root.map(publicHalf),
    sign: keys.sign.map((key) => ({ kid: key.kid, jwk: publicHalf(key) })),
    seal: keys.seal.map(({ kid, suite, recipient }) => ({ kid, suite, recipient })),
  }
}

// Node takes `x` of a private JWK on trust, so it is derived again from `d` alone, in the frame of RFC 8410.
const pkcs8Frame = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Whether the parts of a private key and its name belong together. */
export function fits({ kid, jwk: { d, ...jwk } }: SigningKey): boolean {
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8Frame, Buffer.from(d, 'base64url')]), format: 'der', type: 'pkcs8' })
  return createPublicKey(secret).export({ format: 'jwk' }).x === jwk.x && kid === signingKid(jwk)
}

async function opens(key: SealingKey): Promise<boolean> {
  try {
    return (await identityToRecipient(key.identity)) === key.recipient && key.kid === sealingKid(key.recipient)
  } catch {
    return false
  }
}

/**
 * Reads private keys from parsed JSON.
 * @returns the keys, or `invalid-input` when a part is missing or a private half does not fit its public half or its name
 */
export async function readKeys(input: unknown): Promise<Result<AuthorityKeys>> {
  const keys = read(Keys, input, 'keys')
  if (!keys.ok) return keys
  const { root, sign, seal, archive } = keys.value
  const sealing = await Promise.all([...seal, ...archive].map(opens))
  if ([...root, ...sign].every(fits) && sealing.every(Boolean)) return ok(keys.value)
  return fail({ code: 'invalid-input', fields: [{ field: 'keys', rule: 'key' }] })
}

/** The root keys that speak for an authority, and how many of them must sign together. */
export interface Roots {
  readonly threshold: number
  readonly keys: readonly RootJwk[]
}

function rootsHash(roots: Roots, algorithm: 'sha256' | 'sha512'): Buffer {
  const text = [roots.threshold, ...roots.keys.map(signingKid).toSorted()].join('\n')
  return createHash(algorithm).update(text).digest()
}

/** The fingerprint of an authority's roots, as sixteen groups of four hex digits for a note verbale. */
export function fingerprint(roots: Roots): string {
  return (rootsHash(roots, 'sha256').toString('hex').match(/.{4}/gu) ?? []).join(' ')
}

/** The same as twelve groups of five decimal digits, which two officers can read aloud in any language. */
export function spokenFingerprint(roots: Roots): string {
  const hash = rootsHash(roots, 'sha512')
  return Array.from({ length: 12 }, (_, group) => String(hash.readUIntBE(group * 5, 5) % 100_000).padStart(5, '0')).join(' ')
}

const consonants = 'bdfghjklmnprstvz'
const vowels = 'aiou'

/** Sixteen bits as a word of five letters that can be spoken: a proquint (D. S. Wilkerson, arXiv:0901.4016). */
function proquint(bits: number): string {
  const letter = (alphabet: string, shift: number): string => alphabet.charAt((bits >> shift) & (alphabet.length - 1))
  return `${letter(consonants, 12)}${letter(vowels, 10)}${letter(consonants, 6)}${letter(vowels, 4)}${letter(consonants, 0)}`
}

/** The same as twelve words made by rule, which are of no language and need no list. */
export function fingerprintWords(roots: Roots): string {
  const hash = rootsHash(roots, 'sha512')
  return Array.from({ length: 12 }, (_, word) => proquint(hash.readUInt16BE(word * 2))).join(' ')
}

/** The same as the text of a QR code, with whose it is. */
export function fingerprintCode(authority: string, roots: Roots): string {
  return `comity:${authority}:${fingerprint(roots).replaceAll(' ', '')}`
}
