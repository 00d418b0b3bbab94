import { read } from '../requirement/requirement.ts'
import { choices, flag, line, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/**
 * Which accounts a person holds or controls, where nobody knows the number yet. Warsaw Convention (CETS 198) art. 17; else an
 * inquiry under UNTOC art. 18(3)(g), UNCAC art. 46(3)(g).
 */
export const bankAccounts = defineMeasure({
  type: 'bank-accounts',
  group: 'money',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    person,
    /** Which banks may be involved, as far as known. */
    bank: line,
    roles: choices('holder', 'beneficial-owner', 'signatory', 'safe-deposit-box'),
    /** Why it is thought that banks of the requested State hold an account. */
    grounds: prose,
    /** Why the answer is likely to be of substantial value. */
    relevance: prose,
    noNotice: flag,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    bank: 'Banks in the canton of Zürich',
    roles: ['holder', 'beneficial-owner'],
    grounds: 'A fee of a bank in Zürich stands on his card.',
    relevance: 'The bribes have to be somewhere, and no account at home received them.',
  },
  requirements: (on) => [
    on.asked('person', read({ 'cets-198': '17(1)', untoc: '18(15)(e)', uncac: '46(15)(e)' })),
    on.asked('grounds', read({ 'cets-198': '17(3)(b)', untoc: '18(15)(c)', uncac: '46(15)(c)' })),
    on.asked('relevance', read({ 'cets-198': '17(3)(a)', untoc: '18(15)(f)', uncac: '46(15)(f)' })),
    on.wanted('bank', read({ 'cets-198': '17(3)(b)' })),
    on.wanted('roles', []),
  ],
})
