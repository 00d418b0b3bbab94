import { read } from '../requirement/requirement.ts'
import { choices, date, identifiers, line, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Finding and tracing what came of an offence, or its value. UNTOC art. 13(2), 18(3)(g); UNCAC art. 46(3)(g), (j), 55(2); CETS 198 art. 16. */
export const assetTracing = defineMeasure({
  type: 'asset-tracing',
  group: 'property',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    person,
    /** What is looked for, and what is known of it. */
    property: prose,
    classes: choices('bank-accounts', 'real-estate', 'companies', 'vehicles-vessels-aircraft', 'securities', 'virtual-assets', 'valuables'),
    identifiers: identifiers('iban', 'bank-account', 'wallet', 'vehicle', 'vessel', 'aircraft', 'other'),
    from: date,
    to: date,
    /** How it comes from the offence, or why its value may be taken instead. */
    link: prose,
    /** What is going to be asked once it is found. */
    next: prose,
    contact: line,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    property: 'An aircraft bought in 2023, and what was bought with the rent for it.',
    classes: ['bank-accounts', 'vehicles-vessels-aircraft'],
    identifiers: [{ id: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b02', kind: 'aircraft', value: 'C-GXYZ' }],
    from: '2023-01-01',
    to: '2026-06-30',
    link: 'It was paid for with the money of 214 victims.',
    next: 'Its restraint will be asked for.',
  },
  requirements: (on) => [
    on.asked('property', read({ untoc: '13(3)(c)', uncac: '55(3)(c)', 'cets-141': '27(1)(e)(ii)', 'cets-198': '37(1)(e)(ii)' })),
    on.asked('link', read({ untoc: '13(3)(c)', uncac: '55(3)(c)', 'cets-141': '27(1)(e)(ii)', 'cets-198': '37(1)(e)(ii)' })),
    on.inOrder('from', 'to'),
    on.wanted('person', read({ 'cets-141': '27(1)(e)(i)', 'cets-198': '37(1)(e)(i)' })),
    on.wanted('classes', []),
    on.wanted('next', []),
  ],
})
