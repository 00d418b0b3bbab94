import type { Eraser } from '../platform/eraser.ts'

/** Signed letters go; the register of letters keeps number, dates and digest. */
export const signatureEraser: Eraser = {
  async erase(trx, request) {
    const rows = await trx.deleteFrom('letter_signature').where('request', '=', request).returning(['sha256', 'unsigned_sha256']).execute()
    return rows.flatMap(({ sha256, unsigned_sha256 }) => [sha256, unsigned_sha256])
  },
  async listNamed(db, hashes) {
    const rows = await db
      .selectFrom('letter_signature')
      .select(['sha256', 'unsigned_sha256'])
      .where((is) => is.or([is('sha256', 'in', hashes), is('unsigned_sha256', 'in', hashes)]))
      .execute()
    return rows.flatMap(({ sha256, unsigned_sha256 }) => [sha256, unsigned_sha256])
  },
}
