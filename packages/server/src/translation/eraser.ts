import type { Eraser } from '../platform/eraser.ts'

/** Translations go with all their words, from the memory too. */
export const translationEraser: Eraser = {
  async erase(trx, request) {
    const ids = (await trx.selectFrom('translation').select('id').where('request', '=', request).execute()).map(({ id }) => id)
    if (ids.length === 0) return []
    await trx.deleteFrom('translation_memory').where('translation', 'in', ids).execute()
    await trx.deleteFrom('translation_export').where('translation', 'in', ids).execute()
    await trx.deleteFrom('translation_segment').where('translation', 'in', ids).execute()
    await trx.deleteFrom('translation').where('id', 'in', ids).execute()
    return []
  },
}
