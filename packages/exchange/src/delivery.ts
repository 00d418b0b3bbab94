import type { ProblemCode } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Receipt, SignedReceipt } from './receipt.ts'

/** Announcements in one attempt: one to learn what is missing, one after the upload, one more if a part was lost. */
const rounds = 3

/** Refusals that time, or people, can mend without another message. All others end it, and so does one that its recipient has signed for good. */
export const mendable: readonly ProblemCode[] = [
  'unknown-peer',
  'peer-not-verified',
  'peer-suspended',
  'stale-directory',
  'suite-below-floor',
  'gap',
  'too-many',
  'too-many-attempts',
  'not-found',
  'bad-digest',
  'version-conflict',
  'call-refused',
  'try-later',
  // Ours: it goes on by itself when the clock is right again.
  'clock-wrong',
]

/** Refusals that a recipient signs, and yet takes the message once people or a newer document have mended them. */
const signedAgain: readonly ProblemCode[] = ['peer-suspended', 'peer-not-verified', 'stale-directory']

/** Whether a receipt ends its message as refused: whoever signed it has kept that and will not take the message any more. */
export function isFinalRefusal({ event, problem }: Receipt): boolean {
  if (event === 'ContentConsignmentFailure') return true
  return event === 'RelayRejection' && problem !== undefined && !signedAgain.includes(problem)
}

/** A message on its way out, as far as its delivery decides by it. */
export interface OutgoingMessage {
  readonly id: string
  readonly peer: string
  readonly sealed: {
    /** Of the envelope. */
    readonly digest: string
    /** Names of the sealed parts. */
    readonly parts: readonly string[]
  } | null
  /** UTC. */
  readonly notAfter: string
}

/** What a peer answers to an announcement. */
export interface Answered {
  readonly receipts: readonly Uint8Array[]
  readonly missing: readonly string[]
  readonly code?: ProblemCode
}

/** How the way of a message ended. */
export type DeliveryEnd =
  | { readonly standing: 'consigned' }
  /** `ours`: no refusal signed by the peer is at hand, so that a RelayFailure of ours has to bear witness. */
  | { readonly standing: 'failed'; readonly problem: ProblemCode; readonly evidence: 'theirs' | 'ours' }

/** What delivery needs of the instance around it. Each method is whole or did nothing, whenever the process dies. */
export interface DeliveryStore<M extends OutgoingMessage> {
  /** Whether the peer may be dealt with now. An ageing document of it is renewed on the way. */
  reach(peer: string): Promise<Result<void>>
  /** Seals a message once and for all. @returns it as sealed, or why not */
  seal(message: M): Promise<Result<M>>
  /** @returns the answer; or, without a readable one, a problem */
  announce(message: M): Promise<Result<Answered>>
  /** Uploads what the peer has not got yet of a part. */
  upload(message: M, part: string): Promise<Result<void>>
  readReceipt(bytes: Uint8Array): Promise<Result<SignedReceipt>>
  /** Fetches the directory documents that follow the one that is held. @returns whether there was one */
  refresh(peer: string): Promise<boolean>
  /** Keeps a receipt whose signature was checked, once. */
  keepReceipt(receipt: SignedReceipt, bytes: Uint8Array): Promise<void>
  /** Notes that the peer has signed for the envelope. */
  announced(message: M): Promise<void>
  settle(message: M, end: DeliveryEnd): Promise<void>
  /** Milliseconds since 1970. */
  now(): number
}

/** Keeps of an answer what is signed by the peer and about this message. A peer that has changed its keys is asked for them, once. */
async function keepReceipts<M extends OutgoingMessage>(store: DeliveryStore<M>, message: M, answer: Answered): Promise<readonly Receipt[]> {
  const kept: Receipt[] = []
  let asked = false
  for (const bytes of answer.receipts) {
    let read = await store.readReceipt(bytes)
    if (!read.ok && read.problem.code === 'bad-signature' && !asked) {
      asked = true
      if (await store.refresh(message.peer)) read = await store.readReceipt(bytes)
    }
    if (!read.ok) continue
    const { receipt } = read.value
    if (receipt.by !== message.peer || receipt.messageId !== message.id || receipt.envelopeDigest !== message.sealed?.digest) continue
    await store.keepReceipt(read.value, bytes)
    kept.push(receipt)
  }
  return kept
}

async function handOver<M extends OutgoingMessage>(store: DeliveryStore<M>, message: M): Promise<Result<void>> {
  if (message.sealed === null) throw new Error('only a sealed message is handed over')
  for (let round = 0; round < rounds; round += 1) {
    const answer = await store.announce(message)
    if (!answer.ok) return answer
    const { code, missing } = answer.value
    const receipts = await keepReceipts(store, message, answer.value)
    if (receipts.some(({ event }) => event === 'ContentConsignment')) return ok(undefined)
    if (code !== undefined) {
      const signed = receipts.some((receipt) => receipt.problem === code && isFinalRefusal(receipt))
      return fail({ code, ...(signed ? { values: { signed: 1 } } : {}) })
    }
    if (!receipts.some(({ event }) => event === 'RelayAcceptance')) return fail({ code: 'try-later', values: { reason: 'no receipt' } })
    await store.announced(message)
    const wanted = message.sealed.parts.filter((part) => missing.includes(part))
    if (wanted.length === 0) break
    for (const part of wanted) {
      const uploaded = await store.upload(message, part)
      if (!uploaded.ok) return uploaded
    }
  }
  return fail({ code: 'try-later' })
}

async function attempt<M extends OutgoingMessage>(store: DeliveryStore<M>, message: M): Promise<Result<void>> {
  const reached = await store.reach(message.peer)
  if (!reached.ok) return reached
  if (message.sealed !== null) return handOver(store, message)
  const sealed = await store.seal(message)
  return sealed.ok ? handOver(store, sealed.value) : sealed
}

/**
 * Makes one attempt to hand a message over.
 * @returns the problem for which it has to be tried again, or undefined when it has come to its end, one or the other
 */
export async function deliver<M extends OutgoingMessage>(store: DeliveryStore<M>, message: M): Promise<ProblemCode | undefined> {
  const outcome = await attempt(store, message)
  if (outcome.ok) {
    await store.settle(message, { standing: 'consigned' })
    return undefined
  }
  const { code, values } = outcome.problem
  const signed = values?.['signed'] === 1
  const passes = mendable.includes(code) && !signed
  if (passes && Date.parse(message.notAfter) > store.now()) return code
  const evidence = signed ? 'theirs' : 'ours'
  await store.settle(message, { standing: 'failed', problem: passes ? 'expired' : code, evidence })
  return undefined
}
