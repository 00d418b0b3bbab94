import { fail, ok, type Result } from '../result.ts'

/** What decides whether a request may be erased at this moment. */
export interface ErasureFacts {
  /** Somebody has ordered that nothing of it be erased. */
  readonly held: boolean
  readonly closed: boolean
  /** Messages of its thread that are still on their way, out or in. */
  readonly underWay: number
  /** The date of its review; none where no period is set. */
  readonly review: string | undefined
  /** Of the capital. */
  readonly today: string
}

/**
 * Whether a request may be erased. A legal hold overrides all else; nothing is erased before its time, nor while the other State still
 * waits for something.
 * @returns `legal-hold`, `act-not-available` while it is open, `message-under-way`, or `not-due`
 */
export function mayErase({ held, closed, underWay, review, today }: ErasureFacts): Result<void> {
  if (held) return fail({ code: 'legal-hold' })
  if (!closed) return fail({ code: 'act-not-available' })
  if (underWay > 0) return fail({ code: 'message-under-way' })
  if (review === undefined || review > today)
    return fail({ code: 'not-due', ...(review === undefined ? {} : { values: { date: review } }) })
  return ok(undefined)
}

/** Whether this person may let an erasure be done that another has proposed. @returns `not-the-second-person` */
export function maySettle(proposedBy: string, actor: string): Result<void> {
  return proposedBy === actor ? fail({ code: 'not-the-second-person' }) : ok(undefined)
}
