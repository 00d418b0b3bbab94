import type { Problem } from './problem.ts'

/** What an expected outcome looks like: a value, or the reason why there is none. Exceptions are bugs. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** A successful outcome. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** A refusal, with the problem that explains it. */
export function fail(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem }
}
