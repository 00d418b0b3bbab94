import type { Kysely } from 'kysely'
import type { About } from '../platform/dispatch.ts'
import type { Tables } from '../platform/tables.ts'

/**
 * The request of which a message speaks, asked at the gate before anything of the message is told; of a message that is not there, or was
 * turned away before it was opened, none.
 * @param ref as in the list of messages
 */
export async function aboutMessage(db: Kysely<Tables>, ref: string): Promise<About> {
  const refused = /^refused-(\d+)$/u.exec(ref)?.[1]
  const found =
    refused === undefined
      ? ((await db.selectFrom('outbox').select('thread').where('id', '=', ref).executeTakeFirst()) ??
        (await db.selectFrom('inbox').select('thread').where('id', '=', ref).executeTakeFirst()))
      : await db.selectFrom('refused_message').select('thread').where('seq', '=', Number(refused)).executeTakeFirst()
  const thread = found?.thread ?? undefined
  return thread === undefined ? {} : { request: thread }
}

/** The same of a message of a peer, taken in or refused. */
export async function aboutArrived(db: Kysely<Tables>, peer: string, message: string): Promise<About> {
  const found =
    (await db.selectFrom('inbox').select('thread').where('peer', '=', peer).where('id', '=', message).executeTakeFirst()) ??
    (await db
      .selectFrom('refused_message')
      .select('thread')
      .where('peer', '=', peer)
      .where('id', '=', message)
      .orderBy('seq', 'desc')
      .executeTakeFirst())
  const thread = found?.thread ?? undefined
  return thread === undefined ? {} : { request: thread }
}
