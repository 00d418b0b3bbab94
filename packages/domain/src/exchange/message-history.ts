import type { ProblemCode } from '../problem.ts'
import { type Advice, adviceFor } from './advice.ts'

/** What a line did when no answer of the other authority's came of an attempt. */
export const lineReasons = ['no-connection', 'another-certificate', 'silence', 'strange-answer', 'not-admitted', 'broke-off'] as const
export type LineReason = (typeof lineReasons)[number]

/** One attempt to hand a message over. Instants are UTC. */
export interface Attempt {
  readonly number: number
  readonly at: string
  /** Absent while it runs, or when the process died over it. */
  readonly endedAt?: string
  /** Absent when it handed the message over. */
  readonly problem?: ProblemCode
  readonly reason?: LineReason
  /** When the next was due. */
  readonly nextAt?: string
  /** By which way; see `way.ts`. */
  readonly way: string
}

/** A receipt, as far as the history rests on it. Its event is named as in ETSI EN 319 522-1. */
export interface ReceiptFact {
  readonly event: string
  readonly at: string
  readonly by: string
  readonly problem?: ProblemCode
}

/** What is known of a message of ours. */
export interface SentFacts {
  readonly direction: 'out'
  readonly standing: 'queued' | 'sealed' | 'announced' | 'consigned' | 'failed'
  readonly createdAt: string
  readonly writtenBy?: string
  readonly sealedAt?: string
  readonly attempts: readonly Attempt[]
  readonly receipts: readonly ReceiptFact[]
  /** When it is tried next; of no meaning once it has come to its end. */
  readonly nextAt: string
  readonly notAfter: string
  readonly settledAt?: string
  readonly problem?: ProblemCode
  /** A process has it in hand. */
  readonly inHand: boolean
  /** Another message of its thread has to go first. */
  readonly behind: boolean
}

/** What is known of a message of another authority's. */
export interface ReceivedFacts {
  readonly direction: 'in'
  readonly standing: 'receiving' | 'accepted' | 'refused'
  /** Absent of one that was turned away at once. */
  readonly receivedAt?: string
  /** By which way it came first; unknown of messages from before that was written down. */
  readonly way?: string
  readonly settledAt?: string
  readonly receipts: readonly ReceiptFact[]
  readonly problem?: ProblemCode
  /** The message before it in its thread is not here. */
  readonly gap: boolean
}

/** Steps on the way of a message, in their order. */
export const historySteps = [
  'written',
  'queued',
  'sealed',
  'tried',
  'next',
  'arrived-there',
  'inbox-there',
  'opened-there',
  'failed',
  'arrived-here',
  'inbox-here',
  'opened-here',
  'refused',
] as const
export type HistoryStep = (typeof historySteps)[number]

/**
 * One entry of the time line: `done`, `now` for what is under way or waited for, `wrong` for what went wrong, and
 * `unknown` for what nobody has told us, which is not the same as what did not happen.
 */
export interface HistoryEntry {
  readonly step: HistoryStep
  readonly standing: 'done' | 'now' | 'wrong' | 'unknown'
  readonly at?: string
  readonly by?: string
  readonly problem?: ProblemCode
  readonly reason?: LineReason
  readonly number?: number
  readonly until?: string
  /** By which way it went or came. */
  readonly way?: string
}

/** The way of one message, and what to do about it. */
export interface MessageHistory {
  readonly entries: readonly HistoryEntry[]
  readonly advice: Advice
}

function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<typeof given<T>>
}

function receiptEntry(step: HistoryStep, event: string, receipts: readonly ReceiptFact[]): HistoryEntry {
  const found = receipts.find((receipt) => receipt.event === event)
  return found === undefined ? { step, standing: 'unknown' } : { step, standing: 'done', at: found.at, by: found.by }
}

function attemptEntry({ number, at, endedAt, problem, reason, way }: Attempt, inHand: boolean): HistoryEntry {
  if (endedAt === undefined) return { step: 'tried', standing: inHand ? 'now' : 'unknown', number, at, way }
  const outcome = problem === undefined ? ('done' as const) : ('wrong' as const)
  return { step: 'tried', standing: outcome, number, at, way, ...given({ problem, reason }) }
}

function sentEntries(facts: SentFacts): HistoryEntry[] {
  const { createdAt, writtenBy, sealedAt, attempts, receipts, standing, nextAt, notAfter, settledAt, problem, inHand } = facts
  const entries: HistoryEntry[] = [
    { step: 'written', standing: 'done', at: createdAt, ...given({ by: writtenBy }) },
    { step: 'queued', standing: standing === 'queued' && attempts.length === 0 ? 'now' : 'done', at: createdAt, until: notAfter },
  ]
  const isSealed = standing !== 'queued' && (standing !== 'failed' || sealedAt !== undefined)
  if (isSealed || standing === 'queued')
    entries.push({ step: 'sealed', standing: isSealed ? 'done' : 'unknown', ...given({ at: sealedAt }) })
  const last = attempts.at(-1)
  entries.push(...attempts.map((attempt) => attemptEntry(attempt, inHand && attempt === last)))
  if (standing === 'failed') {
    const refusal = receipts.find(
      ({ event }) => event === 'RelayRejection' || event === 'ContentConsignmentFailure' || event === 'RelayFailure',
    )
    const said = given({ at: settledAt ?? refusal?.at, by: refusal?.by, problem: problem ?? refusal?.problem })
    return [...entries, { step: 'failed', standing: 'wrong', ...said }]
  }
  if (standing !== 'consigned' && !inHand) entries.push({ step: 'next', standing: 'now', at: nextAt, until: notAfter })
  return [
    ...entries,
    receiptEntry('arrived-there', 'RelayAcceptance', receipts),
    receiptEntry('inbox-there', 'ContentConsignment', receipts),
    receiptEntry('opened-there', 'ContentHandover', receipts),
  ]
}

function receivedEntries({ standing, receivedAt, way, settledAt, receipts, problem }: ReceivedFacts): HistoryEntry[] {
  const arrived: HistoryEntry[] =
    receivedAt === undefined ? [] : [{ step: 'arrived-here', standing: 'done', at: receivedAt, ...given({ way }) }]
  if (standing === 'refused') return [...arrived, { step: 'refused', standing: 'wrong', ...given({ at: settledAt, problem }) }]
  const inbox: HistoryEntry =
    standing === 'accepted'
      ? { step: 'inbox-here', standing: 'done', ...given({ at: settledAt }) }
      : { step: 'inbox-here', standing: 'now', ...given({ problem }) }
  return [...arrived, inbox, receiptEntry('opened-here', 'ContentHandover', receipts)]
}

/** Tells what happened to a message, from what the instance has written down of it, and what is to be done about it. */
export function historyOf(facts: SentFacts | ReceivedFacts): MessageHistory {
  const entries = facts.direction === 'out' ? sentEntries(facts) : receivedEntries(facts)
  return { entries, advice: adviceFor(facts) }
}
