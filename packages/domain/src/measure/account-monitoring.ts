import { read } from '../requirement/requirement.ts'
import { accountRules } from './account-rules.ts'
import { choice, date, flag, line, prose } from './detail.ts'
import { defineIntrusiveMeasure } from './measure-form.ts'

/** What passes through an account, told while it happens. Warsaw Convention (CETS 198) art. 19; elsewhere what domestic law allows, UNTOC art. 18(3)(i), UNCAC art. 46(3)(i). */
export const accountMonitoring = defineIntrusiveMeasure({
  type: 'account-monitoring',
  group: 'money',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    account: line,
    bank: line,
    holder: line,
    from: date,
    to: date,
    reporting: choice('each-operation', 'daily', 'weekly'),
    /** Why the operations matter for the investigation. */
    relevance: prose,
    /** How the two authorities arrange it: who is called, and what may be stopped. */
    arrangements: prose,
    noNotice: flag,
  },
  complete: {
    account: 'CH93 0076 2011 6238 5295 7',
    bank: 'Bank Example AG',
    holder: 'Northern Light Trading Ltd',
    from: '2026-12-01',
    to: '2027-02-28',
    reporting: 'daily',
    relevance: 'The next instalment is due in December.',
    arrangements: 'The duty officer of the unit is called at any hour.',
  },
  requirements: (on) => [
    on.asked('account', read({ 'cets-198': '19(1)', untoc: '18(15)(d)', uncac: '46(15)(d)' })),
    ...accountRules(on),
    on.asked('bank', 'assistance'),
    on.asked('from', read({ 'cets-198': '19(1)', untoc: '18(15)(d)', uncac: '46(15)(d)' })),
    on.asked('to', read({ 'cets-198': '19(1)', untoc: '18(15)(d)', uncac: '46(15)(d)' })),
    on.inOrder('from', 'to'),
    on.ahead('to'),
    on.asked('relevance', read({ 'cets-198': '19(2)', untoc: '18(15)(f)', uncac: '46(15)(f)' })),
    on.wanted('arrangements', read({ 'cets-198': '19(4)' })),
  ],
})
