import { read } from '../requirement/requirement.ts'
import { date, flag, identifiers, line, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** The part of preserved traffic data that shows by which other providers, and in which other State, a communication passed. CETS 185 art. 17, 30. */
export const partialDisclosure = defineMeasure({
  type: 'partial-disclosure',
  group: 'data',
  kinds: ['mutual-legal-assistance', 'preservation'],
  details: {
    provider: line,
    identifiers: identifiers('e-mail', 'user-name', 'url', 'phone', 'imei', 'imsi', 'ip', 'wallet', 'other'),
    communication: prose,
    from: date,
    to: date,
    preservationReference: line,
    preservedOn: date,
    noNotice: flag,
  },
  complete: {
    provider: 'Example Mail Inc.',
    identifiers: [{ id: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b02', kind: 'e-mail', value: 'harambee.returns@example.com' }],
    communication: 'The messages that were sent to the victims on 3 May 2026.',
    from: '2026-05-03',
    to: '2026-05-03',
    preservationReference: '77120093',
    preservedOn: '2026-09-02',
  },
  requirements: (on) => [
    on.asked('communication', read({ 'cets-185': '30(1)', untoc: '18(15)(d)', uncac: '46(15)(d)' })),
    on.inOrder('from', 'to'),
    on.wanted('preservationReference', read({ 'cets-185': '30(1)' })),
    on.past('preservedOn'),
    on.wanted('provider', []),
  ],
})
