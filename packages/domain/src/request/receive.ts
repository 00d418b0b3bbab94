import type { StateCode } from '../input.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Act } from './act.ts'
import { fits, progressOf } from './progress.ts'
import type { Actor, Request, RequestEvent } from './request.ts'

/** What is known of a message besides the act it carries. */
export interface Arrival {
  /** The request's id: the thread of the message. */
  readonly thread: string
  /** The State whose signature was verified. */
  readonly from: StateCode
  readonly self: StateCode
  readonly at: string
  readonly newId: () => string
}

/** How many acts may wait for a missing one; an honest peer sends in order and stays far below. */
const heldLimit = 100

function between(act: Act, requesting: StateCode, requested: StateCode): boolean {
  if (act.type !== 'dispatch' && act.type !== 'share-draft') return true
  return act.body.content.requesting === requesting && act.body.content.requested === requested
}

function gap(act: Act): Result<never> {
  return fail({ code: 'gap', values: { act: act.type } })
}

function open(act: Act, received: RequestEvent, arrival: Arrival): Result<readonly RequestEvent[]> {
  if (act.side === 'requested') return outOfPlace(act)
  if (act.seq > 1) return gap(act)
  const opens = act.type === 'dispatch' || act.type === 'share-draft'
  if (!opens || act.seen > 0 || !between(act, arrival.from, arrival.self)) return outOfPlace(act)
  const { at, actor } = received
  return ok([
    { id: arrival.newId(), at, actor, type: 'opened', request: arrival.thread, side: 'requested', content: act.body.content },
    received,
  ])
}

function outOfPlace(act: Act): Result<never> {
  return fail({ code: 'act-out-of-place', values: { act: act.type } })
}

/** Whether an author counted rightly: a new number, and never less seen than before, nor more of our acts than there are. */
function countsRightly(act: Act, ours: readonly Act[], theirs: readonly Act[]): boolean {
  if (act.seen > ours.length) return false
  return theirs.every((other) => (other.seq < act.seq ? other.seen <= act.seen : other.seq > act.seq && other.seen >= act.seen))
}

/** The acts that the author of this one had before them: all their own earlier ones, and of ours those they had seen. */
export function inSightOf(act: Pick<Act, 'side' | 'seq' | 'seen'>, acts: readonly Act[]): readonly Act[] {
  return acts.filter((other) => (other.side === act.side ? other.seq < act.seq : other.seq <= act.seen))
}

/**
 * Decides what an act that arrived from the other State does to our copy. Messages may come in any order:
 * one whose forerunners are missing is held. An act that was in place when its author made it is accepted
 * even if one of ours crossed it; one that was out of place even then is refused.
 * @returns the events to append (none for a repetition), or `gap` (too much is missing before it: its sender
 * tries again later), `id-reuse`, or `act-out-of-place`
 */
export function receive(request: Request | undefined, act: Act, arrival: Arrival): Result<readonly RequestEvent[]> {
  const actor: Actor = { id: `state:${arrival.from}`, name: act.by }
  const received: RequestEvent = { id: arrival.newId(), at: arrival.at, actor, type: 'received', act }
  if (request === undefined) return open(act, received, arrival)
  if (request.counterpart !== arrival.from || act.side === request.side) return outOfPlace(act)
  if (!between(act, request.content.requesting, request.content.requested)) return outOfPlace(act)
  const known = [...request.acts, ...request.held]
  const same = known.find((other) => other.id === act.id)
  if (same !== undefined) return same.side === act.side && same.seq === act.seq ? ok([]) : fail({ code: 'id-reuse' })
  const theirs = known.filter((other) => other.side === act.side)
  const ours = known.filter((other) => other.side !== act.side)
  if (!countsRightly(act, ours, theirs)) return outOfPlace(act)
  const sight = inSightOf(act, request.acts)
  if (sight.length < act.seq - 1 + act.seen) return request.held.length < heldLimit ? ok([received]) : gap(act)
  return fits(progressOf(sight, request), act) ? ok([received]) : outOfPlace(act)
}
