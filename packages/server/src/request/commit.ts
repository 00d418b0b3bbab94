import { isOnPaper } from '@comity/domain/paper/on-paper'
import type { RegisteredLetter } from '@comity/domain/paper/outgoing-letter'
import type { StateCode } from '@comity/domain/input'
import type { Act } from '@comity/domain/request/act'
import { evolve, type Request, type RequestEvent } from '@comity/domain/request/request'
import { ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import { appendEvents } from './store.ts'

/** A shared act on its way to the other State, written in the transaction of the act itself. */
export interface Outgoing {
  readonly to: StateCode
  /** The request's id. */
  readonly thread: string
  readonly act: Act
}

/** A change of a request that is about to be committed. */
export interface LetterChange {
  readonly before: Request | undefined
  readonly after: Request
  readonly events: readonly RequestEvent[]
}

/** The register of outgoing letters, kept by another slice. */
export interface LetterRegister {
  /** The letters of a request, in the order of their numbers. */
  list(reader: Kysely<Tables> | Transaction, request: string): Promise<readonly RegisteredLetter[]>
  /** Follows a change in its own transaction: allots, issues and voids numbers as it asks. */
  follow(trx: Transaction, change: LetterChange): Promise<void>
  /** Notes the PDF of an issued letter as it is printed. */
  keepPrint(trx: Transaction, number: string, print: { readonly sha256: string; readonly pages: number }): Promise<void>
}

/** Writes a message into the outbox; refuses when no verified peer of that State is known. */
export type Enqueue = (trx: Transaction, message: Outgoing) => Promise<Result<void>>

/** What follows a change of a request in its transaction. */
export interface Outlets {
  readonly enqueue: Enqueue
  readonly letters: LetterRegister
}

/**
 * Commits what was decided: the events, the row they lead to, the numbers of its letters, and the message each of our
 * acts becomes; where the other State is told on paper there is no message.
 * @returns the request as it now is, or the outbox's refusal, in which case nothing may be kept
 */
export async function commitEvents(
  trx: Transaction,
  before: Request | undefined,
  events: readonly RequestEvent[],
  { enqueue, letters }: Outlets,
): Promise<Result<Request>> {
  let after = before
  for (const event of events) after = evolve(after, event)
  if (after === undefined) throw new Error('nothing was decided and nothing was there')
  if (events.length > 0) await appendEvents(trx, before, after, events)
  await letters.follow(trx, { before, after, events })
  if (isOnPaper(after)) return ok(after)
  for (const event of events) {
    if (event.type !== 'acted') continue
    const queued = await enqueue(trx, { to: after.counterpart, thread: after.id, act: event.act })
    if (!queued.ok) return queued
  }
  return ok(after)
}
