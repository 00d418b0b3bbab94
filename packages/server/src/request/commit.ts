import type { StateCode } from '@comity/domain/input'
import type { Act } from '@comity/domain/request/act'
import { evolve, type Request, type RequestEvent } from '@comity/domain/request/request'
import { ok, type Result } from '@comity/domain/result'
import type { Transaction } from '../platform/tables.ts'
import { appendEvents } from './store.ts'

/** A shared act on its way to the other State, written in the transaction of the act itself. */
export interface Outgoing {
  readonly to: StateCode
  /** The request's id. */
  readonly thread: string
  readonly act: Act
}

/** Writes a message into the outbox; refuses when no verified peer of that State is known. */
export type Enqueue = (trx: Transaction, message: Outgoing) => Promise<Result<void>>

/**
 * Commits what was decided: the events, the row they lead to, and the message each of our acts becomes.
 * @returns the request as it now is, or the outbox's refusal, in which case nothing may be kept
 */
export async function commitEvents(
  trx: Transaction,
  before: Request | undefined,
  events: readonly RequestEvent[],
  enqueue: Enqueue,
): Promise<Result<Request>> {
  let after = before
  for (const event of events) after = evolve(after, event)
  if (after === undefined) throw new Error('nothing was decided and nothing was there')
  if (events.length > 0) await appendEvents(trx, before, after, events)
  for (const event of events) {
    if (event.type !== 'acted') continue
    const queued = await enqueue(trx, { to: after.counterpart, thread: after.id, act: event.act })
    if (!queued.ok) return queued
  }
  return ok(after)
}
