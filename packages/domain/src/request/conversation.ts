import type { Finding } from '../requirement/finding.ts'
import { ok, type Result } from '../result.ts'
import type { Act, Side } from './act.ts'
import type { Command } from './command.ts'
import type { RequestContent } from './content.ts'
import { decide } from './decide.ts'
import { receive } from './receive.ts'
import { type Actor, evolve, type Request, type RequestEvent } from './request.ts'

/** One authority's end of a conversation: its log, its copy of the request, and the acts on their way to it. */
export interface End {
  readonly side: Side
  readonly log: RequestEvent[]
  request?: Request
  readonly inbox: Act[]
}

/** Two authorities and one request, in memory and without a clock: what tests and figures talk through. */
export interface Conversation {
  readonly requesting: End
  readonly requested: End
  /** An officer of one side gives a command; the act that follows is put on its way to the other side. */
  readonly give: (side: Side, officer: Actor, command: Command, findings?: readonly Finding[]) => Result<readonly RequestEvent[]>
  /** An act arrives at one side, whether it was on its way there or not. */
  readonly arrive: (side: Side, act: Act) => Result<readonly RequestEvent[]>
  /** Everything on its way arrives, in the order in which it was sent, until nothing is left that can. */
  readonly settle: () => void
}

const thread = '00000000-0000-4000-8000-000000000000'

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.values(value).forEach(frozen)
  return Object.freeze(value)
}

/**
 * Opens a request at the requesting State's authority. All that is written is frozen, so that whoever
 * changes the past instead of adding to it is stopped there and then.
 */
export function startConversation(content: RequestContent): Conversation {
  let count = 0
  const newId = (): string => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`
  const now = (): string => new Date(Date.UTC(2026, 8, 10) + count * 1000).toISOString()
  const ends: Record<Side, End> = {
    requesting: { side: 'requesting', log: [], inbox: [] },
    requested: { side: 'requested', log: [], inbox: [] },
  }

  function append(end: End, events: readonly RequestEvent[]): void {
    for (const event of frozen(events)) {
      end.log.push(event)
      end.request = frozen(evolve(end.request, event))
    }
  }

  function give(side: Side, officer: Actor, command: Command, findings: readonly Finding[] = []): Result<readonly RequestEvent[]> {
    const end = ends[side]
    if (end.request === undefined) return ok([])
    const decided = decide(end.request, command, { actor: officer, at: now(), newId, findings })
    if (!decided.ok) return decided
    append(end, decided.value)
    const other = ends[side === 'requesting' ? 'requested' : 'requesting']
    for (const event of decided.value) if (event.type === 'acted') other.inbox.push(event.act)
    return decided
  }

  function arrive(side: Side, act: Act): Result<readonly RequestEvent[]> {
    const [self, from] = side === 'requesting' ? [content.requesting, content.requested] : [content.requested, content.requesting]
    const received = receive(ends[side].request, frozen(act), { thread, from, self, at: now(), newId })
    if (received.ok) append(ends[side], received.value)
    return received
  }

  function settle(): void {
    for (const { side, inbox } of [ends.requesting, ends.requested]) {
      for (const act of inbox.splice(0)) {
        const received = arrive(side, act)
        if (!received.ok && received.problem.code === 'gap') inbox.push(act)
      }
    }
  }

  const officer: Actor = { id: 'requesting-0', name: 'Rosa Huamán' }
  append(ends.requesting, [{ id: newId(), at: now(), actor: officer, type: 'opened', request: thread, side: 'requesting', content }])
  return { ...ends, give, arrive, settle }
}
