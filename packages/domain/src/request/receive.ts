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

function mayOpen(act: Act, arrival: Arrival): boolean {
  if (act.type !== 'dispatch' && act.type !== 'share-draft') return false
  const { content } = act.body
  return act.side === 'requesting' && content.requesting === arrival.from && content.requested === arrival.self
}

/** The acts that the author of this one had before them: all their own earlier ones, and of ours those they had seen. */
function inSightOf(act: Act, acts: readonly Act[]): readonly Act[] {
  return acts.filter((other) => (other.side === act.side ? other.seq < act.seq : other.seq <= act.seen))
}

/**
 * Decides what an act that arrived from the other State does to our copy. Messages may come in any order:
 * one whose forerunners are missing is held. An act that was in place when its author made it is accepted
 * even if one of ours crossed it; one that was out of place even then is refused.
 * @returns the events to append (none for a repetition), or `act-out-of-place`
 */
export function receive(request: Request | undefined, act: Act, arrival: Arrival): Result<readonly RequestEvent[]> {
  const actor: Actor = { id: `state:${arrival.from}`, name: act.by }
  const received: RequestEvent = { id: arrival.newId(), at: arrival.at, actor, type: 'received', act }
  if (request === undefined) {
    if (!mayOpen(act, arrival) || act.type !== 'dispatch' && act.type !== 'share-draft') return fail({ code: 'gap', values: { act: act.type } })
    if (act.seq !== 1 || act.seen !== 0) return fail({ code: 'gap', values: { act: act.type } })
    const opened: RequestEvent = { id: arrival.newId(), at: arrival.at, actor, type: 'opened', request: arrival.thread, side: 'requested', content: act.body.content }
    return ok([opened, received])
  }
  if (request.counterpart !== arrival.from || act.side === request.side) return fail({ code: 'act-out-of-place', values: { act: act.type } })
  const known = [...request.acts, ...request.held]
  if (known.some((other) => other.id === act.id)) return ok([])
  if (known.some((other) => other.side === act.side && other.seq === act.seq)) return fail({ code: 'act-out-of-place', values: { act: act.type } })
  const sight = inSightOf(act, request.acts)
  const complete = sight.length === act.seq - 1 + act.seen
  if (complete && !fits(progressOf(sight), act)) return fail({ code: 'act-out-of-place', values: { act: act.type } })
  return ok([received])
}
