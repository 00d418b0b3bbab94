import { type Instance, now } from './instance.ts'
import { issueReceipt } from './receipt-store.ts'

/**
 * Signs that an official of ours has opened what the messages of a thread brought: once for each, the first time. It informs
 * the other side and starts no time limit; what counts is that the message lies in our inbox.
 */
export async function handOver(instance: Instance, thread: string): Promise<void> {
  const unopened = instance.db
    .selectFrom('inbox')
    .select('id')
    .where('thread', '=', thread)
    .where('standing', '=', 'accepted')
    .where('opened_at', 'is', null)
  if ((await unopened.executeTakeFirst()) === undefined) return
  const at = now(instance)
  await instance.db.transaction().execute(async (trx) => {
    const opened = await trx
      .updateTable('inbox')
      .set({ opened_at: at })
      .where('thread', '=', thread)
      .where('standing', '=', 'accepted')
      .where('opened_at', 'is', null)
      .returning(['peer', 'id', 'digest'])
      .execute()
    for (const { peer, id, digest } of opened) {
      await issueReceipt(trx, instance, { peer, direction: 'in', message: id, digest, event: 'ContentHandover', at })
    }
  })
}
