import type { ComparisonMeans, PeerTrouble } from '@comity/contract/exchange'
import type { PeerEvent } from '@comity/contract/peer-history'
import type { LineReason } from '@comity/domain/exchange/message-history'
import type { KnownStanding } from '@comity/domain/exchange/peer-standing'
import type { ProblemCode } from '@comity/domain/problem'
import type { Act } from '@comity/domain/request/act'
import type { Directory } from '@comity/exchange/directory-document'
import type { SealSuite } from '@comity/exchange/keys'
import type { ReceiptEvent } from '@comity/exchange/receipt'
import type { GapKind } from '@comity/exchange/reconciliation'
import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely'
import type { BridgeTables } from './bridge/tables.ts'
import type { WitnessTables } from './witness-tables.ts'

/** A value kept as jsonb: written as text, read as what it is. */
type Json<T> = ColumnType<T, string, string>

/** An officer who has compared a peer's fingerprint. */
export interface Verification {
  readonly account: string
  readonly name: string
  readonly at: string
  /** By which way it was compared, and with whom; absent of those from before this was asked. */
  readonly means?: ComparisonMeans
  readonly counterpart?: string
}

/** What the first of two officers wants of a floor. */
export interface FloorProposal {
  readonly suite: SealSuite
  readonly account: string
  readonly name: string
  readonly at: string
  readonly reason: string
}

/** Name and length in bytes of one sealed part. */
export interface SealedPartName {
  readonly ct256: string
  readonly ctLen: number
}

interface DirectoryTable {
  version: number
  bytes: Buffer
  digest: string
  issued_at: string
}

interface PeerTable {
  id: string
  state: string
  standing: KnownStanding
  version: number
  bytes: Buffer
  document: Json<Directory>
  digest: string
  fingerprint: string
  certificates: string[]
  verified_by: ColumnType<readonly Verification[], string | undefined, string>
  suspension_reason: string | null
  floor: SealSuite | null
  floor_proposal: ColumnType<FloorProposal | null, string | null | undefined, string | null>
  trouble: PeerTrouble | null
  proposed_at: string
  changed_at: string
}
export type PeerRow = Selectable<PeerTable>

interface OutboxTable {
  id: string
  peer: string
  thread: string
  seq: number
  type: string
  act: ColumnType<Act | null, string | null, string | null>
  standing: Generated<'queued' | 'sealed' | 'announced' | 'consigned' | 'failed'>
  envelope: Buffer | null
  digest: string | null
  jws_digest: string | null
  parts: ColumnType<readonly SealedPartName[] | null, string | null, string | null>
  folder: string | null
  attempts: Generated<number>
  stalled: Generated<number>
  next_at: string
  not_after: string
  lease: string | null
  leased_until: string | null
  last_problem: ProblemCode | null
  created_at: string
  settled_at: string | null
  written_by: string | null
  sealed_at: string | null
}
export type OutboxRow = Selectable<OutboxTable>

interface InboxTable {
  peer: string
  id: string
  digest: string
  thread: string
  seq: number
  type: string
  prev: string | null
  jws_digest: string
  envelope: Buffer
  standing: Generated<'receiving' | 'accepted' | 'refused'>
  problem: ProblemCode | null
  not_after: string
  received_at: string
  settled_at: string | null
  opened_at: string | null
  way: string | null
}
export type InboxRow = Selectable<InboxTable>

interface InboxPartTable {
  peer: string
  ct256: string
  message: string
  place: number
  ct_len: number
}

interface ReceiptTable {
  seq: GeneratedAlways<number>
  peer: string
  direction: 'out' | 'in'
  message: string
  envelope_digest: string
  event: ReceiptEvent
  problem: Generated<ProblemCode | ''>
  issuer: string
  at: string
  previous: string | null
  digest: string
  bytes: Buffer
}

interface ReceiptChainTable {
  issuer: string
  digest: string | null
}

interface RefusedMessageTable {
  seq: GeneratedAlways<number>
  peer: string
  id: string
  digest: string
  problem: ProblemCode
  at: string
  envelope: Buffer | null
  /** Of what was opened before it was refused. */
  thread: string | null
}

interface MessageAttemptTable {
  message: string
  number: number
  at: string
  ended_at: string | null
  problem: ProblemCode | null
  reason: LineReason | null
  next_at: string | null
}

interface PeerContactTable {
  peer: string
  heard_at: string
}

interface PeerDocumentTable {
  peer: string
  version: number
  digest: string
  bytes: Buffer
  received_at: string
}

interface PeerEventTable {
  seq: GeneratedAlways<number>
  peer: string
  event: PeerEvent
  at: string
  version: number
  account: string | null
  name: string | null
  reason: string | null
}

interface ReconciliationTable {
  peer: string
  at: string
  since: string
  threads: number
  problem: ProblemCode | null
  good_at: string | null
}

interface ReconciliationGapTable {
  peer: string
  thread: string
  author: string
  seq: number
  kind: GapKind
  message: string | null
  proved: boolean
  found_at: string
  seen_at: string
  closed_at: string | null
}

interface RevokedRootsTable {
  peer: string
  fingerprint: string
  at: string
}

/** Tables of the sealed exchange; what each is for stands in migrations 0003, 0015, 0016 and 0018. */
export interface ExchangeTables extends BridgeTables, WitnessTables {
  directory: DirectoryTable
  peer: PeerTable
  outbox: OutboxTable
  inbox: InboxTable
  inbox_part: InboxPartTable
  receipt: ReceiptTable
  receipt_chain: ReceiptChainTable
  refused_message: RefusedMessageTable
  message_attempt: MessageAttemptTable
  peer_contact: PeerContactTable
  peer_document: PeerDocumentTable
  peer_event: PeerEventTable
  reconciliation: ReconciliationTable
  reconciliation_gap: ReconciliationGapTable
  revoked_roots: RevokedRootsTable
}
