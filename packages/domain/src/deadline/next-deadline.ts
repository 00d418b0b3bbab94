import type { Progress } from '../request/progress.ts'
import { progressOf } from '../request/progress.ts'
import type { Request } from '../request/request.ts'

/** What is due next on a request, and on what it rests. */
export interface Deadline {
  /** Calendar date. */
  readonly date: string
  readonly basis: 'clarification' | 'urgency' | 'limitation' | 'execution'
}

const over: readonly Progress['standing'][] = ['answered', 'returned', 'refused', 'not-needed', 'withdrawn', 'closed']

/**
 * The nearest date by which something is due from either side: an answer to a clarification, the date the
 * executing authority was given, the date the request itself names (UNTOC art. 18(24): deadlines suggested by the
 * requesting State), or the end of the limitation period.
 * @returns undefined when nothing is due, or the request has come to its end
 */
export function nextDeadline(request: Request): Deadline | undefined {
  const progress = progressOf(request.acts, request)
  if (over.includes(progress.standing)) return undefined
  const dates: Deadline[] = progress.openClarifications.flatMap(({ due }) =>
    due === undefined ? [] : [{ date: due, basis: 'clarification' as const }],
  )
  const assigned = request.acts.findLast((act) => act.type === 'assign')
  if (assigned?.body.due !== undefined) dates.push({ date: assigned.body.due, basis: 'execution' })
  if (request.content.urgency?.by !== undefined) dates.push({ date: request.content.urgency.by, basis: 'urgency' })
  if (request.content.limitation !== undefined) dates.push({ date: request.content.limitation, basis: 'limitation' })
  return dates.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))[0]
}
