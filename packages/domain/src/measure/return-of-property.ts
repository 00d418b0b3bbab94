import { read } from '../requirement/requirement.ts'
import { choice, date, flag, line, money, number, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Return of confiscated property, its sharing, and the compensation of victims. UNCAC art. 57; UNTOC art. 14(2), (3). */
export const returnOfProperty = defineMeasure({
  type: 'return-of-property',
  group: 'property',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    property: prose,
    value: money,
    /** On what the return rests. UNCAC art. 57(3). */
    title: choice('embezzled-public-funds', 'prior-ownership', 'damage', 'victims', 'sharing'),
    /** That there is a final judgment of the requesting State, or that the requested State has waived it. */
    finalJudgment: flag,
    waived: flag,
    court: line,
    orderDate: date,
    orderReference: line,
    /** How prior ownership or damage is shown, where public funds were not embezzled. */
    claim: prose,
    victims: prose,
    victimCount: number('count'),
    /** What others claim. */
    thirdParties: prose,
    /** Reasonable expenses that may be deducted. */
    expenses: money,
    expensesFor: prose,
    /** Shares, order of payment, account, and what is reported when. */
    arrangement: prose,
  },
  complete: {
    property: 'The balance of two accounts and the price of aircraft C-GXYZ',
    value: { amount: '9830500.00', currency: 'CAD' },
    title: 'damage',
    finalJudgment: true,
    court: 'Superior Court of Justice, Ontario',
    orderDate: '2026-05-04',
    claim: 'The list of transfers shows what each of them paid.',
    victims: '214 victims are compensated first.',
    victimCount: 214,
    thirdParties: 'A lender claims CAD 1,250,000.00.',
    expenses: { amount: '88417.93', currency: 'CAD' },
    expensesFor: 'Management of the aircraft until it was sold.',
    arrangement: 'Victims first, then equal shares; each payment is reported within thirty days.',
  },
  enclosures: [{ what: 'judgment', severity: 'advice', provisions: read({ uncac: '57(3)(a) 57(3)(b)' }) }],
  requirements: (on) => [
    on.asked('property', read({ uncac: '57(3)', untoc: '14(2)' })),
    on.asked('title', read({ uncac: '57(3)', untoc: '14(2)' })),
    on.stated(
      'asset.judgment.missing',
      'missing',
      'finalJudgment',
      read({ uncac: '57(3)(a) 57(3)(b)' }),
      ({ title, waived }) => waived === true || isAtDiscretion(title),
    ),
    on.stated(
      'asset.claim.missing',
      'missing',
      'claim',
      read({ uncac: '57(3)(b)' }),
      ({ title }) => title === 'embezzled-public-funds' || isAtDiscretion(title),
    ),
    on.past('orderDate'),
    on.stated('asset.victims.unstated', 'advice', 'victims', read({ untoc: '14(2)', uncac: '57(3)(c)' })),
    on.stated('asset.costs.unagreed', 'advice', 'expenses', read({ uncac: '57(4)' })),
    on.wanted('arrangement', read({ uncac: '57(5)', untoc: '14(3)' })),
  ],
})

/** Where the requested State only gives priority consideration: no final judgment, no proof of title. UNCAC art. 57(3)(c). */
function isAtDiscretion(title: string | undefined): boolean {
  return title === 'victims' || title === 'sharing'
}
