import { progressOf } from '@comity/domain/request/progress'
import { replay } from '@comity/domain/request/request'
import type { Kysely } from 'kysely'
import { onBehalfOf } from '../platform/on-behalf.ts'
import type { Tables } from '../platform/tables.ts'
import { listEvents } from './store.ts'

/** A chore: notes of requests that were closed before closings were noted when that was, and from what. It reads their events as the exchange does. */
export async function noteClosings(db: Kysely<Tables>): Promise<void> {
  return onBehalfOf('exchange', () => noteEach(db))
}

async function noteEach(db: Kysely<Tables>): Promise<void> {
  const rows = await db.selectFrom('request').select('id').where('stage', '=', 'closed').where('closed_at', 'is', null).execute()
  for (const { id } of rows) {
    const events = await listEvents(db, id)
    const closing = events.findLast((event) => (event.type === 'acted' || event.type === 'received') && event.act.type === 'close')
    const request = replay(events)
    const closed_from = progressOf(request.acts, request).closedFrom ?? null
    await db
      .updateTable('request')
      .set({ closed_at: closing?.at ?? request.changedAt, closed_from })
      .where('id', '=', id)
      .where('stage', '=', 'closed')
      .execute()
  }
}
