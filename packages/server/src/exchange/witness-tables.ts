interface AuditWitnessTable {
  peer: string
  size: number
  note: string | null
  at: string | null
  fault: 'longer' | 'other' | null
  fault_at: string | null
}

interface WitnessedLogTable {
  peer: string
  size: number
  root: Buffer
  note: string
  at: string
}

interface LogContradictionTable {
  peer: string
  at: string
  before: string
  after: string
  settled_at: string | null
  settled_by: string | null
  reason: string | null
}

/** Tables of cosigned audit logs; what each is for stands in migration 0027. */
export interface WitnessTables {
  audit_witness: AuditWitnessTable
  witnessed_log: WitnessedLogTable
  log_contradiction: LogContradictionTable
}
