import type { StateCode } from '../input.ts'
import { type Act, inThreadOrder, type Side } from './act.ts'
import type { ActCommand } from './command.ts'
import { type RequestContent, type RequestRevision, revisedContent } from './content.ts'
import { progressOf } from './progress.ts'

/** Who did something on our side: an account, or the counterpart through its messages. */
export interface Actor {
  readonly id: string
  readonly name: string
}

interface EventHead {
  readonly id: string
  readonly at: string
  readonly actor: Actor
}

/** What happened to a request in this authority's own record. The log is only ever appended to. */
export type RequestEvent = EventHead &
  (
    | {
        readonly type: 'opened'
        readonly request: string
        readonly side: Side
        readonly reference?: string
        readonly content: RequestContent
        /** It came on paper, and what we do is said on paper. */
        readonly onPaper?: true
      }
    | { readonly type: 'revised'; readonly content: RequestRevision }
    | { readonly type: 'finding-overridden'; readonly finding: string; readonly reason: string }
    | { readonly type: 'approval-asked'; readonly command: ActCommand }
    | { readonly type: 'approval-declined'; readonly reason: string }
    | { readonly type: 'acted'; readonly act: Act }
    | { readonly type: 'received'; readonly act: Act }
  )

/** An act that waits for a second officer. */
export interface Pending {
  readonly command: ActCommand
  readonly by: Actor
  readonly at: string
}

/** One authority's copy of a request: the fold of its events. */
export interface Request {
  readonly id: string
  readonly side: Side
  readonly self: StateCode
  readonly counterpart: StateCode
  /** It travels on paper, and each State is told by paper: ask `isOnPaper`. */
  readonly onPaper?: true
  /** Of a request on paper: who entered each act of the other State, and when. */
  readonly entered?: Readonly<Record<string, { readonly by: string; readonly at: string }>>
  /** Our own reference. */
  readonly reference?: string
  /** The draft on the requesting side; what was last received on the other. */
  readonly content: RequestContent
  /** Number of events, and so the version that a change must name. */
  readonly version: number
  readonly openedAt: string
  readonly changedAt: string
  readonly pending?: Pending
  readonly declined?: { readonly reason: string; readonly by: Actor; readonly at: string }
  readonly overrides: Readonly<Record<string, { readonly reason: string; readonly by: Actor; readonly at: string }>>
  /** The acts of both sides in thread order. */
  readonly acts: readonly Act[]
  /** Acts of the counterpart that arrived before one on which they rest: shown as a gap, not yet counted. */
  readonly held: readonly Act[]
}

function opened(event: Extract<RequestEvent, { type: 'opened' }>): Request {
  const { side, content } = event
  const [self, counterpart] = side === 'requesting' ? [content.requesting, content.requested] : [content.requested, content.requesting]
  return {
    id: event.request,
    side,
    self,
    counterpart,
    ...(event.reference === undefined ? {} : { reference: event.reference }),
    ...(event.onPaper === undefined ? {} : { onPaper: event.onPaper }),
    content,
    version: 1,
    openedAt: event.at,
    changedAt: event.at,
    overrides: {},
    acts: [],
    held: [],
  }
}

/** Places an act after its author's earlier ones, and then every held act that was waiting for it. */
function place(request: Request, act: Act): Request {
  let acts = request.acts
  let held = [...request.held, act]
  for (let next = nextOf(held, acts); next !== undefined; next = nextOf(held, acts)) {
    const placed = next
    acts = [...acts, placed].toSorted(inThreadOrder)
    held = held.filter((other) => other !== placed)
  }
  return { ...request, acts, held }
}

function nextOf(held: readonly Act[], acts: readonly Act[]): Act | undefined {
  return held.find((act) => act.seq === acts.filter((other) => other.side === act.side).length + 1)
}

/** What the requested State has before it: the last draft or request that took effect. */
function contentAfter(request: Request): RequestContent {
  if (request.side === 'requesting') return request.content
  const { crossed } = progressOf(request.acts, request)
  const sent = request.acts.findLast((act) => (act.type === 'dispatch' || act.type === 'share-draft') && !crossed.includes(act.id))
  return sent?.type === 'dispatch' || sent?.type === 'share-draft' ? sent.body.content : request.content
}

/** The reference that an act of ours gives the request. */
function referenceIn(act: Act): Pick<Request, 'reference'> {
  return act.type === 'dispatch' || act.type === 'register' ? { reference: act.body.reference } : {}
}

/**
 * The only way in which a request changes, on either side of a border. It never refuses: what may happen is
 * for `decide` and `receive` to say before the event is written.
 */
export function evolve(request: Request | undefined, event: RequestEvent): Request {
  if (event.type === 'opened') return opened(event)
  if (request === undefined) throw new Error(`the first event of a request opens it, not ${event.type}`)
  const { pending, declined, ...rest } = request
  const next = { ...rest, version: request.version + 1, changedAt: event.at }
  const kept = { ...(pending === undefined ? {} : { pending }), ...(declined === undefined ? {} : { declined }) }
  switch (event.type) {
    // A change after approval was asked would let something else be sent than was approved.
    case 'revised':
      return { ...next, content: revisedContent(request.content, event.content) }
    case 'finding-overridden':
      return { ...next, overrides: { ...request.overrides, [event.finding]: { reason: event.reason, by: event.actor, at: event.at } } }
    case 'approval-asked':
      return { ...next, pending: { command: event.command, by: event.actor, at: event.at } }
    case 'approval-declined':
      return { ...next, declined: { reason: event.reason, by: event.actor, at: event.at } }
    case 'acted': {
      const isPending = pending?.command.type === event.act.type
      const onPaper = isPending && pending.command.type === 'dispatch' && pending.command.input.onPaper === true
      const placed = place({ ...next, ...(isPending ? {} : kept), ...(onPaper ? { onPaper } : {}) }, event.act)
      return { ...placed, ...referenceIn(event.act) }
    }
    case 'received': {
      const placed = place({ ...next, ...kept }, event.act)
      const entered = { ...placed.entered, [event.act.id]: { by: event.actor.name, at: event.at } }
      return { ...placed, ...(placed.onPaper === undefined ? {} : { entered }), content: contentAfter(placed) }
    }
  }
}

/** Folds a log into the request. @throws if the log is empty or does not begin with `opened`. */
export function replay(events: readonly RequestEvent[]): Request {
  const request = events.reduce<Request | undefined>(evolve, undefined)
  if (request === undefined) throw new Error('a request has at least one event')
  return request
}
