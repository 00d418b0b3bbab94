import { daysBetween, isBlank } from '../requirement/asking.ts'
import type { Around } from '../requirement/requirement.ts'
import { accountRules } from './account-rules.ts'
import { choices, date, line, prose } from './detail.ts'
import { looksLikeIban } from './iban.ts'
import { defineMeasure } from './measure-form.ts'

/** Kinds of record that exist once for an account and need no period. */
const withoutPeriod: readonly string[] = ['account-opening', 'beneficial-owner']

/** By how many days a period may pass that of the facts before the officer is asked why. */
const periodMargin = 366

/** Against a period of the facts that is itself the wrong way round nothing can be held. */
function isEarly(from: string | undefined, { facts: { from: began, to: ended } = {} }: Around): boolean {
  if (from === undefined || began === undefined || (ended !== undefined && ended < began)) return false
  return daysBetween(from, began) > periodMargin
}

function isLate(to: string | undefined, { facts: { from: began, to: ended } = {} }: Around): boolean {
  if (to === undefined || ended === undefined || (began !== undefined && ended < began)) return false
  return daysBetween(ended, to) > periodMargin
}

/** Records of a bank account: without these details a bank cannot be asked. UNTOC art. 18(3)(f), (15)(c), (d); UNCAC art. 46(3)(f), (15)(c), (d). */
export const bankRecords = defineMeasure({
  type: 'bank-records',
  group: 'money',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    /** IBAN or other number, as the bank writes it. */
    account: line,
    bank: line,
    /** The holder as the bank knows it. */
    holder: line,
    records: choices('account-opening', 'beneficial-owner', 'statements', 'swift-messages', 'correspondence'),
    from: date,
    to: date,
    /** How the account is linked to the offence. */
    link: prose,
  },
  complete: {
    account: 'CH93 0076 2011 6238 5295 7',
    bank: 'Bank Example AG',
    holder: 'Northern Light Trading Ltd',
    records: ['account-opening', 'statements'],
    from: '2019-03-01',
    to: '2021-08-31',
    link: 'The bribes were paid into it.',
  },
  requirements: (on) => [
    // A bank can find an account by its holder, but it may find more than one.
    on.rule(
      'bank-records.account.missing',
      'missing',
      'account',
      'bank-records',
      ({ account, bank, holder }) => isBlank(account) && (isBlank(bank) || isBlank(holder)),
      { account: '', bank: '' },
    ),
    on.rule(
      'bank-records.account.unnamed',
      'advice',
      'account',
      'bank-records',
      ({ account, bank, holder }) => isBlank(account) && !isBlank(bank) && !isBlank(holder),
      { account: '' },
    ),
    // An IBAN names its bank.
    on.rule(
      'bank-records.bank.missing',
      'missing',
      'bank',
      'bank-records',
      ({ account = '', bank }) => isBlank(bank) && !looksLikeIban(account),
      { account: '4417-0093', bank: '' },
    ),
    ...accountRules(on),
    on.stated('bank-records.from.missing', 'missing', 'from', 'bank-records', needsNoPeriod),
    on.stated('bank-records.to.missing', 'missing', 'to', 'bank-records', needsNoPeriod),
    on.inOrder('from', 'to'),
    on.rule('bank-records.period.future', 'advice', 'to', 'bank-records', ({ to }, today) => to !== undefined && to > today, {
      to: '2101-01-01',
    }),
    on.rule('bank-records.period.beyond-facts', 'advice', 'from', 'facts', ({ from }, _today, around) => isEarly(from, around), {
      from: '2010-01-01',
    }),
    on.rule(
      'bank-records.period.beyond-facts',
      'advice',
      'to',
      'facts',
      ({ from, to }, _today, around) => isLate(to, around) && !isEarly(from, around),
      { to: '2026-01-01' },
    ),
    on.stated('bank-records.records.missing', 'missing', 'records', 'bank-records'),
    on.stated('bank-records.link.missing', 'missing', 'link', 'facts'),
  ],
})

function needsNoPeriod({ records = [] }: { readonly records?: readonly string[] | undefined }): boolean {
  return records.every((kind) => withoutPeriod.includes(kind))
}
