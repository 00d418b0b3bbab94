import { date, line, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** What the police of the requested State has on file. UNTOC art. 18(3)(f), (29)(b); UNCAC art. 46(3)(f), (29)(b). */
export const policeRecords = defineMeasure({
  type: 'police-records',
  group: 'record',
  kinds: ['mutual-legal-assistance'],
  details: {
    person,
    documents: prose,
    reference: line,
    from: date,
    to: date,
    use: prose,
    link: prose,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    documents: 'Report on the road check of 3 May 2026',
    reference: 'KAPO 2026/4417',
    from: '2026-05-01',
    to: '2026-05-31',
    use: 'As evidence before the trial court.',
    link: 'The vehicle was stopped with the money in it.',
  },
  requirements: (on) => [
    on.asked('documents', 'assistance'),
    on.inOrder('from', 'to'),
    on.asked('link', 'facts'),
    on.wanted('use', 'use-limit'),
    on.wanted('reference', []),
  ],
})
