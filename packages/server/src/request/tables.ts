import type { Side } from '@comity/domain/request/act'
import type { Stage } from '@comity/domain/request/progress'
import type { ColumnType } from 'kysely'

/** The projected row of a request; see `row.ts`. */
export interface RequestTable {
  id: string
  side: Side
  counterpart: string
  reference: string | null
  their_reference: string | null
  title: string | null
  stage: Stage
  due: string
  assigned_to: string | null
  waits_for_approval: boolean
  opened_at: string
  changed_at: string
  version: number
  words: unknown
  /** When it was closed, as long as it is, and from what. */
  closed_at: string | null
  closed_from: Exclude<Stage, 'clarification'> | null
  erased_at: string | null
}

export interface RequestEventTable {
  request: string
  version: number
  id: string
  at: string
  actor_id: string
  actor_name: string
  type: string
  body: ColumnType<unknown, string, never>
}

export interface RequestFileTable {
  request: string
  id: string
  name: string
  media_type: string
  size: number
  sha256: string
  describes: string | null
  origin: 'ours' | 'theirs'
  added_at: string
  added_by: string
}

export interface RequestTables {
  request: RequestTable
  request_event: RequestEventTable
  request_file: RequestFileTable
}
