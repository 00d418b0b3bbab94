const shortestPause = 1000
const longestPause = 3_600_000

/**
 * How long to wait after so many attempts without progress: doubling from a second to an hour, less up to half at
 * random, so that peers who lost each other do not come back all at once. In milliseconds.
 * @param luck from 0 to 1
 */
export function pauseAfter(stalled: number, luck: number): number {
  const full = Math.min(longestPause, shortestPause * 2 ** Math.min(Math.max(stalled - 1, 0), 30))
  return Math.round(full * (1 - luck / 2))
}
