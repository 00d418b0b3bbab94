import { plusMonths } from '../deadline/place.ts'
import type { Side } from '../request/act.ts'
import type { Progress } from '../request/progress.ts'

/**
 * How requests are told apart when an authority sets how long it keeps them: by its side, and by whether assistance was given. It
 * follows from the request itself, so that nobody files one under a wrong class.
 */
export const retentionClasses = ['requesting-answered', 'requesting-unanswered', 'requested-answered', 'requested-unanswered'] as const
export type RetentionClass = (typeof retentionClasses)[number]

/** The class of a closed request. @param closedFrom what it was closed from */
export function retentionClassOf(side: Side, closedFrom: Progress['standing']): RetentionClass {
  return `${side}-${closedFrom === 'answered' || closedFrom === 'partly-answered' ? 'answered' : 'unanswered'}`
}

/**
 * The date from which a person looks at a closed request again. No period comes with the software: each authority sets its own, with its
 * own legal source.
 * @param months none where the authority has set nothing: it is never due then
 * @param keptUntil the date until which a person has decided to keep it all the same
 */
export function reviewDate(closedOn: string, months: number | undefined, keptUntil?: string): string | undefined {
  if (months === undefined) return undefined
  const end = plusMonths(closedOn, months)
  return keptUntil !== undefined && keptUntil > end ? keptUntil : end
}
