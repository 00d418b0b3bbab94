import type { Generated } from 'kysely'

interface AuditTable {
  /** Without gaps, in the order of commits. */
  seq: number
  at: string
  actor: string
  action: string
  subject: string
  outcome: string
  entry: Buffer
  leaf: Buffer
  /** Of the digests in the entry; none in entries of version 1. */
  actor_salt: string | null
  subject_salt: string | null
  /** What was said with the act, whose digest with this salt is in the entry; as `noteOf` of the store writes it. */
  note: Generated<string | null>
  note_salt: Generated<string | null>
}

interface AuditSubtreeTable {
  height: number
  index: number
  hash: Buffer
}

interface AuditCheckpointTable {
  size: number
  root: Buffer
  peaks: Buffer
  note: string
  at: string
}

interface AuditVerificationTable {
  at: string
  size: number
  root: Buffer
  fault: string | null
  entry: number | null
}

export interface AuditTables {
  audit: AuditTable
  audit_subtree: AuditSubtreeTable
  audit_checkpoint: AuditCheckpointTable
  audit_verification: AuditVerificationTable
}
