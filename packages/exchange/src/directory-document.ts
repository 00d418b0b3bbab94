import { Instant, Line, read, StateCode } from '@comity/domain/input'
import * as z from 'zod'
import { AuthorityFunction } from './authority-id.ts'
import { Digest } from './digest.ts'
import { PublicJwk, RootJwk, sealingKid, sealSuites, signingKid, type SealSuite } from './keys.ts'

/** Longest life of a directory document, so that a withheld newer one is noticed. In days. */
export const directoryDays = 90

const life = {
  kid: z.string().min(1).max(200),
  from: Instant,
  to: Instant,
  /** `retired` still verifies what was made in its time; `revoked` verifies nothing. */
  status: z.enum(['active', 'retired', 'revoked']),
}

const SignEntry = z
  .looseObject({ ...life, use: z.literal('sign'), jwk: PublicJwk })
  .refine((key) => key.kid === signingKid(key.jwk), { path: ['kid'], error: 'kid' })
const SealEntry = z
  .looseObject({ ...life, use: z.literal('seal'), suite: z.enum(sealSuites), recipient: z.string().max(4096) })
  .refine((key) => key.kid === sealingKid(key.recipient), { path: ['kid'], error: 'kid' })
const TlsEntry = z.looseObject({ ...life, use: z.literal('tls'), certificate: Digest })

// A key of a kind that we know must be right; a key of another kind or algorithm is kept and not used.
const OtherEntry = z
  .looseObject({ ...life, use: z.string().max(40), suite: z.unknown().optional(), jwk: z.looseObject({ crv: z.unknown() }).optional() })
  .refine((key) => {
    if (key.use === 'sign') return key.jwk !== undefined && key.jwk.crv !== 'Ed25519'
    if (key.use === 'seal') return typeof key.suite === 'string' && !sealSuites.some((suite) => suite === key.suite)
    return key.use !== 'tls'
  })

type SignEntry = z.infer<typeof SignEntry>
type SealEntry = z.infer<typeof SealEntry>

const Positive = z.int().min(1)

/**
 * An authority's own statement of its keys, addresses and limits: the Authority Directory Document.
 * Nobody else signs for it; two officers of another authority compare its fingerprint out of band.
 */
export const Directory = z
  .looseObject({
    v: z.literal(1),
    authority: z.looseObject({ state: StateCode, function: AuthorityFunction, name: Line }),
    version: Positive,
    /** Digest of the payload of the version before. */
    prev: Digest.nullable(),
    issued: Instant,
    expires: Instant,
    profiles: z.array(z.string().max(80)).min(1).max(20),
    suites: z.array(z.string().max(80)).min(1).max(20),
    /** In bytes: an envelope, one part; and how many parts. */
    limits: z.looseObject({ envelope: Positive, part: Positive, parts: Positive }),
    endpoints: z.array(z.looseObject({ url: z.url({ protocol: /^https?$/u }).max(300) })).max(10),
    roots: z.looseObject({ threshold: Positive, keys: z.array(RootJwk).min(1).max(10) }),
    keys: z
      .array(z.union([SignEntry, SealEntry, TlsEntry, OtherEntry]))
      .min(1)
      .max(100),
    contacts: z
      .array(
        z.looseObject({ name: Line, email: Line.optional(), telephone: Line.optional(), address: Line.optional(), note: Line.optional() }),
      )
      .max(20),
  })
  .refine((one) => (one.version === 1) === (one.prev === null), { path: ['prev'], error: 'not-of-this-kind' })
  .refine((one) => one.roots.threshold <= new Set(one.roots.keys.map(signingKid)).size, { path: ['roots'], error: 'threshold' })
  .refine((one) => new Set(one.keys.map((key) => key.kid)).size === one.keys.length, { path: ['keys'], error: 'kid' })
  .refine((one) => Date.parse(one.expires) > Date.parse(one.issued), { path: ['expires'], error: 'date-order' })
  .refine((one) => Date.parse(one.expires) - Date.parse(one.issued) <= directoryDays * 86_400_000, { path: ['expires'], error: 'too-long' })
export type Directory = z.infer<typeof Directory>

function inItsTime(key: { readonly from: string; readonly to: string }, at: string): boolean {
  return Date.parse(key.from) <= Date.parse(at) && Date.parse(at) <= Date.parse(key.to)
}

/** The keys whose signatures over something made at that moment count, by kid. */
export function signingKeysAt(directory: Directory, at: string): ReadonlyMap<string, PublicJwk> {
  const keys = new Map<string, PublicJwk>()
  for (const key of directory.keys) {
    if (key.use !== 'sign') continue
    const sign = read(SignEntry, key)
    if (sign.ok && sign.value.status !== 'revoked' && inItsTime(sign.value, at)) keys.set(sign.value.kid, sign.value.jwk)
  }
  return keys
}

/**
 * The moment to write under a signature: now, or the beginning of the key that signs if our clock has fallen back
 * behind it, since nobody would believe a signature from before its key.
 */
export function timeUnder(directory: Directory, kid: string, now: string): string {
  const from = directory.keys.find((key) => key.kid === kid)?.from ?? now
  return Date.parse(from) > Date.parse(now) ? from : now
}

/** The key to which new messages of that suite are sealed at that moment. */
export function findSealingKey(
  directory: Directory,
  suite: SealSuite,
  at: string,
): { readonly kid: string; readonly recipient: string } | undefined {
  if (!directory.suites.includes(suite)) return undefined
  for (const key of directory.keys) {
    if (key.use !== 'seal') continue
    const seal = read(SealEntry, key)
    if (seal.ok && seal.value.suite === suite && seal.value.status === 'active' && inItsTime(seal.value, at)) return seal.value
  }
  return undefined
}

/** Every age recipient in the document, whatever its time. */
export function listRecipients(directory: Directory): readonly string[] {
  return directory.keys.flatMap((key) => {
    const seal = read(SealEntry, key)
    return seal.ok ? [seal.value.recipient] : []
  })
}
