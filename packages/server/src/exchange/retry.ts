import { mayRetry } from '@comity/domain/exchange/retry'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Transaction } from '../platform/tables.ts'
import { listAttempts } from './attempt-store.ts'
import { isBehind } from './outbox-store.ts'
import { findPeerRow } from './peer-store.ts'

/**
 * Makes a message due now. What back-off has counted stays: after this attempt the pause is as long as it would have been.
 * @returns `not-found`, or what `mayRetry` says
 */
export async function retryNow(trx: Transaction, id: string, now: string): Promise<Result<void>> {
  const row = await trx.selectFrom('outbox').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) return fail({ code: 'not-found' })
  const attempts = await listAttempts(trx, id)
  const last = attempts.at(-1)
  const peer = await findPeerRow(trx, row.peer)
  const allowed = mayRetry({
    standing: row.standing,
    peerStanding: peer?.standing ?? 'unknown',
    inHand: row.lease !== null && row.leased_until !== null && Date.parse(row.leased_until) > Date.parse(now),
    behind: await isBehind(trx, row),
    now,
    ...(last === undefined ? {} : { lastAttemptAt: last.at }),
  })
  if (!allowed.ok) return allowed
  await trx.updateTable('outbox').set({ next_at: now }).where('id', '=', id).where('next_at', '>', now).execute()
  return ok(undefined)
}
