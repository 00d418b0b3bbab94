import type { BridgeKind } from '@comity/domain/exchange/way'
import type { Result } from '@comity/domain/result'

/** What leaves over a bridge: a sealed file, a volume of one, or receipts that go back. */
export interface Parcel {
  /** Tells nothing of the case; the same for the same bytes. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  readonly stream: () => AsyncIterable<Uint8Array>
}

/**
 * What becomes of something that arrived: `taken` has had its effect or waits for its volumes; `set-aside` is kept where
 * the operator finds it; `later` stays where it is until the next look.
 */
export type Verdict = 'taken' | 'set-aside' | 'later'

/** Takes in what arrived. It is called for one thing after the other. */
export type Take = (stream: AsyncIterable<Uint8Array>) => Promise<Verdict>

/** What one look into a bridge brought, beside what was taken. */
export interface Collection {
  /** Things that are none of ours and stay untouched. */
  readonly leftAlone: number
  /** Where the next look begins, in words of the bridge's own. */
  readonly cursor?: string
}

/**
 * A way beside HTTPS by which sealed messages leave and arrive. What crosses it is sealed and signed already, so a bridge is
 * trusted with nothing but its work: it may lose, double, delay and alter, and nothing worse comes of it than waiting.
 * Where a method fails, it is with `try-later` and a `reason` of those that `lineReasonOf` knows.
 */
export interface Bridge {
  /** As the operator calls it. */
  readonly name: string
  readonly kind: BridgeKind
  /** Longest parcel, in bytes; longer sealed files go in volumes. */
  readonly limit?: number
  /** Puts a parcel down for a peer. Once this is well, the bridge has it and we may forget it. */
  put(peer: string, parcel: Parcel): Promise<Result<void>>
  /** Looks what has arrived and has it taken. @param cursor what the last look returned */
  collect(take: Take, cursor: string | undefined): Promise<Result<Collection>>
  /** Whether it can be reached, without moving anything. */
  probe(): Promise<Result<void>>
  /** Ends what is under way. */
  close(): Promise<void>
}
