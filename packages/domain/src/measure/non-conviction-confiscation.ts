import { read, type Requirement, type Writing } from '../requirement/requirement.ts'
import { choice, date, flag, line, money, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/**
 * Confiscation that rests on no conviction, because nobody can be convicted or because the proceedings are against the
 * property. UNCAC art. 54(1)(c); CETS 198 art. 23(5). UNTOC is silent on it and leaves room for stricter measures, art. 34(3).
 */
export const nonConvictionConfiscation = defineMeasure({
  type: 'non-conviction-confiscation',
  group: 'property',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    property: prose,
    value: money,
    /** Why nobody is convicted. UNCAC art. 54(1)(c). */
    because: choice('death', 'flight', 'absence', 'against-property', 'other'),
    whyWithoutConviction: prose,
    facts: prose,
    court: line,
    orderDate: date,
    orderReference: line,
    final: flag,
    extent: prose,
    /** How those who may have a right to it were told, and heard. */
    notice: prose,
    /** How the proceedings protect the owner: burden of proof, counsel, appeal. */
    safeguards: prose,
  },
  complete: {
    property: 'Two flats in Miraflores and the rent they bring',
    value: { amount: '640000.00', currency: 'USD' },
    because: 'death',
    whyWithoutConviction: 'The accused has died.',
    facts: 'They were bought with bribes for a road contract.',
    court: 'Juzgado Especializado en Extinción de Dominio, Lima',
    orderDate: '2026-06-01',
    final: true,
    extent: 'In full',
    notice: 'The heirs were served on 3 March 2026 and heard.',
    safeguards: 'The heirs had counsel, and appealed.',
  },
  enclosures: [{ what: 'confiscation-order', severity: 'advice', provisions: read({ uncac: '55(3)(b)', 'cets-198': '37(3)(a)(i)' }) }],
  requirements: (on) => [
    on.stated('confiscation.property.missing', 'missing', 'property', read({ uncac: '55(3)(a)', 'cets-198': '37(1)(e)(ii)' })),
    on.stated('confiscation.without-conviction', 'missing', 'whyWithoutConviction', read({ uncac: '54(1)(c)' })),
    on.stated('confiscation.facts.missing', 'missing', 'facts', read({ uncac: '55(3)(a) 55(3)(b)', 'cets-198': '37(1)(c)' })),
    on.past('orderDate'),
    ...whereOrdered(on),
    on.wanted('safeguards', []),
  ],
})

interface Ordered {
  readonly court?: string | undefined
  readonly final?: boolean | undefined
  readonly extent?: string | undefined
  readonly notice?: string | undefined
}

/** Only an order that exists can be final, limited and notified. */
function whereOrdered<Case extends Ordered>(on: Writing<Case>): readonly Requirement<Case>[] {
  const isToBeMade = ({ court }: Case): boolean => court === undefined || court === ''
  return [
    on.stated('confiscation.final.missing', 'missing', 'final', read({ uncac: '55(3)(b)', 'cets-198': '37(3)(a)(ii)' }), isToBeMade),
    on.stated('confiscation.extent.missing', 'missing', 'extent', read({ uncac: '55(3)(b)', 'cets-198': '37(3)(a)(iii)' }), isToBeMade),
    on.stated('confiscation.notice.missing', 'missing', 'notice', read({ uncac: '55(3)(b)', 'cets-198': '37(3)(c)' }), isToBeMade),
  ]
}
