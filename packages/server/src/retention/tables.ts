import type { RetentionClass } from '@comity/domain/retention/retention-class'
import type { ColumnType, Generated } from 'kysely'

interface RetentionPeriodTable {
  seq: Generated<number>
  class: RetentionClass
  months: number | null
  source: string
  set_by: string
  set_by_name: string
  set_at: string
}

interface RetentionExtensionTable {
  seq: Generated<number>
  request: string
  until: string
  reason: string
  by: string
  by_name: string
  at: string
}

interface LegalHoldTable {
  id: string
  request: string
  reason: string
  set_by: string
  set_by_name: string
  set_at: string
  lifted_by: string | null
  lifted_by_name: string | null
  lifted_at: string | null
  lift_reason: string | null
}

interface ErasureTable {
  id: string
  request: string
  standing: Generated<'proposed' | 'approved' | 'declined'>
  reason: string
  proposed_by: string
  proposed_by_name: string
  proposed_at: string
  settled_by: string | null
  settled_by_name: string | null
  settled_at: string | null
  settle_reason: string | null
  /** Hashes of files whose keys are still to be destroyed. */
  remains: ColumnType<readonly string[] | null, string | null, string | null>
  done_at: string | null
}

export interface RetentionTables {
  retention_period: RetentionPeriodTable
  retention_extension: RetentionExtensionTable
  legal_hold: LegalHoldTable
  erasure: ErasureTable
}
