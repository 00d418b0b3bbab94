import type { Caution, ScanObstacle, ScanState } from '@comity/domain/screening/verdict'
import type { ColumnType } from 'kysely'

export interface FileVerdictTable {
  sha256: string
  scan: ScanState
  obstacle: ScanObstacle | null
  found: string | null
  engine: string | null
  version: string | null
  signatures_at: string | null
  at: string
  cautions: ColumnType<readonly Caution[] | null, string | null, string | null>
}

export interface ScreeningTables {
  file_verdict: FileVerdictTable
}
