import { fail, ok, type Result } from '@comity/domain/result'
import { Decrypter, Encrypter } from 'age-encryption'
import { digestOf } from './digest.ts'
import { signingKeysAt } from './directory-document.ts'
import { parseJws, signJws, verifiedKids } from './jws.ts'
import type { AuthorityKeys, SealingKey } from './keys.ts'
import { envelopeLimit } from './limits.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { pad, unpad } from './padding.ts'
import type { FindPeer, Peer } from './peer.ts'
import type { Recipients } from './recipients.ts'

/** A message ready to leave. */
export interface SealedEnvelope {
  readonly envelope: Uint8Array
  /** Of the envelope: what receipts name. */
  readonly digest: string
  readonly jws: Uint8Array
  /** Of the JWS: the `prev` of the author's next message in the thread. */
  readonly jwsDigest: string
}

/** A message whose signature, addressee and time have been checked. Its parts have not been looked at. */
export interface OpenedEnvelope {
  readonly manifest: Manifest
  readonly digest: string
  readonly jws: Uint8Array
  readonly jwsDigest: string
  readonly signer: { readonly authority: string; readonly kid: string }
}

/** Who opens, with what, and when. */
export interface Opener {
  /** Our own authority's id. */
  readonly self: string
  readonly keys: AuthorityKeys
  readonly findPeer: FindPeer
  /** UTC. */
  readonly now: string
}

/**
 * Signs a manifest and seals it to its recipient and to our own archive.
 * Its bytes are random: to send again, send the same bytes again.
 * @returns `malformed` or `too-large` when the manifest breaks its own rules or names another sealing key
 */
export async function sealEnvelope(manifest: Manifest, keys: AuthorityKeys, recipients: Recipients): Promise<Result<SealedEnvelope>> {
  const payload = new TextEncoder().encode(JSON.stringify(manifest))
  const sound = readManifest(payload)
  if (!sound.ok) return sound
  if (manifest.sealKid !== recipients.sealKid) return fail({ code: 'malformed', fields: [{ field: 'sealKid', rule: 'kid' }] })
  const jws = await signJws('comity-manifest', payload, keys.sign.slice(0, 1))
  const encrypter = new Encrypter()
  for (const recipient of recipients.recipients) encrypter.addRecipient(recipient)
  const envelope = await encrypter.encrypt(pad(jws))
  return ok({ envelope, digest: digestOf(envelope), jws, jwsDigest: digestOf(jws) })
}

async function decrypt(envelope: Uint8Array, keys: readonly SealingKey[]): Promise<Result<Uint8Array>> {
  if (envelope.length > envelopeLimit) return fail({ code: 'too-large', values: { limit: envelopeLimit } })
  try {
    const decrypter = new Decrypter()
    for (const { identity } of keys) decrypter.addIdentity(identity)
    const padded = await decrypter.decrypt(envelope)
    return unpad(padded)
  } catch {
    return fail({ code: 'cannot-decrypt' })
  }
}

/**
 * Whether one of the keys that have signed speaks for the author.
 * @param kids the known keys by which the message is signed
 */
export function judgeSigner(manifest: Manifest, kids: readonly string[], peer: Peer): Result<string> {
  const [kid] = kids
  if (kid !== undefined) return ok(kid)
  // A message under keys of a newer directory document than ours is no forgery until we hold that document.
  const newer = manifest.addSelf.version > peer.directory.version
  return fail({ code: newer ? 'stale-directory' : 'bad-signature', values: { from: manifest.from } })
}

/**
 * Checks who wrote what was in an envelope, by the author's keys good at that moment. The author's standing, the
 * addressee and the clock are not asked.
 */
export async function authenticate(
  envelope: Uint8Array,
  jws: Uint8Array,
  findPeer: FindPeer,
): Promise<Result<{ opened: OpenedEnvelope; peer: Peer }>> {
  const parsed = parseJws('comity-manifest', jws)
  if (!parsed.ok) return parsed
  const read = readManifest(parsed.value.payload)
  if (!read.ok) return read
  const manifest = read.value
  const peer = await findPeer(manifest.from)
  if (peer === undefined) return fail({ code: 'unknown-peer', values: { from: manifest.from } })
  const kids = await verifiedKids(parsed.value, signingKeysAt(peer.directory, manifest.created))
  const kid = kids.ok ? judgeSigner(manifest, kids.value, peer) : kids
  if (!kid.ok) return kid
  const signer = { authority: manifest.from, kid: kid.value }
  return ok({ opened: { manifest, digest: digestOf(envelope), jws, jwsDigest: digestOf(jws), signer }, peer })
}

/** The digest of a version of the author's directory document: of the one that is held, and of the one that it follows. */
function digestOfVersion({ directory, digest }: Peer, version: number): string | null | undefined {
  if (version === directory.version) return digest
  return version === directory.version - 1 ? directory.prev : undefined
}

function inForce({ manifest }: OpenedEnvelope, peer: Peer, now: string): 'expired' | 'stale-directory' | 'bad-digest' | undefined {
  const { version, sha256 } = manifest.addSelf
  if (Date.parse(peer.directory.expires) < Date.parse(now) || version > peer.directory.version) return 'stale-directory'
  // Two documents of one version: the author has shown another one to us than the one it writes under.
  if ((digestOfVersion(peer, version) ?? sha256) !== sha256) return 'bad-digest'
  return Date.parse(manifest.notAfter) < Date.parse(now) ? 'expired' : undefined
}

/** What is to be said of a message whose author is proved: the checks of `openEnvelope` from `peer-suspended` on. */
export function judgeAuthentic(opened: OpenedEnvelope, peer: Peer, by: Pick<Opener, 'self' | 'keys' | 'now'>): Result<OpenedEnvelope> {
  const { id, from, to, sealKid } = opened.manifest
  const values = { messageId: id, from, digest: opened.digest }
  if (peer.stage === 'suspended' || peer.stage === 'revoked') return fail({ code: 'peer-suspended', values })
  if (peer.stage !== 'verified') return fail({ code: 'peer-not-verified', values })
  // The kid under the signature stops a recipient from sealing the same signed message on to somebody else.
  if (to !== by.self || !by.keys.seal.some((key) => key.kid === sealKid)) return fail({ code: 'not-addressed-to-us', values })
  const late = inForce(opened, peer, by.now)
  return late === undefined ? ok(opened) : fail({ code: late, values })
}

/**
 * Opens a message that has arrived.
 * @returns what it says; or, in the order of the checks, `too-large`, `cannot-decrypt`, `malformed`,
 *   `unsupported-profile`, `unknown-peer`, `bad-signature`, `peer-suspended`, `peer-not-verified`, `not-addressed-to-us`,
 *   `stale-directory` (fetch the sender's newest and try again), `bad-digest` (it writes under another document of that
 *   version), `expired`. From `peer-suspended` on, the author is
 *   proved, and the problem's values `messageId`, `from` and `digest` are what a signed refusal needs
 */
export async function openEnvelope(envelope: Uint8Array, by: Opener): Promise<Result<OpenedEnvelope>> {
  const jws = await decrypt(envelope, by.keys.seal)
  if (!jws.ok) return jws
  const authentic = await authenticate(envelope, jws.value, by.findPeer)
  return authentic.ok ? judgeAuthentic(authentic.value.opened, authentic.value.peer, by) : authentic
}

/**
 * Opens the archive copy of a message that we sent, at any time after.
 * @param by `findPeer` gives our own directory, whose retired keys still verify
 * @returns as `openEnvelope`; `not-addressed-to-us` when it is not ours
 */
export async function openOwnEnvelope(envelope: Uint8Array, by: Omit<Opener, 'now'>): Promise<Result<OpenedEnvelope>> {
  const jws = await decrypt(envelope, by.keys.archive)
  if (!jws.ok) return jws
  const authentic = await authenticate(envelope, jws.value, by.findPeer)
  if (!authentic.ok) return authentic
  const { opened } = authentic.value
  return opened.manifest.from === by.self ? ok(opened) : fail({ code: 'not-addressed-to-us', values: { from: opened.manifest.from } })
}
