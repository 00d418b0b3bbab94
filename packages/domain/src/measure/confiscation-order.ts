import { read } from '../requirement/requirement.ts'
import { date, flag, line, money, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/**
 * Enforcement of an order of confiscation that a court of the requesting State has made. UNTOC art. 13(1)(b), (3)(b); UNCAC
 * art. 54(1)(a), 55(1)(b), (3)(b); CETS 141 art. 13(1)(a), 27(3)(a), (c); CETS 198 art. 23(1)(a), 37(3)(a), (c).
 */
export const confiscationOrder = defineMeasure({
  type: 'confiscation-order',
  group: 'property',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    property: prose,
    value: money,
    account: line,
    court: line,
    orderDate: date,
    orderReference: line,
    /** That it is final and no ordinary appeal lies against it. */
    final: flag,
    /** How far it is to be enforced. */
    extent: prose,
    facts: prose,
    /** How third parties in good faith were told, and heard. */
    notice: prose,
    thirdParties: prose,
    /** Whether something has to be frozen first. */
    provisional: prose,
  },
  complete: {
    property: 'Aircraft C-GXYZ and the balance of two accounts',
    value: { amount: '9830500.00', currency: 'CAD' },
    court: 'Superior Court of Justice, Ontario',
    orderDate: '2026-05-04',
    orderReference: 'CV-26-00417',
    final: true,
    extent: 'In full',
    facts: 'Bought with the money of 214 victims.',
    notice: 'Published, and served on the lender on 3 May 2026.',
    thirdParties: 'A lender claims CAD 1,250,000.00.',
  },
  enclosures: [
    {
      what: 'confiscation-order',
      severity: 'missing',
      provisions: read({ untoc: '13(3)(b)', uncac: '55(3)(b)', 'cets-141': '27(3)(a)(i)', 'cets-198': '37(3)(a)(i)' }),
    },
  ],
  requirements: (on) => [
    on.stated('confiscation.property.missing', 'missing', 'property', read({ untoc: '13(3)(a)', uncac: '55(3)(a)' })),
    on.stated('confiscation.value.missing', 'advice', 'value', read({ uncac: '55(3)(a)' })),
    on.asked('court', read({ untoc: '13(3)(b)', uncac: '55(3)(b)', 'cets-141': '27(3)(a)(i)', 'cets-198': '37(3)(a)(i)' })),
    on.asked('orderDate', read({ untoc: '13(3)(b)', uncac: '55(3)(b)', 'cets-141': '27(3)(a)(i)', 'cets-198': '37(3)(a)(i)' })),
    on.past('orderDate'),
    on.stated(
      'confiscation.final.missing',
      'missing',
      'final',
      read({ uncac: '55(3)(b)', 'cets-141': '27(3)(a)(ii)', 'cets-198': '37(3)(a)(ii)' }),
    ),
    on.stated(
      'confiscation.extent.missing',
      'missing',
      'extent',
      read({ untoc: '13(3)(b)', uncac: '55(3)(b)', 'cets-141': '27(3)(a)(iii)', 'cets-198': '37(3)(a)(iii)' }),
    ),
    on.stated('confiscation.facts.missing', 'missing', 'facts', read({ untoc: '13(3)(b)', uncac: '55(3)(b)' })),
    on.stated(
      'confiscation.notice.missing',
      'missing',
      'notice',
      read({ uncac: '55(3)(b)', 'cets-141': '27(3)(c)', 'cets-198': '37(3)(c)' }),
    ),
    on.wanted('thirdParties', read({ untoc: '13(8)', uncac: '55(9)' })),
  ],
})
