import type { Requirement, Writing } from '../requirement/requirement.ts'
import { findStateOfIban, hasValidCheckDigits, looksLikeIban } from './iban.ts'

/**
 * What an account number says about itself. One wrong digit freezes the wrong account, or none; an account in
 * a third State is out of the requested State's reach.
 */
export function accountRules<Case extends { readonly account?: string | undefined }>(on: Writing<Case>): readonly Requirement<Case>[] {
  return [
    on.rule(
      'account.check-digits',
      'conflict',
      'account',
      'assistance',
      ({ account = '' }) => looksLikeIban(account) && !hasValidCheckDigits(account),
      { account: 'CH93 0076 2011 6238 5295 8' } as Partial<Case>,
    ),
    on.rule(
      'account.other-state',
      'advice',
      'account',
      'assistance',
      ({ account = '' }, _today, { requested }) => {
        if (requested === undefined || !looksLikeIban(account) || !hasValidCheckDigits(account)) return false
        const state = findStateOfIban(account)
        return state !== undefined && state !== requested
      },
      { account: 'DE89 3704 0044 0532 0130 00' } as Partial<Case>,
    ),
  ]
}
