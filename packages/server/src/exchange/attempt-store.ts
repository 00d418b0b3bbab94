import type { Attempt, LineReason } from '@comity/domain/exchange/message-history'
import type { ProblemCode } from '@comity/domain/problem'
import type { Kysely } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import { bridgesOf } from './bridge/bridge-store.ts'
import type { OutboxRow } from './tables.ts'

type Tried = Pick<OutboxRow, 'id' | 'attempts'>

/** Notes that an attempt begins. */
export async function beginAttempt(db: Kysely<Tables>, { id, attempts }: Tried, at: string): Promise<void> {
  await db
    .insertInto('message_attempt')
    .values({ message: id, number: attempts, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Notes how an attempt ended; without a problem it handed the message over. */
export async function endAttempt(
  db: Kysely<Tables>,
  { id, attempts }: Tried,
  end: {
    readonly at: string
    readonly problem: ProblemCode | undefined
    readonly reason?: LineReason | undefined
    readonly nextAt?: string
  },
): Promise<void> {
  await db
    .updateTable('message_attempt')
    .set({ ended_at: end.at, problem: end.problem ?? null, reason: end.reason ?? null, next_at: end.nextAt ?? null })
    .where('message', '=', id)
    .where('number', '=', attempts)
    .where('ended_at', 'is', null)
    .execute()
}

/** The attempts at a message, in their order. */
export async function listAttempts(db: Kysely<Tables>, message: string): Promise<Attempt[]> {
  const rows = await db.selectFrom('message_attempt').selectAll().where('message', '=', message).orderBy('number').execute()
  const bridges = await bridgesOf(db, message)
  return rows.map(({ number, at, ended_at, problem, reason, next_at }) => ({
    number,
    at,
    way: bridges.has(number) ? `bridge:${bridges.get(number)}` : 'https',
    ...(ended_at === null ? {} : { endedAt: ended_at }),
    ...(problem === null ? {} : { problem }),
    ...(reason === null ? {} : { reason }),
    ...(next_at === null ? {} : { nextAt: next_at }),
  }))
}
