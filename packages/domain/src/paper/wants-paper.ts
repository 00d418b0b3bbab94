import type { RequestContent } from '../request/content.ts'
import { rowsFor, type StateProfile } from '../requirement/profile.ts'

/**
 * Whether paper is to follow a request: it says itself that it is an advance copy; or it does not say that it is the original, and
 * the profile of the requested State asks for paper.
 */
export function wantsPaper(content: RequestContent, profile: StateProfile | undefined, today: string): boolean {
  if (content.originalMode !== undefined) return content.originalMode === 'advance-copy'
  if (profile === undefined) return false
  const measures = [content.kind, ...(content.measures ?? []).map(({ type }) => type)]
  const instruments = (content.bases ?? []).map(({ instrument }) => instrument)
  return rowsFor(profile, measures, instruments, today).some(({ asks }) => asks === 'paper-original')
}
