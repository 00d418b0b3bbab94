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
}

export interface AuditTables {
  audit: AuditTable
}
