import { read } from '../requirement/requirement.ts'
import { choice, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Earlier convictions of a person. CETS 030 art. 13, 22; UNTOC art. 18(3)(f), (29)(b), 22; UNCAC art. 46(3)(f), (29)(b). */
export const criminalRecords = defineMeasure({
  type: 'criminal-records',
  group: 'record',
  kinds: ['mutual-legal-assistance'],
  details: {
    person,
    scope: choice('convictions', 'with-judgments', 'pending-too'),
    use: prose,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    scope: 'with-judgments',
    use: 'The court needs them for the sentence.',
  },
  enclosures: [{ what: 'identification', severity: 'advice', provisions: [] }],
  requirements: (on) => [
    on.asked('person', read({ untoc: '18(15)(e)', uncac: '46(15)(e)', 'un-1988': '7(10)(e)', 'cets-030': '14(1)(c)' })),
    on.wanted('scope', 'assistance'),
    on.asked('use', 'purpose'),
  ],
})
