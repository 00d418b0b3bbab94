import type { Eraser } from '../platform/eraser.ts'

/** The register of letters keeps its numbers without gaps; what came on paper, its scans and what was noted of originals go. */
export const paperEraser: Eraser = {
  async erase(trx, request) {
    const letters = await trx.selectFrom('outgoing_letter').select('sha256').where('request', '=', request).execute()
    await trx.deleteFrom('paper_original_event').where('request', '=', request).execute()
    const papers = (await trx.selectFrom('incoming_paper').select('id').where('request', '=', request).execute()).map(({ id }) => id)
    const scans = papers.length === 0 ? [] : await trx.deleteFrom('paper_scan').where('paper', 'in', papers).returning('sha256').execute()
    await trx.deleteFrom('incoming_paper').where('request', '=', request).execute()
    return [...letters, ...scans].flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256]))
  },
  async listNamed(db, hashes) {
    const scans = await db.selectFrom('paper_scan').select('sha256').where('sha256', 'in', hashes).execute()
    const letters = await db
      .selectFrom('outgoing_letter')
      .innerJoin('request', 'request.id', 'outgoing_letter.request')
      .select('outgoing_letter.sha256')
      .where('outgoing_letter.sha256', 'in', hashes)
      .where('request.erased_at', 'is', null)
      .execute()
    return [...scans, ...letters].flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256]))
  },
}
