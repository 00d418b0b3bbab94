import type { Asking } from '../requirement/asking.ts'
import type { Finding } from '../requirement/finding.ts'
import type { MeasureType } from './measure.ts'
import { findStateOfIban, hasValidCheckDigits, looksLikeIban } from './iban.ts'

/**
 * What an account number says about itself. One wrong digit freezes the wrong account, or none; an account in
 * a third State is out of the requested State's reach.
 */
export function accountFindings(type: MeasureType, account: string | undefined, at: string, requested: string, ask: Asking): Finding[] {
  if (account === undefined || !looksLikeIban(account)) return []
  const field = `${at}.account`
  if (!hasValidCheckDigits(account)) return [ask.conflict(`${type}.account.check-digits`, field, 'assistance')]
  const state = findStateOfIban(account)
  return state === undefined || state === requested ? [] : [ask.advice(`${type}.account.other-state`, field, 'assistance')]
}
