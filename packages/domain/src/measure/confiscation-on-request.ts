import { read } from '../requirement/requirement.ts'
import { line, money, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

const description = read({ untoc: '13(3)(a)', uncac: '55(3)(a)', 'cets-141': '27(1)(e)(ii)', 'cets-198': '37(1)(e)(ii)' })

/**
 * An order of confiscation that the requested State's own courts are to make. UNTOC art. 13(1)(a), (3)(a); UNCAC art.
 * 54(1)(b), 55(1)(a), (3)(a); CETS 141 art. 13(1)(b), 27(3)(b); CETS 198 art. 23(1)(b), 37(3)(b).
 */
export const confiscationOnRequest = defineMeasure({
  type: 'confiscation-on-request',
  group: 'property',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: { property: prose, value: money, account: line, facts: prose, grounds: prose, thirdParties: prose, provisional: prose },
  complete: {
    property: 'The balance of the account at Bank Example AG, Zürich',
    value: { amount: '3480500.00', currency: 'USD' },
    facts: 'Bribes for a road contract were paid into it from March 2019 to August 2021.',
    grounds: 'The law of the requesting State takes the proceeds of bribery from whoever holds them.',
    thirdParties: 'The holder is a company of which a suspect is the only owner.',
  },
  requirements: (on) => [
    on.stated('confiscation.property.missing', 'missing', 'property', description),
    on.stated('confiscation.value.missing', 'advice', 'value', read({ uncac: '55(3)(a)' })),
    on.stated(
      'confiscation.facts.missing',
      'missing',
      'facts',
      read({ untoc: '13(3)(a)', uncac: '55(3)(a)', 'cets-141': '27(3)(b)', 'cets-198': '37(3)(b)' }),
    ),
    on.wanted('grounds', []),
    on.wanted('thirdParties', read({ untoc: '13(8)', uncac: '55(9)' })),
  ],
})
