import type { Eraser } from '../platform/eraser.ts'

const nothing = Buffer.alloc(0)

/**
 * Of messages the envelopes go, and with them what a sealed manifest says, and acts that were never sealed; receipts and digests
 * stay, so that what was sent is answered for. Sealed parts on the disk go with the next sweep.
 */
export const messageEraser: Eraser = {
  async erase(trx, thread) {
    const came = (await trx.selectFrom('inbox').select('id').where('thread', '=', thread).execute()).map(({ id }) => id)
    if (came.length > 0) {
      await trx.deleteFrom('inbox_part').where('message', 'in', came).execute()
      await trx.updateTable('refused_message').set({ envelope: null }).where('id', 'in', came).where('envelope', 'is not', null).execute()
      await trx.updateTable('inbox').set({ envelope: nothing }).where('thread', '=', thread).execute()
    }
    await trx
      .updateTable('outbox')
      .set({ act: null, envelope: nothing, parts: '[]', folder: null, written_by: null })
      .where('thread', '=', thread)
      .execute()
    return []
  },
}
