import { fail, ok, type Result } from '../result.ts'

/** Shortest time between two attempts, the second by hand. In milliseconds. */
export const retryPause = 10_000

/** How a message of ours stands, as far as trying it again depends on it. Instants are UTC. */
export interface RetryFacts {
  readonly standing: 'queued' | 'sealed' | 'announced' | 'consigned' | 'failed'
  readonly peerStanding: string
  /** A process has it in hand. */
  readonly inHand: boolean
  /** Another message of its thread has to go first. */
  readonly behind: boolean
  readonly lastAttemptAt?: string
  readonly now: string
}

/**
 * Whether a message may be tried now and not when its pause ends. The pause after that attempt is as long as it would
 * have been without it, so that impatience floods nobody.
 * @returns `message-ended`; `peer-suspended` or `peer-not-verified`; `message-under-way` when it is being tried;
 *   `message-behind` when an earlier message of its thread must go first; `too-many-attempts` within ten seconds of the last
 */
export function mayRetry({ standing, peerStanding, inHand, behind, lastAttemptAt, now }: RetryFacts): Result<void> {
  if (standing === 'consigned' || standing === 'failed') return fail({ code: 'message-ended' })
  if (peerStanding !== 'active')
    return fail({ code: peerStanding === 'proposed' || peerStanding === 'verified' ? 'peer-not-verified' : 'peer-suspended' })
  if (inHand) return fail({ code: 'message-under-way' })
  if (behind) return fail({ code: 'message-behind' })
  if (lastAttemptAt !== undefined && Date.parse(now) - Date.parse(lastAttemptAt) < retryPause) return fail({ code: 'too-many-attempts' })
  return ok(undefined)
}
