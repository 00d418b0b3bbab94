import type { Proposal } from '@comity/contract/reference'
import type { ProfileProposal } from '@comity/contract/profile'
import type { Participation } from '@comity/domain/legal-basis/participation'
import type { StateProfile } from '@comity/domain/requirement/profile'
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

interface ProfileProposalTable {
  id: string
  state: string
  rests_on: number
  before: ColumnType<StateProfile | null, string | null, string | null>
  profile: Json<StateProfile>
  note: string | null
  file: string | null
  review: boolean
  standing: Generated<ProfileProposal['standing']>
  proposed_by: string
  proposed_by_name: string
  proposed_at: string
  settled_by: string | null
  settled_by_name: string | null
  settled_at: string | null
  reason: string | null
}
export type ProfileProposalRow = Selectable<ProfileProposalTable>

interface ProfileVersionTable {
  state: string
  version: number
  profile: Json<StateProfile>
  proposal: string
  at: string
}

/** Tables of what officers bring into the law; what each is for stands in migrations 0004 and 0005. */
export interface LawTables {
  law_proposal: LawProposalTable
  law_row: LawRowTable
  profile_proposal: ProfileProposalTable
  profile_version: ProfileVersionTable
}
