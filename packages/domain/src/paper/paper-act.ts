import * as z from 'zod'
import { Line, Prose } from '../input.ts'
import { invalid, type Problem } from '../problem.ts'
import { type Act, actBodies, type ActType } from '../request/act.ts'
import type { RequestContent } from '../request/content.ts'
import { fits, mayCome, type Progress, progressOf } from '../request/progress.ts'
import { inSightOf } from '../request/receive.ts'
import type { Actor, Request, RequestEvent } from '../request/request.ts'
import { fail, ok, type Result } from '../result.ts'
import { IncomingPaper, paperFault } from './incoming-paper.ts'
import { isOnPaper } from './on-paper.ts'

/**
 * What is entered of each act of the other State that came on paper. Its reference and its files are those of the paper itself;
 * nobody compares the hashes of paper. A draft is not consulted on by post.
 */
export const paperActBodies = {
  /** A request that was returned comes again. */
  dispatch: z.strictObject({ subject: Line.min(1), summary: Prose.optional() }),
  register: actBodies.register.omit({ reference: true }),
  'return-deficient': actBodies['return-deficient'],
  'ask-clarification': actBodies['ask-clarification'],
  clarify: actBodies.clarify.omit({ files: true }),
  accept: actBodies.accept,
  postpone: actBodies.postpone,
  refuse: actBodies.refuse,
  assign: actBodies.assign,
  'report-progress': actBodies['report-progress'],
  'send-result': actBodies['send-result'].omit({ files: true }),
  'confirm-receipt': actBodies['confirm-receipt'].omit({ hashesEqual: true }),
  'ask-status': actBodies['ask-status'],
  'report-status': actBodies['report-status'],
  'no-longer-needed': actBodies['no-longer-needed'],
  withdraw: actBodies.withdraw,
  close: actBodies.close,
  reopen: actBodies.reopen,
} as const satisfies Partial<Record<ActType, z.ZodType>>

export type PaperActType = keyof typeof paperActBodies
export const paperActTypes = Object.keys(paperActBodies) as readonly PaperActType[]
type Said = { [T in PaperActType]: { readonly type: T; readonly said: z.infer<(typeof paperActBodies)[T]> } }[PaperActType]

const SaidOnPaper = z.discriminatedUnion(
  'type',
  paperActTypes.map((type) => z.strictObject({ type: z.literal(type), said: paperActBodies[type] })) as unknown as [
    z.ZodObject,
    ...z.ZodObject[],
  ],
) as unknown as z.ZodType<Said>

/** Paper of the other State that says something in a request which travels on paper, as the officer enters it. */
export const PaperAct = IncomingPaper.extend({
  /** Who signed it, as it stands on the paper. */
  by: Line.min(1).max(200),
  act: SaidOnPaper,
})
export type PaperAct = z.infer<typeof PaperAct>

/** What the other State had before it when it wrote: all of our acts, or, since letters cross, fewer. The likeliest first. */
function sightsOf(request: Request): readonly { readonly seen: number; readonly acts: readonly Act[]; readonly progress: Progress }[] {
  const theirs = request.acts.filter(({ side }) => side !== request.side)
  const least = theirs.at(-1)?.seen ?? 0
  const ours = request.acts.length - theirs.length
  const side = request.side === 'requesting' ? 'requested' : 'requesting'
  return Array.from({ length: ours - least + 1 }, (_, fewer) => {
    const seen = ours - fewer
    const acts = inSightOf({ side, seq: theirs.length + 1, seen }, request.acts)
    return { seen, acts, progress: progressOf(acts, request) }
  })
}

/** The acts of the other State that paper can bring now; none where the request does not travel on paper. */
export function paperActsOf(request: Request): readonly PaperActType[] {
  if (!isOnPaper(request)) return []
  const side = request.side === 'requesting' ? 'requested' : 'requesting'
  const sights = sightsOf(request)
  return paperActTypes.filter((type) => sights.some(({ progress }) => mayCome(progress, type, side)))
}

function contentSaid({ content }: Request, { subject, summary }: z.infer<typeof paperActBodies.dispatch>): RequestContent {
  return { ...content, title: subject, ...(summary === undefined ? {} : { facts: { ...content.facts, summary } }) }
}

function bodyOf(request: Request, { act, reference, files }: PaperAct): Act['body'] {
  switch (act.type) {
    case 'dispatch':
      return { content: contentSaid(request, act.said), reference, files }
    case 'register':
      return { ...act.said, reference }
    case 'clarify':
    case 'send-result':
      return { ...act.said, files }
    default:
      return act.said
  }
}

interface Entry {
  readonly actor: Actor
  readonly at: string
  /** Our calendar day of entering it, and that on which the thread began. */
  readonly today: string
  readonly since: string
  readonly newId: () => string
}

function dateFault(request: Request, paper: PaperAct, { today, since }: Entry): Problem | undefined {
  const fault = paperFault(paper, today)
  if (fault !== undefined) return fault
  if (paper.received < since) return invalid('received', 'before-the-request', { date: since })
  // A letter to us may be dated before their request reached us; an answer to ours cannot be older than ours.
  return request.side === 'requesting' && paper.dated < since ? invalid('dated', 'before-the-request', { date: since }) : undefined
}

/** Noon of the day on which it came, but neither before what it rests on nor after it was entered. */
function momentOf(received: string, sight: readonly Act[], now: string): string {
  const noon = `${received}T12:00:00.000Z`
  const last = sight.reduce((latest, { at }) => (at > latest ? at : latest), noon)
  return last < now ? last : now
}

/**
 * Decides what paper of the other State does to a request that travels on paper: it becomes that State's act, at the place in the
 * thread that it would have had as a message. An act that crossed a contrary one of ours stands there without effect.
 * @returns the event to append, or `act-not-available`: the request does not travel on paper, or the act has no place in it; or
 * which date cannot be
 */
export function enterPaperAct(request: Request, paper: PaperAct, entry: Entry): Result<RequestEvent> {
  const { type } = paper.act
  if (!isOnPaper(request)) return fail({ code: 'act-not-available', values: { act: type } })
  const fault = dateFault(request, paper, entry)
  if (fault !== undefined) return fail(fault)
  const side = request.side === 'requesting' ? 'requested' : 'requesting'
  const said = { type, side, body: bodyOf(request, paper) } as Act
  const sight = sightsOf(request).find(({ progress }) => fits(progress, said))
  if (sight === undefined) return fail({ code: 'act-not-available', values: { act: type } })
  const { actor, at, newId } = entry
  const seq = sight.acts.filter((other) => other.side === side).length + 1
  const act: Act = { ...said, id: newId(), seq, seen: sight.seen, at: momentOf(paper.received, sight.acts, at), by: paper.by }
  return ok({ id: newId(), at, actor, type: 'received', act })
}
