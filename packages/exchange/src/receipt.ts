import { Id, Instant } from '@comity/domain/input'
import { problemCodes } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import * as z from 'zod'
import { AuthorityId } from './authority-id.ts'
import { Digest, digestOf } from './digest.ts'
import { signingKeysAt } from './directory-document.ts'
import { parseJws, signJws, verifiedKids } from './jws.ts'
import type { SigningKey } from './keys.ts'
import type { FindPeer } from './peer.ts'
import { readDocument } from './signed-document.ts'

/** Largest signed receipt. In bytes. */
export const receiptLimit = 16_384

/** The events of electronic delivery that are evidenced, by their names in ETSI EN 319 522-1. */
export const receiptEvents = [
  /** Sender: the message is complete, signed and queued. */
  'SubmissionAcceptance',
  /** Receiver: the envelope is ours, authentic and kept. */
  'RelayAcceptance',
  /** Receiver: the envelope is refused, and why. */
  'RelayRejection',
  /** Sender: could not be handed over before `notAfter`. */
  'RelayFailure',
  /** Receiver: every part is here, agrees with the manifest, and lies in the authority's inbox. */
  'ContentConsignment',
  /** Receiver: a part is missing or does not agree. */
  'ContentConsignmentFailure',
  /** Receiver: an official has opened it. */
  'ContentHandover',
] as const
export type ReceiptEvent = (typeof receiptEvents)[number]

/** Signed evidence about a message, without a word of the case. It says that bytes arrived, never that an officer agreed. */
export const Receipt = z.looseObject({
  v: z.literal(1),
  event: z.enum(receiptEvents),
  messageId: Id,
  envelopeDigest: Digest,
  at: Instant,
  by: AuthorityId,
  /** Why, in a rejection or failure. */
  problem: z.enum(problemCodes).optional(),
  /** Digest of this issuer's receipt before this one, of any message; null in its first. */
  previous: Digest.nullable(),
})
export type Receipt = z.infer<typeof Receipt>

/** A receipt whose signature has been checked. */
export interface SignedReceipt {
  readonly receipt: Receipt
  /** Of its signed bytes: the `previous` of the issuer's next. */
  readonly digest: string
  readonly kid: string
}

/**
 * Signs a receipt. Sign each once and keep the bytes: to the same message the same bytes are answered again,
 * however often it comes, and `previous` makes one chain, so its writing has to be serialised.
 */
export function signReceipt(receipt: Receipt, key: SigningKey): Promise<Uint8Array> {
  return signJws('comity-receipt', new TextEncoder().encode(JSON.stringify(Receipt.parse(receipt))), [key])
}

/**
 * Reads a receipt and checks that the authority which it names has signed it.
 * @returns the receipt; or `too-large`, `malformed`, `unsupported-profile`, `unknown-peer`, `bad-signature`
 */
export async function readReceipt(bytes: Uint8Array, findPeer: FindPeer): Promise<Result<SignedReceipt>> {
  if (bytes.length > receiptLimit) return fail({ code: 'too-large', values: { limit: receiptLimit } })
  const jws = parseJws('comity-receipt', bytes)
  if (!jws.ok) return jws
  const read = readDocument(Receipt, jws.value.payload)
  if (!read.ok) return read
  const receipt = read.value
  const peer = await findPeer(receipt.by)
  if (peer === undefined) return fail({ code: 'unknown-peer', values: { from: receipt.by } })
  const kids = await verifiedKids(jws.value, signingKeysAt(peer.directory, receipt.at))
  if (!kids.ok) return kids
  const [kid] = kids.value
  if (kid === undefined) return fail({ code: 'bad-signature', values: { from: receipt.by } })
  return ok({ receipt, digest: digestOf(bytes), kid })
}
