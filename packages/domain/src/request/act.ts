import * as z from 'zod'
import { groundCodes } from '../execution/ground.ts'
import { CalendarDate, Id, Instant, Line, Prose } from '../input.ts'
import { FileReference, RequestContent } from './content.ts'

/** On which side of the border an authority stands in one request. */
export type Side = 'requesting' | 'requested'

/** A limit on use that travels with an answer. UNTOC art. 18(19), (20), (26). */
export const Condition = z.strictObject({
  id: Id,
  kind: z.enum(['speciality', 'confidentiality', 'assurance', 'return-of-originals', 'costs', 'other']),
  text: Prose,
  article: Line.optional(),
})
export type Condition = z.infer<typeof Condition>

const Reason = z.strictObject({ reason: Prose.min(1) })
const Text = z.strictObject({ text: Prose.min(1) })
const Files = z.array(FileReference).max(200)
/** One of the closed list; an act that names none says its ground in words alone. */
const GroundOf = z.enum(groundCodes).optional()
/** When and how the other State was consulted, where that was not in the thread. UNTOC art. 18(26). */
const Consulted = Prose.min(1).optional()

/**
 * What each act says to the other State. An act is shared: it is done on one side, travels as a signed
 * message, and stands in the same place of the thread on both sides.
 */
export const actBodies = {
  'share-draft': z.strictObject({ content: RequestContent, note: Prose.optional() }),
  comment: Text,
  dispatch: z.strictObject({ content: RequestContent, reference: Line, files: Files }),
  register: z.strictObject({ reference: Line.min(1), confidentialityConfirmed: z.boolean(), note: Prose.optional() }),
  /** UNTOC art. 18(15), (16): what is missing, so that it can be mended. */
  'return-deficient': z.strictObject({
    reasons: z
      .array(z.strictObject({ text: Prose.min(1), article: Line.optional() }))
      .min(1)
      .max(100),
  }),
  /** UNTOC art. 18(16). */
  'ask-clarification': z.strictObject({ question: Prose.min(1), due: CalendarDate.optional(), article: Line.optional() }),
  clarify: z.strictObject({ answers: Id, text: Prose.min(1), files: Files.optional() }),
  accept: z.strictObject({ conditions: z.array(Condition).max(50), note: Prose.optional() }),
  /** UNTOC art. 18(25). */
  postpone: z.strictObject({
    reason: Prose.min(1),
    article: Line.min(1),
    until: CalendarDate.optional(),
    ground: GroundOf,
    consulted: Consulted,
  }),
  /** UNTOC art. 18(21), (23): reasons shall be given. */
  refuse: z.strictObject({
    grounds: z
      .array(z.strictObject({ reason: Prose.min(1), article: Line.min(1), ground: GroundOf }))
      .min(1)
      .max(100),
    consulted: Consulted,
  }),
  /** Hands the request to the authority that executes it. */
  assign: z.strictObject({ authority: Line.min(1), due: CalendarDate.optional() }),
  'report-progress': Text,
  'send-result': z.strictObject({
    final: z.boolean(),
    summary: Prose.min(1),
    files: Files,
    conditions: z.array(Condition).max(50).optional(),
  }),
  /** Confirms an answer and its conditions. UNTOC art. 18(26). */
  'confirm-receipt': z.strictObject({ of: Id, hashesEqual: z.boolean().optional(), note: Prose.optional() }),
  /** UNTOC art. 18(24). */
  'ask-status': z.strictObject({ note: Prose.optional() }),
  'report-status': Text,
  /** UNTOC art. 18(24): the requesting State informs promptly when assistance is no longer required. */
  'no-longer-needed': Reason,
  withdraw: Reason,
  close: Reason,
  reopen: Reason,
} as const

export type ActType = keyof typeof actBodies
export const actTypes = Object.keys(actBodies) as readonly ActType[]
export type ActBody<T extends ActType> = z.infer<(typeof actBodies)[T]>

interface ActOf<T extends ActType> {
  /** The id of the message that carries it. */
  readonly id: string
  readonly type: T
  readonly side: Side
  /** Its place among its author's acts in this thread, from 1. */
  readonly seq: number
  /** How many of the counterpart's acts the author had seen when acting. */
  readonly seen: number
  readonly at: string
  /** The officer who acted, as named to the other State. */
  readonly by: string
  /** The second officer, where two are needed. */
  readonly approvedBy?: string
  readonly body: ActBody<T>
}

/** One shared act of one side. */
export type Act = { [T in ActType]: ActOf<T> }[ActType]

const ActHead = z.strictObject({
  id: Id,
  side: z.enum(['requesting', 'requested']),
  seq: z.int().min(1).max(100_000),
  seen: z.int().min(0).max(100_000),
  at: Instant,
  by: Line.min(1),
  approvedBy: Line.optional(),
})

/** Reads an act that arrived from elsewhere. */
export const Act = z.discriminatedUnion(
  'type',
  actTypes.map((type) => ActHead.extend({ type: z.literal(type), body: actBodies[type] })) as unknown as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<Act>

/**
 * The place of an act in the thread: its own number plus what it had seen. An act that was made in sight of
 * another always has the larger place, so sorting by it needs no clock and comes out the same on both sides
 * in whatever order messages arrived.
 */
export function inThreadOrder(a: Act, b: Act): number {
  const difference = a.seq + a.seen - (b.seq + b.seen)
  if (difference !== 0) return difference
  return a.side === b.side ? 0 : a.side === 'requesting' ? -1 : 1
}
