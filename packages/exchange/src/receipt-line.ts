import { fail, ok, type Result } from '@comity/domain/result'
import type { FindPeer } from './peer.ts'
import { readReceipt, type SignedReceipt } from './receipt.ts'

/** What some receipts of one issuer show of its chain. */
export interface ChainReport {
  readonly by: string
  readonly receipts: number
  /** 1 when each but the first names the one before it; more when receipts between are not at hand. */
  readonly stretches: number
  /** Whether its very first receipt is among them. */
  readonly fromTheBeginning: boolean
}

function reportOf(by: string, own: readonly SignedReceipt[]): ChainReport {
  const digests = new Set(own.map(({ digest }) => digest))
  const starts = own.filter(({ receipt: { previous } }) => previous === null || !digests.has(previous))
  return { by, receipts: own.length, stretches: starts.length, fromTheBeginning: own.some(({ receipt }) => receipt.previous === null) }
}

/**
 * Checks receipts of any issuers, in any order: every signature, and that no issuer keeps two chains.
 * @returns a report for each issuer; a problem of `readReceipt`; `id-reuse` naming the issuer when two of its receipts follow the same one
 */
export async function verifyReceipts(all: Iterable<Uint8Array>, findPeer: FindPeer): Promise<Result<readonly ChainReport[]>> {
  const byIssuer = new Map<string, Map<string, SignedReceipt>>()
  const followers = new Map<string, string>()
  for (const bytes of all) {
    const read = await readReceipt(bytes, findPeer)
    if (!read.ok) return read
    const { receipt, digest } = read.value
    const place = `${receipt.by} ${receipt.previous ?? ''}`
    if ((followers.get(place) ?? digest) !== digest) return fail({ code: 'id-reuse', values: { from: receipt.by } })
    followers.set(place, digest)
    byIssuer.set(receipt.by, (byIssuer.get(receipt.by) ?? new Map<string, SignedReceipt>()).set(digest, read.value))
  }
  return ok([...byIssuer].map(([by, own]) => reportOf(by, [...own.values()])))
}
