import type { Proposal } from '@comity/contract/reference'
import type { Participation } from '@comity/domain/legal-basis/participation'
import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely'
import type { StatusRow } from './import/status.ts'

/** A value kept as jsonb: written as text, read as what it is. */
type Json<T> = ColumnType<T, string, string>

interface LawProposalTable {
  id: string
  instrument: string
  format: Proposal['format']
  name: string
  sha256: string
  title: string | null
  source: string
  as_of: string
  count: number
  rows: Json<readonly StatusRow[]>
  standing: Generated<Proposal['standing']>
  proposed_by: string
  proposed_by_name: string
  proposed_at: string
  settled_by: string | null
  settled_by_name: string | null
  settled_at: string | null
  reason: string | null
}
export type LawProposalRow = Selectable<LawProposalTable>

interface LawRowTable {
  seq: GeneratedAlways<number>
  instrument: string
  state: string
  row: Json<Participation>
  before: ColumnType<Participation | null, string | null, string | null>
  proposal: string
  at: string
}

/** Tables of what officers bring into the law; what each is for stands in migration 0004. */
export interface LawTables {
  law_proposal: LawProposalTable
  law_row: LawRowTable
}
