import type { Finding } from '../requirement/finding.ts'
import type { Act, Side } from './act.ts'
import type { Command } from './command.ts'
import type { FileReference, RequestContent } from './content.ts'
import { type Conversation, type End, startConversation } from './conversation.ts'
import { progressOf, type Stage, stageOf } from './progress.ts'
import type { Actor, Request } from './request.ts'

export const rosa: Actor = { id: 'pe-1', name: 'Rosa Huamán' }
export const jorge: Actor = { id: 'pe-2', name: 'Jorge Ticona' }
export const anna: Actor = { id: 'ch-1', name: 'Anna Brunner' }
export const luc: Actor = { id: 'ch-2', name: 'Luc Favre' }
export const officers: Record<Side, readonly [Actor, Actor]> = { requesting: [rosa, jorge], requested: [anna, luc] }

export const order: FileReference = {
  id: 'a0000000-0000-4000-8000-000000000001',
  name: 'orden de incautación.pdf',
  mediaType: 'application/pdf',
  size: 120_417,
  sha256: 'a'.repeat(64),
}
export const statements: FileReference = {
  ...order,
  id: 'a0000000-0000-4000-8000-000000000002',
  name: 'statements.pdf',
  sha256: 'b'.repeat(64),
}

export const draft: RequestContent = {
  kind: 'mutual-legal-assistance',
  requesting: 'PER',
  requested: 'CHE',
  title: 'José Núñez Álvarez and another: laundering',
  matter: { reference: '506015704-2025-88-0', stage: 'investigation' },
  attachments: [order],
}
export const speciality = { id: 'a0000000-0000-4000-8000-000000000003', kind: 'speciality', text: 'Use for this matter only.' } as const
/** The copy of the request that one end has. @throws if nothing has arrived there */
export function copy(end: End): Request {
  if (end.request === undefined) throw new Error(`nothing has arrived at the ${end.side} State`)
  return end.request
}

/** The stage as one end sees it. */
export function stage(end: End): Stage {
  return stageOf(progressOf(copy(end).acts))
}

/** Gives a command, with its second officer where one is needed, and lets the act arrive. @throws if it is refused */
export function carryOut(talk: Conversation, side: Side, command: Command): Act {
  const [first, second] = officers[side]
  const number = copy(talk[side]).acts.length
  talk.give(side, first, command)
  if (copy(talk[side]).pending !== undefined) talk.give(side, second, { type: 'approve', input: {} })
  const done = copy(talk[side]).acts[number]
  if (done?.type !== command.type) throw new Error(`${side} ${command.type} is refused at ${stage(talk[side])}`)
  talk.settle()
  return done
}

/** The code with which a command is refused; nothing is written then. */
export function refusal(
  talk: Conversation,
  side: Side,
  command: Command,
  officer = officers[side][0],
  findings: readonly Finding[] = [],
): string {
  const before = talk[side].request
  const result = talk.give(side, officer, command, findings)
  return result.ok || talk[side].request !== before ? 'accepted' : result.problem.code
}

export const dispatch: Command = { type: 'dispatch', input: { reference: 'UCJIE-0417-2026' } }
export const register: Command = { type: 'register', input: { reference: 'B-26-1173', confidentialityConfirmed: true } }
export const accept: Command = { type: 'accept', input: { conditions: [] } }
export const withdraw: Command = { type: 'withdraw', input: { reason: 'The suspect has died.' } }
export const close: Command = { type: 'close', input: { reason: 'Done.' } }
export const reopen: Command = { type: 'reopen', input: { reason: 'One account was left out.' } }
export const deficient: Command = { type: 'return-deficient', input: { reasons: [{ text: 'No facts.', article: 'untoc 18(15)(c)' }] } }
export const result: Command = { type: 'send-result', input: { final: true, summary: 'All records.', files: [statements] } }

/** A conversation in which these commands have been given and have arrived. */
export function after(...steps: readonly (readonly [Side, Command])[]): Conversation {
  const talk = startConversation(draft)
  for (const [side, command] of steps) carryOut(talk, side, command)
  return talk
}
export const sent = [['requesting', dispatch]] as const
export const registered = [...sent, ['requested', register]] as const
export const accepted = [...registered, ['requested', accept]] as const
export const answered = [...accepted, ['requested', result]] as const
