import { Id, read } from '@comity/domain/input'
import { fail, ok, type Result } from '@comity/domain/result'
import { Decrypter } from 'age-encryption'
import * as z from 'zod'
import { fromBase64url, toBase64url } from './base64url.ts'
import { verifyDirectory, type SignedDirectory } from './directory.ts'
import { authenticate } from './envelope.ts'
import type { SealingKey } from './keys.ts'
import type { Manifest } from './manifest.ts'
import { unpad } from './padding.ts'
import { readReceipt, type SignedReceipt } from './receipt.ts'
import { type ChainReport, verifyReceipts } from './receipt-line.ts'
import { readJson } from './strict-json.ts'
import { peerOf } from './peer.ts'

/** Name and version of the form of an evidence bundle. */
export const evidenceForm = 'comity-evidence/1'
/** Largest bundle. In bytes. */
export const evidenceLimit = 32 * 1024 * 1024

const Bundle = z.strictObject({
  form: z.literal(evidenceForm),
  message: Id,
  /** The sealed envelope as it travelled, base64url: receipts name its digest. */
  envelope: z.string(),
  /** The age file key of this envelope alone, base64url: it opens nothing else. */
  fileKey: z.string(),
  /** The signed manifest that is in the envelope, as text. */
  manifest: z.string(),
  /** Signed receipts as text, in the order in which they came to be kept. */
  receipts: z.array(z.string()).max(100),
  /** Signed directory documents as text, those of one authority by consecutive versions. */
  directories: z.array(z.string()).max(400),
})

/** What is known of a message and can be shown to a court, without the content of the case. */
export interface EvidenceParts {
  readonly message: string
  readonly envelope: Uint8Array
  /** The keys of which one opens the envelope. */
  readonly keys: readonly SealingKey[]
  readonly receipts: readonly Uint8Array[]
  readonly directories: readonly SignedDirectory[]
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}

/** The header of an age file: up to the line with its MAC. */
function headerOf(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file)
  return bytes.subarray(0, bytes.indexOf('\n', bytes.indexOf('\n--- ') + 1) + 1)
}

async function fileKeyOf(envelope: Uint8Array, keys: readonly SealingKey[]): Promise<Uint8Array | undefined> {
  const decrypter = new Decrypter()
  for (const { identity } of keys) decrypter.addIdentity(identity)
  try {
    return await decrypter.decryptHeader(headerOf(envelope))
  } catch {
    return undefined
  }
}

/** Opens an envelope by its own file key. The header's MAC binds the one key to the envelope. */
async function openByKey(envelope: Uint8Array, fileKey: Uint8Array): Promise<Result<Uint8Array>> {
  const decrypter = new Decrypter()
  decrypter.addIdentity({ unwrapFileKey: () => fileKey })
  try {
    return unpad(await decrypter.decrypt(envelope))
  } catch {
    return fail({ code: 'cannot-decrypt' })
  }
}

/**
 * Puts the evidence of a message together: everything by which a third person can check it, with the key that opens its
 * envelope and nothing else. The same parts give the same bytes.
 * @returns the bundle as JSON; or `cannot-decrypt` when no key of ours opens the envelope
 */
export async function writeEvidence({ message, envelope, keys, receipts, directories }: EvidenceParts): Promise<Result<Uint8Array>> {
  const fileKey = await fileKeyOf(envelope, keys)
  if (fileKey === undefined) return fail({ code: 'cannot-decrypt' })
  const jws = await openByKey(envelope, fileKey)
  if (!jws.ok) return jws
  const bundle: z.infer<typeof Bundle> = {
    form: evidenceForm,
    message,
    envelope: toBase64url(envelope),
    fileKey: toBase64url(fileKey),
    manifest: textOf(jws.value),
    receipts: receipts.map(textOf),
    directories: directories.map(({ bytes }) => textOf(bytes)),
  }
  return ok(new TextEncoder().encode(`${JSON.stringify(bundle, undefined, 1)}\n`))
}

/** What an evidence bundle proves. Compare each fingerprint with one that you have from elsewhere. */
export interface EvidenceReport {
  readonly manifest: Manifest
  readonly envelopeDigest: string
  readonly manifestDigest: string
  readonly signer: { readonly authority: string; readonly kid: string }
  /** The newest of each authority in the bundle. */
  readonly directories: readonly SignedDirectory[]
  readonly receipts: readonly SignedReceipt[]
  readonly chains: readonly ChainReport[]
}

async function readChains(texts: readonly string[]): Promise<Result<ReadonlyMap<string, SignedDirectory>>> {
  const newest = new Map<string, SignedDirectory>()
  for (const text of texts) {
    const bytes = new TextEncoder().encode(text)
    const alone = await verifyDirectory(bytes)
    const one = alone.ok ? await verifyDirectory(bytes, newest.get(alone.value.authority)) : alone
    if (!one.ok) return fail({ ...one.problem, values: { ...one.problem.values, entry: 'directories' } })
    newest.set(one.value.authority, one.value)
  }
  return ok(newest)
}

/**
 * Checks an evidence bundle without a private key, a server or a network: that the receipts name this envelope, that this
 * envelope holds this manifest, and that everything is signed by the keys of the directory documents.
 * @returns what it proves; or `too-large`, `malformed`, `cannot-decrypt`, `bad-digest`, `bad-signature`, `unknown-peer`
 *   (no directory document of that authority is in it), `id-reuse` (an issuer keeps two chains), and what `verifyDirectory` says
 */
export async function verifyEvidence(bytes: Uint8Array): Promise<Result<EvidenceReport>> {
  if (bytes.length > evidenceLimit) return fail({ code: 'too-large', values: { limit: evidenceLimit } })
  const json = readJson(bytes)
  const bundle = json.ok ? read(Bundle, json.value) : json
  if (!bundle.ok) return fail({ ...bundle.problem, code: 'malformed' })
  const envelope = fromBase64url(bundle.value.envelope)
  const fileKey = fromBase64url(bundle.value.fileKey)
  if (envelope === undefined || fileKey?.length !== 16) return fail({ code: 'malformed', values: { entry: 'envelope' } })
  const directories = await readChains(bundle.value.directories)
  if (!directories.ok) return directories
  const findPeer = (authority: string) => {
    const found = directories.value.get(authority)
    return found && peerOf(found, 'proposed')
  }
  const jws = await openByKey(envelope, fileKey)
  if (!jws.ok) return jws
  if (textOf(jws.value) !== bundle.value.manifest) return fail({ code: 'bad-digest', values: { entry: 'manifest' } })
  const authentic = await authenticate(envelope, jws.value, findPeer)
  if (!authentic.ok) return authentic
  const { manifest, digest, jwsDigest, signer } = authentic.value.opened
  if (manifest.id !== bundle.value.message) return fail({ code: 'malformed', values: { entry: 'message' } })
  const receipts: SignedReceipt[] = []
  const signed = bundle.value.receipts.map((text) => new TextEncoder().encode(text))
  for (const one of signed) {
    const receipt = await readReceipt(one, findPeer)
    if (!receipt.ok) return receipt
    const { messageId, envelopeDigest, by } = receipt.value.receipt
    if (messageId !== manifest.id || envelopeDigest !== digest || (by !== manifest.from && by !== manifest.to))
      return fail({ code: 'bad-digest', values: { entry: 'receipts' } })
    receipts.push(receipt.value)
  }
  const chains = await verifyReceipts(signed, findPeer)
  if (!chains.ok) return chains
  return ok({
    manifest,
    envelopeDigest: digest,
    manifestDigest: jwsDigest,
    signer,
    directories: [...directories.value.values()],
    receipts,
    chains: chains.value,
  })
}

/** Which part of the message some bytes are, by the digest of their content. @param sha256 of a file at hand */
export function findPart({ manifest }: EvidenceReport, sha256: string): number | undefined {
  const place = manifest.parts.findIndex((part) => part.sha256 === sha256)
  return place === -1 ? undefined : place
}
