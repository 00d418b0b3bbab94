import type { RequestContent } from '../request/content.ts'
import { type Asking, daysBetween, isBlank } from './asking.ts'
import type { Finding } from './finding.ts'

/** From how many days before the end of the limitation period an officer is warned. A year is what execution may take. */
const limitationWarningDays = 365

function ofLimitation(limitation: string | undefined, ask: Asking): Finding[] {
  if (limitation === undefined) return [ask.advice('limitation.missing', 'limitation')]
  const days = daysBetween(ask.today, limitation)
  if (days < 0) return [ask.conflict('limitation.past', 'limitation', 'deadline', { date: limitation })]
  if (days <= limitationWarningDays) return [ask.advice('limitation.near', 'limitation', 'deadline', { date: limitation, days })]
  return []
}

function ofUrgency(urgency: RequestContent['urgency'], ask: Asking): Finding[] {
  const found: Finding[] = []
  if (urgency?.by !== undefined && urgency.by < ask.today) {
    found.push(ask.conflict('urgency.date.past', 'urgency.by', 'deadline', { date: urgency.by }))
  }
  if (urgency === undefined || urgency.level === 'routine') return found
  if (isBlank(urgency.reason)) found.push(ask.missing('urgency.reason.missing', 'urgency.reason', 'deadline'))
  if (urgency.by === undefined) found.push(ask.advice('urgency.date.missing', 'urgency.by', 'deadline'))
  return found
}

/** The end of the limitation period, and deadlines with their reasons. UNTOC art. 18(24), UNCAC art. 46(24). */
export function timeFindings(content: RequestContent, ask: Asking): Finding[] {
  return [...ofLimitation(content.limitation, ask), ...ofUrgency(content.urgency, ask)]
}
