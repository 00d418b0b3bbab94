import type { Eraser } from '../platform/eraser.ts'

/** What was decided of who sees a request goes with it; that it is restricted, and who is walled off, stays for what is left of it. */
export const accessEraser: Eraser = {
  async erase(trx, request) {
    await trx.deleteFrom('access_act').where('request', '=', request).execute()
    return []
  },
}
