import { fail, ok, type Result } from '@comity/domain/result'
import { Encrypter } from 'age-encryption'
import { authorityId } from './authority-id.ts'
import { digestOf } from './digest.ts'
import { Directory, listRecipients } from './directory-document.ts'
import { parseJws, signJws, verifiedKids, type UncheckedJws } from './jws.ts'
import { fingerprint, signingKid, type RootJwk, type Roots, type SigningKey } from './keys.ts'
import { readDocument } from './signed-document.ts'

/** Largest signed directory document. In bytes. */
export const directoryLimit = 262_144
/** How far another authority's clock may run ahead of ours. In milliseconds. */
const skew = 300_000

/** A directory document whose signatures have been checked, with the bytes that anyone can check again. */
export interface SignedDirectory {
  readonly document: Directory
  /** Of the payload: what the next version names as `prev` and what manifests name. */
  readonly digest: string
  readonly bytes: Uint8Array
  readonly authority: string
  readonly fingerprint: string
}

/**
 * Signs a directory document with root keys: as many as its threshold, and at a change of roots also as many of
 * the old ones as their threshold.
 */
export function signDirectory(document: Directory, roots: readonly SigningKey[]): Promise<Uint8Array> {
  return signJws('comity-directory', new TextEncoder().encode(JSON.stringify(document)), roots)
}

async function signedBy(jws: UncheckedJws, roots: Roots): Promise<boolean> {
  const keys = new Map<string, RootJwk>(roots.keys.map((jwk) => [signingKid(jwk), jwk]))
  const kids = await verifiedKids(jws, keys)
  return kids.ok && kids.value.length >= roots.threshold
}

async function sealable(recipient: string): Promise<boolean> {
  try {
    const encrypter = new Encrypter()
    encrypter.addRecipient(recipient)
    await encrypter.encrypt(new Uint8Array())
    return true
  } catch {
    return false
  }
}

/** Whether a document follows the one that is held: the rules of roll-over without signatures and clock. */
export function follows(next: SignedDirectory, previous: SignedDirectory): Result<SignedDirectory> {
  const values = { known: previous.document.version, version: next.document.version }
  if (next.authority !== previous.authority) return fail({ code: 'bad-signature', values: { authority: next.authority } })
  if (values.version < values.known) return fail({ code: 'stale-directory', values })
  if (values.version === values.known) return next.digest === previous.digest ? ok(next) : fail({ code: 'id-reuse', values })
  if (values.version > values.known + 1) return fail({ code: 'gap', values })
  return next.document.prev === previous.digest ? ok(next) : fail({ code: 'bad-digest', values })
}

/**
 * Checks what does not change with time: form, signatures, and its place after the version that we hold.
 * The rules of roll-over are those of The Update Framework: version n+1 stands under the thresholds of both n and n+1.
 * @returns as `readDirectory`, without its regard to the clock
 */
export async function verifyDirectory(bytes: Uint8Array, previous?: SignedDirectory): Promise<Result<SignedDirectory>> {
  if (bytes.length > directoryLimit) return fail({ code: 'too-large', values: { limit: directoryLimit } })
  const jws = parseJws('comity-directory', bytes)
  if (!jws.ok) return jws
  const read = readDocument(Directory, jws.value.payload)
  if (!read.ok) return read
  const document = read.value
  const thresholds = previous === undefined ? [document.roots] : [document.roots, previous.document.roots]
  for (const roots of thresholds) {
    if (!(await signedBy(jws.value, roots))) return fail({ code: 'bad-signature', values: { threshold: roots.threshold } })
  }
  for (const recipient of listRecipients(document)) {
    if (!(await sealable(recipient))) return fail({ code: 'malformed', fields: [{ field: 'keys', rule: 'key' }] })
  }
  const signed = {
    document,
    digest: digestOf(jws.value.payload),
    bytes,
    authority: authorityId(document.authority),
    fingerprint: fingerprint(document.roots),
  }
  return previous === undefined ? ok(signed) : follows(signed, previous)
}

/** Whether a document has begun, another clock allowed to run ahead of ours, and has not ended. @param now UTC */
export function isInForce({ issued, expires }: Directory, now: string): boolean {
  const moment = Date.parse(now)
  return moment <= Date.parse(expires) && Date.parse(issued) <= moment + skew
}

/**
 * Reads an authority's directory document as it arrived, by whatever way.
 * Without `previous` it proves only that it agrees with itself: two officers must then compare its fingerprint.
 * @param now the moment of reading, UTC
 * @returns the document; or `too-large`, `malformed`, `unsupported-profile`, `bad-signature`, `stale-directory` (expired,
 *   not begun, older than ours), `gap` (a version between is missing), `id-reuse` (two documents of one version),
 *   `bad-digest` (does not follow ours)
 */
export async function readDirectory(bytes: Uint8Array, now: string, previous?: SignedDirectory): Promise<Result<SignedDirectory>> {
  const verified = await verifyDirectory(bytes, previous)
  if (!verified.ok || isInForce(verified.value.document, now)) return verified
  const { issued, expires, version } = verified.value.document
  return fail({ code: 'stale-directory', values: { version, issued, expires } })
}
