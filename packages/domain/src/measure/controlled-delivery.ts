import { read } from '../requirement/requirement.ts'
import { choice, date, flag, identifiers, line, prose } from './detail.ts'
import { defineIntrusiveMeasure } from './measure-form.ts'

/** A consignment is let through under watch. UNTOC art. 2(i), 20(3), (4); UNCAC art. 2(i), 50(3), (4); 1988 Convention art. 1(g), 11(2), (3); CETS 182 art. 18. */
export const controlledDelivery = defineIntrusiveMeasure({
  type: 'controlled-delivery',
  group: 'technique',
  kinds: ['mutual-legal-assistance', 'joint-investigation'],
  details: {
    consignment: prose,
    identifiers: identifiers('container', 'vessel', 'aircraft', 'vehicle', 'other'),
    route: prose,
    on: date,
    deliveryMethod: choice('intercept', 'let-pass', 'replace'),
    substitute: prose,
    consents: flag,
    watch: prose,
    direction: line,
    risk: prose,
    evidence: prose,
    secrecy: prose,
    contact: line,
  },
  complete: {
    consignment: 'Precursor chemicals hidden among tiles, about 400 kg',
    identifiers: [{ id: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b02', kind: 'container', value: 'CSQU3054383' }],
    route: 'Laem Chabang to Qinzhou, by sea',
    on: '2026-12-08',
    deliveryMethod: 'replace',
    substitute: 'All but five kilograms are replaced by salt.',
    consents: true,
    watch: 'Two transmitters, and officers at each transhipment.',
    direction: 'Narcotics Control Bureau of the requested State',
    risk: 'Lost from sight, it is stopped at the next port.',
    evidence: 'Samples of each bag go to both laboratories.',
    secrecy: 'Known to the officers named in the annex.',
    contact: 'Liaison officers, at any hour',
  },
  requirements: (on) => [
    on.asked('consignment', read({ untoc: '20(4)', uncac: '50(4)', 'un-1988': '11(1)', 'cets-182': '18(2)' })),
    on.asked('route', read({ untoc: '20(4)', uncac: '50(4)', 'un-1988': '11(1)', 'cets-182': '18(2)' })),
    on.asked('on', read({ untoc: '20(3)', uncac: '50(3)', 'un-1988': '11(2)', 'cets-182': '18(2)' })),
    on.ahead('on'),
    on.stated(
      'controlled-delivery.method.missing',
      'missing',
      'deliveryMethod',
      read({ untoc: '20(4)', uncac: '50(4)', 'un-1988': '11(3)' }),
    ),
    on.stated('controlled-delivery.consent.missing', 'missing', 'consents', read({ untoc: '20(4)', uncac: '50(4)', 'un-1988': '11(3)' })),
    on.wanted('substitute', [], ({ deliveryMethod }) => deliveryMethod !== 'replace'),
    on.wanted('direction', read({ 'cets-182': '18(3)' })),
    on.wanted('risk', []),
    on.wanted('evidence', []),
    on.wanted('secrecy', []),
    on.wanted('identifiers', []),
  ],
})
