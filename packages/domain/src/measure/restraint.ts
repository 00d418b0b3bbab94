import { isBlank } from '../requirement/asking.ts'
import { accountRules } from './account-rules.ts'
import { choice, date, line, money, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

interface Order {
  readonly court?: string | undefined
  readonly orderDate?: string | undefined
  readonly orderReference?: string | undefined
}

/**
 * Nothing is said of an order. A request may come without one (UNCAC art. 54(2)(b)); one that is named must be
 * named whole, and a copy goes with it where available (UNCAC art. 54(2)(a), 55(3)(c)).
 */
function namesNoOrder({ court, orderDate, orderReference }: Order): boolean {
  return isBlank(court) && orderDate === undefined && isBlank(orderReference)
}

/** Freezing of property pending confiscation. UNTOC art. 13(2), (3)(c), (8), 18(3)(c); UNCAC art. 54(2), 55(2), (3)(c), (9). */
export const restraint = defineMeasure({
  type: 'restraint',
  group: 'property',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    /** What is to be restrained and where it is. UNTOC art. 13(3)(a), UNCAC art. 55(3)(a). */
    property: prose,
    account: line,
    /** The ceiling up to which the property is to be restrained. */
    ceiling: money,
    /** Whether the ceiling holds for all property together or for each. */
    ceilingApplies: choice('together', 'each'),
    court: line,
    orderDate: date,
    orderReference: line,
    /** Grounds to believe that the property would be confiscated. */
    grounds: prose,
    /** Who else may have a right to it. */
    thirdParties: prose,
  },
  complete: {
    property: 'The balance of the account',
    account: 'CH93 0076 2011 6238 5295 7',
    ceiling: { amount: '3480500.00', currency: 'USD' },
    ceilingApplies: 'together',
    court: 'Cuarto Juzgado de Investigación Preparatoria Nacional',
    orderDate: '2026-09-09',
    grounds: 'The balance comes from the bribes.',
  },
  enclosures: [{ what: 'restraint-order', severity: 'advice', provisions: 'order-copy' }],
  requirements: (on) => [
    on.rule(
      'restraint.property.missing',
      'missing',
      'property',
      'restraint-contents',
      ({ property, account }) => isBlank(property) && isBlank(account),
      { property: '', account: '' },
    ),
    ...accountRules(on),
    on.stated('restraint.grounds.missing', 'missing', 'grounds', 'restraint-grounds'),
    on.rule('restraint.order.missing', 'advice', 'court', 'restraint-order', namesNoOrder, {
      court: undefined,
      orderDate: undefined,
      orderReference: undefined,
    }),
    on.stated('restraint.court.missing', 'missing', 'court', 'restraint-order', namesNoOrder),
    on.stated('restraint.order-date.missing', 'missing', 'orderDate', 'restraint-order', namesNoOrder),
    on.past('orderDate'),
    on.stated('restraint.ceiling.missing', 'advice', 'ceiling', 'restraint-ceiling'),
    on.stated(
      'restraint.ceiling-applies.missing',
      'missing',
      'ceilingApplies',
      'restraint-ceiling',
      ({ ceiling }) => ceiling === undefined,
    ),
    on.rule(
      'restraint.third-parties',
      'advice',
      'thirdParties',
      'third-parties',
      ({ thirdParties }, _today, { persons = [] }) => isBlank(thirdParties) && persons.some(({ role }) => role === 'holder'),
      {},
      { persons: [{ id: 'holder', role: 'holder' }] },
    ),
  ],
})
