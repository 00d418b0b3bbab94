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
