import { read } from '../requirement/requirement.ts'
import { choice, choices, number, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Criminal proceedings go over to another State, whose courts do justice better. UNTOC art. 21; UNCAC art. 47; 1988 Convention art. 8; CETS 073 art. 8, 15. */
export const proceedingsTransfer = defineMeasure({
  type: 'proceedings-transfer',
  group: 'transfer',
  kinds: ['transfer-of-proceedings'],
  details: {
    person,
    grounds: prose,
    groundsOfTransfer: choices(
      'residence',
      'nationality',
      'sentence-there',
      'proceedings-there',
      'evidence-there',
      'rehabilitation',
      'presence',
      'enforcement',
    ),
    evidence: prose,
    victims: prose,
    custodyStatus: choice('free', 'in-custody-here', 'in-custody-there'),
    ownProceedings: prose,
    victimCount: number('count'),
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    grounds: 'He lives there, and all witnesses but one.',
    groundsOfTransfer: ['residence', 'evidence-there'],
    evidence: 'The file has 412 pages; originals are with the court.',
    victims: 'Two victims have claimed damages and were told.',
    custodyStatus: 'free',
    ownProceedings: 'Suspended until the answer comes.',
    victimCount: 2,
  },
  enclosures: [
    { what: 'case-file', severity: 'missing', provisions: read({ 'cets-073': '15(1)' }) },
    { what: 'applicable-law', severity: 'advice', provisions: [] },
  ],
  requirements: (on) => [
    on.asked('person', read({ 'cets-073': '8(1)' })),
    on.asked('grounds', read({ untoc: '21', uncac: '47', 'un-1988': '8', 'cets-073': '8(1)' })),
    on.asked('groundsOfTransfer', read({ 'cets-073': '8(1)' })),
    on.wanted('evidence', read({ 'cets-073': '8(1)(e) 15(1)' })),
    on.wanted('ownProceedings', []),
    on.wanted('custodyStatus', read({ 'cets-073': '15(1)' })),
  ],
})
