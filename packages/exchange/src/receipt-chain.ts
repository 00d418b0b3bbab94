import type { ProblemCode } from '@comity/domain/problem'
import { digestOf } from './digest.ts'
import type { Receipt, ReceiptEvent } from './receipt.ts'

/** The message that a receipt is about. */
export interface About {
  readonly peer: string
  readonly direction: 'out' | 'in'
  readonly message: string
  /** Digest of its envelope. */
  readonly digest: string
}

/** What a receipt of ours says. */
export interface Statement extends About {
  readonly event: ReceiptEvent
  readonly problem?: ProblemCode
  readonly at: string
}

/** Where an issuer keeps its receipts, within one transaction. */
export interface ReceiptChain {
  /** Locks the chain until the transaction ends. @returns the digest of its last receipt */
  lock(): Promise<string | null>
  /** What was said before in the same words, whenever that was. */
  findGiven(statement: Statement): Promise<Uint8Array | undefined>
  append(
    statement: Statement,
    signed: { readonly bytes: Uint8Array; readonly digest: string; readonly previous: string | null },
  ): Promise<void>
}

/**
 * Signs a receipt of ours and puts it at the end of our chain. To what was said before, the same bytes are the
 * answer: nothing is signed twice.
 */
export async function appendReceipt(
  chain: ReceiptChain,
  by: string,
  sign: (receipt: Receipt) => Promise<Uint8Array>,
  statement: Statement,
): Promise<Uint8Array> {
  const { message, digest: envelopeDigest, event, problem, at } = statement
  const previous = await chain.lock()
  const given = await chain.findGiven(statement)
  if (given !== undefined) return given
  const said = { v: 1 as const, event, messageId: message, envelopeDigest, at, by, previous }
  const bytes = await sign(problem === undefined ? said : { ...said, problem })
  await chain.append(statement, { bytes, digest: digestOf(bytes), previous })
  return bytes
}
