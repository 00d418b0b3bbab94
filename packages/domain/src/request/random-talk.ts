import fc from 'fast-check'
import type { Act, Side } from './act.ts'
import { available } from './available.ts'
import { type Command, type CommandType, commandTypes } from './command.ts'
import type { RequestContent } from './content.ts'
import { type Conversation, startConversation } from './conversation.ts'
import { progressOf } from './progress.ts'
import type { Actor, Request } from './request.ts'

/** One thing that happens: an officer gives a command, or a message arrives, or arrives once more. */
export type Step =
  | { readonly kind: 'command'; readonly side: Side; readonly officer: number; readonly pick: number; readonly wild: boolean }
  | { readonly kind: 'arrival'; readonly side: Side; readonly pick: number; readonly again: boolean }

/** The way of a request that meets with no obstacle. */
const straight = [
  ['requesting', 'dispatch'],
  ['requested', 'register'],
  ['requested', 'ask-clarification'],
  ['requested', 'accept'],
  ['requested', 'assign'],
  ['requested', 'send-result'],
] as const satisfies readonly (readonly [Side, CommandType])[]

/** What leads on comes up more often than what ends a request or only speaks, so that talks get far. */
const onward: readonly CommandType[] = [
  'approve',
  'dispatch',
  'register',
  'accept',
  'assign',
  'send-result',
  'clarify',
  'confirm-receipt',
  'close',
  'reopen',
]

const side = fc.constantFrom<Side>('requesting', 'requested')
const pick = fc.nat(9_999)
const wild = fc.integer({ min: 0, max: 9 }).map((n) => n === 0)

/** What happens: so much of the straight way first, and then steps in any order. */
export interface Script {
  readonly head: number
  readonly steps: readonly Step[]
}

export const scripts: fc.Arbitrary<Script> = fc.record({
  head: fc.nat(straight.length),
  steps: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('command' as const), side, officer: fc.nat(2), pick, wild }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('arrival' as const), side, pick, again: wild }) },
    ),
    { minLength: 10, maxLength: 80, size: 'max' },
  ),
})

const draft: RequestContent = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' }
const elsewhere = 'ffffffff-ffff-4fff-8fff-ffffffffffff'

function chosen<T>(from: readonly T[], number: number): T | undefined {
  return from[number % from.length]
}

/** An officer of a side; there are three, two of whom bear the same name. */
export function officerOf(of: Side, number: number): Actor {
  return { id: `${of}-${number}`, name: number === 0 ? 'José Pérez' : number === 1 ? 'José Pérez' : 'Anna Brunner' }
}

/** A command of this type that says something well formed; what it points at exists, if anything does. */
export function commandOf(type: CommandType, request: Request | undefined, number: number): Command {
  const progress = progressOf(request?.acts ?? [])
  const reason = `Reason ${number}.`
  const article = 'untoc 18(21)'
  const conditions =
    number % 2 === 0
      ? []
      : [{ id: `${elsewhere.slice(0, -4)}${String(number).padStart(4, '0')}`, kind: 'speciality' as const, text: reason }]
  switch (type) {
    case 'revise':
      return {
        type,
        input: { content: { title: `Title ${number}`, ...(number % 3 === 0 ? { purpose: number % 2 === 0 ? reason : null } : {}) } },
      }
    case 'override-finding':
      return { type, input: { finding: `facts.missing@${number}`, reason } }
    case 'approve':
      return { type, input: {} }
    case 'share-draft':
    case 'ask-status':
      return { type, input: number % 2 === 0 ? {} : { note: reason } }
    case 'dispatch':
      return { type, input: { reference: `UCJIE-${number}` } }
    case 'register':
      return { type, input: { reference: `B-${number}`, confidentialityConfirmed: true } }
    case 'return-deficient':
      return { type, input: { reasons: [{ text: reason, article }] } }
    case 'ask-clarification':
      return { type, input: { question: reason } }
    case 'clarify':
      return { type, input: { answers: chosen(progress.openClarifications, number)?.act ?? elsewhere, text: reason } }
    case 'accept':
      return { type, input: { conditions } }
    case 'postpone':
      return { type, input: { reason, article } }
    case 'refuse':
      return { type, input: { grounds: [{ reason, article }] } }
    case 'assign':
      return { type, input: { authority: `Authority ${number}` } }
    case 'send-result':
      return { type, input: { final: number % 3 === 0, summary: reason, files: [], conditions } }
    case 'confirm-receipt':
      return { type, input: { of: chosen(progress.unconfirmed, number) ?? elsewhere } }
    case 'comment':
    case 'report-progress':
    case 'report-status':
      return { type, input: { text: reason } }
    case 'decline':
    case 'no-longer-needed':
    case 'withdraw':
    case 'close':
    case 'reopen':
      return { type, input: { reason } }
  }
}

function command(talk: Conversation, step: Extract<Step, { kind: 'command' }>): void {
  const { request } = talk[step.side]
  const offered = request === undefined || step.wild ? commandTypes : available(request)
  const weighed = offered.flatMap((type) => (onward.includes(type) ? [type, type, type, type] : [type]))
  const type = chosen(weighed, step.pick)
  if (type !== undefined) talk.give(step.side, officerOf(step.side, step.officer), commandOf(type, request, step.pick))
}

function goStraight(talk: Conversation, by: Side, type: CommandType): void {
  talk.give(by, officerOf(by, 0), commandOf(type, talk[by].request, 1))
  if (talk[by].request?.pending !== undefined) talk.give(by, officerOf(by, 2), { type: 'approve', input: {} })
  talk.settle()
}

/**
 * Plays a script. A message arrives late, before its forerunners, or twice, but is not lost.
 * @param between called after each step
 */
export function play(script: Script, between?: (talk: Conversation) => void): Conversation {
  const talk = startConversation(draft)
  const arrived: Record<Side, Act[]> = { requesting: [], requested: [] }
  for (const [by, type] of straight.slice(0, script.head)) goStraight(talk, by, type)
  for (const step of script.steps) {
    if (step.kind === 'command') command(talk, step)
    else {
      const { inbox } = talk[step.side]
      const act = chosen(step.again ? arrived[step.side] : inbox, step.pick)
      if (act !== undefined) {
        const received = talk.arrive(step.side, act)
        if (received.ok && !step.again) arrived[step.side].push(...inbox.splice(inbox.indexOf(act), 1))
        if (!received.ok && received.problem.code !== 'gap') throw new Error(`an honest ${act.type} is refused: ${received.problem.code}`)
      }
    }
    between?.(talk)
  }
  return talk
}
