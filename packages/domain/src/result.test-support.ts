import type { Problem } from './problem.ts'
import type { Result } from './result.ts'

/** What came out, in a test that goes on with it. @throws with the problem when there is one */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

/** Why it was refused. @throws when nothing was refused */
export function problemOf(result: Result<unknown>): Problem {
  if (result.ok) throw new Error('nothing was refused')
  return result.problem
}
