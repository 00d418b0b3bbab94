import type { Eraser } from '../platform/eraser.ts'

/** That a request came in a file of the drafter is forgotten with it. */
export const drafterFileEraser: Eraser = {
  async erase(trx, request) {
    await trx.deleteFrom('drafter_import').where('request', '=', request).execute()
    return []
  },
}
