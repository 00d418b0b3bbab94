import { read } from '../requirement/requirement.ts'
import { choice, choices, date, flag, line, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Protection of a witness, an expert or a victim by the requested State. UNTOC art. 24(3), 25(1), 26(5); UNCAC art. 32(3), 37(5); CETS 182 art. 23. */
export const witnessProtection = defineMeasure({
  type: 'witness-protection',
  group: 'person',
  kinds: ['mutual-legal-assistance'],
  details: {
    person,
    capacity: choice('witness', 'victim', 'expert'),
    threat: prose,
    measures: choices('relocation', 'new-identity', 'police-protection', 'identity-withheld', 'screened-hearing', 'family'),
    relatives: prose,
    from: date,
    to: date,
    consent: flag,
    contact: line,
    costs: line,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    capacity: 'victim',
    threat: 'Two men asked for her at her old address.',
    measures: ['identity-withheld', 'police-protection'],
    relatives: 'Her sister lives with her.',
    from: '2026-12-01',
    to: '2027-06-30',
    consent: true,
    contact: 'Head of the protection unit, at any hour',
    costs: 'To be agreed',
  },
  requirements: (on) => [
    on.asked('person', read({ untoc: '18(15)(e)', uncac: '46(15)(e)', 'un-1988': '7(10)(e)', 'cets-030': '14(1)(c)' })),
    on.asked('threat', read({ untoc: '24(1)', uncac: '32(1)', 'cets-182': '23' })),
    on.asked('measures', 'assistance'),
    on.inOrder('from', 'to'),
    on.wanted('consent', []),
    on.wanted('contact', []),
    on.wanted('costs', read({ untoc: '18(28)', uncac: '46(28)' })),
  ],
})
