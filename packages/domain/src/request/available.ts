import { type ActType, actTypes } from './act.ts'
import { type CommandType, needsTwo } from './command.ts'
import { isOnPaper } from '../paper/on-paper.ts'
import { mayCome, type Progress, progressOf } from './progress.ts'
import type { Request } from './request.ts'

/** Stages at which the requesting side may still change what the request says. */
const editable: readonly Progress['standing'][] = ['draft', 'consulting', 'returned']

/** Acts of the consultation on a draft, which is not done by post. */
const consulting: readonly ActType[] = ['share-draft', 'comment']

/** Whether what the request says can still change, so that its letter is a draft. */
export function isStillWritten(standing: Progress['standing'] | 'clarification'): boolean {
  return editable.some((one) => one === standing)
}

/**
 * The commands that can be given on a request now, by anyone. Who among the officers may give them is for
 * `may` to say; that an approval is not given by the one who asked, for `decide`.
 */
export function available(request: Request): readonly CommandType[] {
  const progress = progressOf(request.acts, request)
  const drafting: CommandType[] = request.side === 'requesting' && isStillWritten(progress.standing) ? ['revise', 'override-finding'] : []
  const posted = isOnPaper(request) ? actTypes.filter((type) => !consulting.includes(type)) : actTypes
  const acts = posted.filter((type) => mayCome(progress, type, request.side))
  const { pending } = request
  if (pending === undefined) return [...drafting, ...acts]
  // What the other State did meanwhile may have taken the ground from under it; then it can only be declined.
  const review: CommandType[] = acts.includes(pending.command.type) ? ['approve', 'decline'] : ['decline']
  // While one act waits for its second officer, no other that needs two is offered beside it.
  return [...drafting, ...review, ...acts.filter((type) => !needsTwo(type))]
}
