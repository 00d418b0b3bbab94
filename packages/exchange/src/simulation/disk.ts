import type { ProblemCode } from '@comity/domain/problem'
import type { Act } from '@comity/domain/request/act'
import type { Request } from '@comity/domain/request/request'
import type { ThreadLink } from '../acceptance.ts'
import type { DeliveryEnd } from '../delivery.ts'
import type { SignedDirectory } from '../directory.ts'
import type { ArrivedMessage } from '../inbox.ts'
import type { AuthorityKeys } from '../keys.ts'
import type { PeerStage } from '../peer.ts'
import type { Statement } from '../receipt-chain.ts'
import type { Receipt } from '../receipt.ts'

/** A part in its sealed form. Here it is nobody's secret: what is played is who believes what, not who can read. */
export interface DiskPart {
  readonly ct256: string
  readonly bytes: Uint8Array
}

/** A message on its way out. */
export interface OutboxEntry {
  readonly id: string
  readonly peer: string
  readonly thread: string
  readonly act: Act
  readonly form: {
    readonly envelope: Uint8Array
    readonly digest: string
    readonly jwsDigest: string
    readonly parts: readonly DiskPart[]
  } | null
  readonly stalled: number
  /** By the clock of the authority, as everything here. */
  readonly nextAt: number
  readonly notAfter: string
  readonly lease: { readonly holder: number; readonly until: number } | null
  readonly lastProblem: ProblemCode | null
  readonly end: DeliveryEnd | null
}

/** A message that arrived. */
export interface InboxEntry extends ArrivedMessage, ThreadLink {
  readonly envelope: Uint8Array
  readonly thread: string
  readonly parts: readonly { readonly ct256: string; readonly ctLen: number }[]
}

/** What is held of another authority. */
export interface HeldPeer {
  readonly directory: SignedDirectory
  readonly stage: PeerStage
  /** Its documents that were taken in, and those that contradict them. */
  readonly kept: readonly SignedDirectory[]
  readonly contradicted: boolean
}

/** What an authority keeps when its process dies. */
export interface Disk {
  keys: AuthorityKeys
  readonly requests: Map<string, Request>
  readonly outbox: Map<string, OutboxEntry>
  /** By peer and id. */
  readonly inbox: Map<string, InboxEntry>
  /** What has arrived of each part, by peer and name. */
  readonly parts: Map<string, Uint8Array>
  /** Our receipts, in the order of our chain. */
  readonly issued: {
    readonly statement: Statement
    readonly bytes: Uint8Array
    readonly digest: string
    readonly previous: string | null
  }[]
  /** Receipts of others, by digest. */
  readonly kept: Map<string, Receipt>
  readonly peers: Map<string, HeldPeer>
  /** Our own directory documents, oldest first. */
  readonly directories: SignedDirectory[]
  /** Every one that our roots have signed, those that another has replaced among them. */
  readonly published: SignedDirectory[]
  /** Every act of others that has had an effect, in order; twice if it had it twice. */
  readonly applied: { readonly peer: string; readonly act: Act }[]
}

/** An empty disk. */
export function emptyDisk(keys: AuthorityKeys): Disk {
  return {
    keys,
    requests: new Map(),
    outbox: new Map(),
    inbox: new Map(),
    parts: new Map(),
    issued: [],
    kept: new Map(),
    peers: new Map(),
    directories: [],
    published: [],
    applied: [],
  }
}
