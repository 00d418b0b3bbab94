import type { RequestContent } from '../request/content.ts'
import { type Asking, daysBetween, isBlank } from '../requirement/asking.ts'
import type { Finding } from '../requirement/finding.ts'
import { accountFindings } from './account-findings.ts'
import type { BankRecords } from './bank-records.ts'
import { looksLikeIban } from './iban.ts'

/** Kinds of record that exist once for an account and need no period. */
const withoutPeriod: readonly string[] = ['account-opening', 'beneficial-owner']

/** By how many days a period may pass that of the facts before the officer is asked why. */
const periodMargin = 366

function ofAccount({ account, bank, holder }: BankRecords, at: string, ask: Asking): Finding[] {
  const found: Finding[] = []
  if (isBlank(account)) {
    // A bank can find an account by its holder, but it may find more than one.
    found.push(
      isBlank(bank) || isBlank(holder)
        ? ask.missing('bank-records.account.missing', `${at}.account`, 'bank-records')
        : ask.advice('bank-records.account.unnamed', `${at}.account`, 'bank-records'),
    )
  }
  // An IBAN names its bank.
  if (isBlank(bank) && !looksLikeIban(account ?? '')) found.push(ask.missing('bank-records.bank.missing', `${at}.bank`, 'bank-records'))
  return found
}

function ofPeriod({ records = [], from, to }: BankRecords, at: string, facts: RequestContent['facts'], ask: Asking): Finding[] {
  const found: Finding[] = []
  const needed = records.some((kind) => !withoutPeriod.includes(kind))
  if (needed && from === undefined) found.push(ask.missing('bank-records.from.missing', `${at}.from`, 'bank-records'))
  if (needed && to === undefined) found.push(ask.missing('bank-records.to.missing', `${at}.to`, 'bank-records'))
  if (from !== undefined && to !== undefined && to < from) {
    found.push(ask.conflict('bank-records.period.reversed', `${at}.to`, 'bank-records'))
  }
  if (to !== undefined && to > ask.today) found.push(ask.advice('bank-records.period.future', `${at}.to`, 'bank-records'))
  // Against a period of the facts that is itself the wrong way round nothing can be held.
  const { from: began, to: ended } = facts ?? {}
  const comparable = began === undefined || ended === undefined || began <= ended
  const early = comparable && from !== undefined && began !== undefined && daysBetween(from, began) > periodMargin
  const late = comparable && to !== undefined && ended !== undefined && daysBetween(ended, to) > periodMargin
  if (early || late) {
    found.push(ask.advice('bank-records.period.beyond-facts', early ? `${at}.from` : `${at}.to`, 'facts'))
  }
  return found
}

/** The details without which a bank cannot be asked. UNTOC art. 18(3)(f), (15)(c), (d); UNCAC art. 46(3)(f), (15)(c), (d). */
export function bankRecordsFindings(measure: BankRecords, at: string, content: RequestContent, ask: Asking): Finding[] {
  const found = [
    ...ofAccount(measure, at, ask),
    ...accountFindings('bank-records', measure.account, at, content.requested, ask),
    ...ofPeriod(measure, at, content.facts, ask),
  ]
  if ((measure.records ?? []).length === 0) found.push(ask.missing('bank-records.records.missing', `${at}.records`, 'bank-records'))
  if (isBlank(measure.link)) found.push(ask.missing('bank-records.link.missing', `${at}.link`, 'facts'))
  return found
}
