import { type ActType, actTypes } from './act.ts'
import { type CommandType, needsTwo } from './command.ts'
import { life, type Progress, progressOf } from './progress.ts'
import type { Request } from './request.ts'

/** Stages at which the requesting side may still change what the request says. */
const editable: readonly Progress['standing'][] = ['draft', 'consulting', 'returned']

function canAct(request: Request, progress: Progress, type: ActType): boolean {
  const rule = life[type]
  if (rule.side !== 'either' && rule.side !== request.side) return false
  if (!rule.standing.includes(progress.standing)) return false
  if (type === 'clarify') return progress.openClarifications.length > 0
  if (type === 'confirm-receipt') return progress.unconfirmed.length > 0
  if (type === 'close' && progress.standing === 'answered') return request.side === 'requesting' && progress.unconfirmed.length === 0
  return true
}

/**
 * The commands that can be given on a request now, by anyone. Who among the officers may give them is for
 * `may` to say; that an approval is not given by the one who asked, for `decide`.
 */
export function available(request: Request): readonly CommandType[] {
  const progress = progressOf(request.acts)
  const drafting: CommandType[] = request.side === 'requesting' && editable.includes(progress.standing) ? ['revise', 'override-finding'] : []
  const review: CommandType[] = request.pending === undefined ? [] : ['approve', 'decline']
  // While one act waits for its second officer, no other that needs two is offered beside it.
  const acts = actTypes.filter((type) => canAct(request, progress, type) && (request.pending === undefined || !needsTwo(type)))
  return [...drafting, ...review, ...acts]
}
