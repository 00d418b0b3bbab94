import type { ActType } from '../request/act.ts'
import type { Request } from '../request/request.ts'

/**
 * Whether the two States write to each other by paper alone in this request. Nothing of such a thread is ever put into the outbox: what
 * we do in it is a letter to print. This is the one place that says so.
 */
export function isOnPaper({ onPaper }: Pick<Request, 'onPaper'>): boolean {
  return onPaper === true
}

/** Whether an act is said by a letter that has its number in the register: a request that is sent, and anything that goes by paper. */
export function isLetter(request: Pick<Request, 'onPaper'>, act: ActType): boolean {
  return act === 'dispatch' || isOnPaper(request)
}
