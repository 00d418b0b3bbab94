import type { KeptFile, RequestView } from '@comity/contract/request'
import { commandOperations } from '@comity/contract/request'
import { may } from '@comity/domain/account/may'
import { type Standing, standsInFor } from '@comity/domain/account/relation'
import type { Actor } from '@comity/domain/account/role'
import { nextDeadline } from '@comity/domain/deadline/next-deadline'
import { isOnPaper } from '@comity/domain/paper/on-paper'
import type { RegisteredLetter } from '@comity/domain/paper/outgoing-letter'
import { paperActsOf } from '@comity/domain/paper/paper-act'
import { available } from '@comity/domain/request/available'
import type { CommandType } from '@comity/domain/request/command'
import { progressOf, stageOf } from '@comity/domain/request/progress'
import type { Request } from '@comity/domain/request/request'
import type { Finding } from '@comity/domain/requirement/finding'
import type { StateProfile } from '@comity/domain/requirement/profile'

function permitted(request: Request, { actor, standing }: Pick<Beside, 'actor' | 'standing'>): readonly CommandType[] {
  const proposer = request.pending?.by.id
  const second = proposer === undefined || ![actor.id, ...(standing === undefined ? [] : standsInFor(standing, 'act'))].includes(proposer)
  return available(request).filter((command) => {
    if (command === 'approve' && !second) return false
    return may(actor, commandOperations[command].action, standing === undefined ? {} : { standing }).allow
  })
}

/** What a view shows beside the request itself. */
export interface Beside {
  readonly actor: Actor
  /** How the actor stands to the request; absent where nobody else is kept from it. */
  readonly standing?: Standing
  readonly findings: readonly Finding[]
  readonly profile?: StateProfile
  readonly files: readonly KeptFile[]
  /** Absent where there can be none. */
  readonly scanning?: RequestView['scanning']
  /** Absent where no register of letters is kept. */
  readonly letters?: readonly RegisteredLetter[]
  readonly receipts: ReadonlyMap<string, RequestView['thread'][number]['receipts']>
}

function reasoned(decision: { readonly reason: string; readonly by: { readonly name: string }; readonly at: string }) {
  return { reason: decision.reason, by: decision.by.name, at: decision.at }
}

/** A request as one officer sees it. */
export function requestView(request: Request, beside: Beside): RequestView {
  const progress = progressOf(request.acts, request)
  const { reference } = request
  const theirReference = progress.reference[request.side === 'requesting' ? 'requested' : 'requesting']
  const due = nextDeadline(request)?.date
  return {
    id: request.id,
    side: request.side,
    self: request.self,
    counterpart: request.counterpart,
    ...(reference === undefined ? {} : { reference }),
    ...(theirReference === undefined ? {} : { theirReference }),
    stage: stageOf(progress),
    version: request.version,
    content: request.content,
    openedAt: request.openedAt,
    changedAt: request.changedAt,
    ...(due === undefined ? {} : { due }),
    thread: request.acts.map((act) => ({
      act,
      crossed: progress.crossed.includes(act.id),
      receipts: beside.receipts.get(act.id) ?? [],
      ...(request.entered?.[act.id] === undefined ? {} : { entered: request.entered[act.id] }),
    })),
    gap: request.held.length,
    conditions: [...progress.conditions],
    openClarifications: progress.openClarifications.map(({ act, due: by }) => (by === undefined ? { act } : { act, due: by })),
    unconfirmed: [...progress.unconfirmed],
    ...(progress.assignedTo === undefined ? {} : { assignedTo: progress.assignedTo }),
    ...(beside.standing?.restricted === true ? { restricted: true as const } : {}),
    ...(request.pending === undefined
      ? {}
      : {
          pending: {
            command: request.pending.command.type,
            input: request.pending.command.input,
            by: request.pending.by.name,
            at: request.pending.at,
            ownProposal: request.pending.by.id === beside.actor.id,
          },
        }),
    ...(request.declined === undefined ? {} : { declined: reasoned(request.declined) }),
    overrides: Object.fromEntries(Object.entries(request.overrides).map(([finding, override]) => [finding, reasoned(override)])),
    findings: [...beside.findings],
    ...(beside.profile === undefined ? {} : { profile: beside.profile }),
    available: [...permitted(request, beside)],
    files: [...beside.files],
    ...(beside.scanning === undefined ? {} : { scanning: beside.scanning }),
    ...(beside.letters === undefined ? {} : { letters: beside.letters }),
    ...(isOnPaper(request) ? { onPaper: true as const, theirActs: paperActsOf(request) } : {}),
  }
}
