import { gate } from '../execution/gate.ts'
import type { Declaration } from '../legal-basis/declaration.ts'
import { isOnPaper } from '../paper/on-paper.ts'
import { invalid } from '../problem.ts'
import { type Finding, findingKey } from '../requirement/finding.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Act } from './act.ts'
import { available } from './available.ts'
import { type ActCommand, type Command, needsTwo } from './command.ts'
import type { FileReference } from './content.ts'
import { fits, progressOf } from './progress.ts'
import type { Actor, Request, RequestEvent } from './request.ts'

/** What a decision needs from outside: who, when, fresh identifiers, and what the check found. */
export interface Context {
  readonly actor: Actor
  /** Accounts in whose place the actor decides, where they could not in their own right. */
  readonly standsInFor?: readonly string[]
  readonly at: string
  /** Returns a fresh random identifier at each call. */
  readonly newId: () => string
  /** The findings on the content as it stands; read for dispatch. */
  readonly findings: readonly Finding[]
  /** What the two States declared of the instruments on which the request rests; read for a refusal. */
  readonly declarations?: readonly Declaration[]
  /** The letters as rendered for a dispatch; they travel with it. */
  readonly letters?: readonly FileReference[]
}

/** Findings that keep the request from leaving: `missing` or `conflict`, and not overridden with a reason. */
export function blocking(request: Request, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.severity !== 'advice' && request.overrides[findingKey(finding)] === undefined)
}

function bodyOf(request: Request, command: ActCommand, letters: readonly FileReference[]): Act['body'] {
  if (command.type === 'share-draft') return { content: request.content, ...command.input }
  if (command.type === 'dispatch')
    return { content: request.content, files: [...letters, ...(request.content.attachments ?? [])], reference: command.input.reference }
  return command.input
}

function actOf(request: Request, command: ActCommand, by: Actor, context: Context, approvedBy?: Actor): Act {
  const own = request.acts.filter((act) => act.side === request.side).length
  return {
    id: context.newId(),
    type: command.type,
    side: request.side,
    seq: own + 1,
    seen: request.acts.length - own,
    at: context.at,
    by: by.name,
    ...(approvedBy === undefined ? {} : { approvedBy: approvedBy.name }),
    body: bodyOf(request, command, context.letters ?? []),
  } as Act
}

function perform(request: Request, command: ActCommand, by: Actor, context: Context, approvedBy?: Actor): Result<readonly RequestEvent[]> {
  const act = actOf(request, command, by, context, approvedBy)
  if (!fits(progressOf(request.acts, request), act)) return fail({ code: 'act-not-available', values: { act: command.type } })
  return ok([{ id: context.newId(), at: context.at, actor: context.actor, type: 'acted', act }])
}

function stopped(request: Request, command: ActCommand, { findings, declarations = [] }: Context): Result<never> | undefined {
  const barred = gate(command, request.content, { acts: request.acts, declarations })
  if (barred !== undefined) return fail(barred)
  if (command.type !== 'dispatch') return undefined
  // What was said in messages goes on in messages: the other State's copy counts its acts by them.
  if (command.input.onPaper === true && !isOnPaper(request) && request.acts.length > 0)
    return fail(invalid('onPaper', 'thread-in-messages'))
  const open = blocking(request, findings)
  if (open.length === 0) return undefined
  return fail({
    code: 'findings-open',
    fields: open.map((finding) => ({
      field: finding.field,
      rule: `finding.${finding.code}`,
      ...(finding.values ? { values: finding.values } : {}),
    })),
  })
}

/**
 * Decides what a command does to a request.
 * @returns the events to append, or the problem: not available at this stage, findings open, a ground that is none
 * or is not yet one, or the same officer twice where two are needed (DESIGN.md rule 4)
 */
export function decide(request: Request, command: Command, context: Context): Result<readonly RequestEvent[]> {
  if (!available(request).includes(command.type)) return fail({ code: 'act-not-available', values: { act: command.type } })
  const head = { id: context.newId(), at: context.at, actor: context.actor }
  switch (command.type) {
    case 'revise':
      return ok([{ ...head, type: 'revised', content: command.input.content }])
    case 'override-finding':
      return ok([{ ...head, type: 'finding-overridden', ...command.input }])
    case 'decline':
      return ok([{ ...head, type: 'approval-declined', reason: command.input.reason }])
    case 'approve': {
      const { pending } = request
      if (pending === undefined) return fail({ code: 'act-not-available', values: { act: 'approve' } })
      // Who stands in for the one that proposed is not a second person beside them.
      if ([context.actor.id, ...(context.standsInFor ?? [])].includes(pending.by.id)) return fail({ code: 'not-the-second-person' })
      return stopped(request, pending.command, context) ?? perform(request, pending.command, pending.by, context, context.actor)
    }
    default: {
      const refused = stopped(request, command, context)
      if (refused !== undefined) return refused
      if (!needsTwo(command.type)) return perform(request, command, context.actor, context)
      // What could not be done now is not worth a colleague's time.
      const possible = perform(request, command, context.actor, context)
      return possible.ok ? ok([{ ...head, type: 'approval-asked', command }]) : possible
    }
  }
}

/** The files that an act carries with it. */
export function filesOf(act: Act): readonly FileReference[] {
  if (act.type === 'dispatch' || act.type === 'send-result') return act.body.files
  if (act.type === 'clarify') return act.body.files ?? []
  return []
}
