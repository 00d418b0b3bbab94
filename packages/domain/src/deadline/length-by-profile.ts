import type { StateProfile } from '../requirement/profile.ts'
import type { DeadlineFacts } from './calculus.ts'
import type { DeadlineRule } from './rule.ts'

/**
 * The facts of a clock with the length that a State's profile sets for it on a date, and its article. A length that
 * the facts already name stands, and so does one that nobody but the instrument may set.
 * @public whoever computes a deadline for a State that has a profile
 */
export function lengthByProfile(rule: DeadlineRule, facts: DeadlineFacts, profile: StateProfile, today: string): DeadlineFacts {
  if (rule.adjustable === undefined || facts.length !== undefined) return facts
  const set = profile.rows.find(
    ({ from = '', to = '9999', ...row }) => row.asks === 'length' && row.rule === rule.id && from <= today && today <= to,
  )
  if (set?.asks !== 'length') return facts
  const { count, unit, instrument, article = '', verified } = set
  const provisions = instrument === undefined ? undefined : [{ instrument, article, verified: verified === 'yes' && article !== '' }]
  return { ...facts, length: { count, unit }, ...(provisions !== undefined && { provisions }) }
}
