import type { RequestRow } from '@comity/contract/request'
import { noDeadline } from './row.ts'
import type { RequestTable } from './tables.ts'

/** A row of the register as the contract shows it. */
export function rowView(row: Omit<RequestTable, 'words' | 'closed_at' | 'closed_from' | 'erased_at'>): RequestRow {
  return {
    id: row.id,
    side: row.side,
    counterpart: row.counterpart,
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.their_reference === null ? {} : { theirReference: row.their_reference }),
    ...(row.title === null ? {} : { title: row.title }),
    stage: row.stage,
    ...(row.due === noDeadline ? {} : { due: row.due }),
    changedAt: row.changed_at,
    waitsForApproval: row.waits_for_approval,
  }
}
