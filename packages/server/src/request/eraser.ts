import { sql } from 'kysely'
import type { Eraser } from '../platform/eraser.ts'

/** Of a request its numbers, States, sides and dates stay. */
export const requestEraser: Eraser = {
  async erase(trx, request) {
    const files = await trx.deleteFrom('request_file').where('request', '=', request).returning('sha256').execute()
    await trx.deleteFrom('request_event').where('request', '=', request).execute()
    await trx
      .updateTable('request')
      .set({ title: null, assigned_to: null, words: sql`''::tsvector` })
      .where('id', '=', request)
      .execute()
    return files.map(({ sha256 }) => sha256)
  },
  async listNamed(db, hashes) {
    const rows = await db.selectFrom('request_file').select('sha256').where('sha256', 'in', hashes).execute()
    return rows.map(({ sha256 }) => sha256)
  },
}
