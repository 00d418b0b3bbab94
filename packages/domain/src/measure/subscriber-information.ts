import { read } from '../requirement/requirement.ts'
import { choices, date, flag, identifiers, line, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'
import { requestDetails } from './request-details.ts'

/** What a provider of services knows of who uses them. Convention on Cybercrime (CETS 185) art. 18(1)(b), (3), 31; UNTOC art. 18(3)(e), (f); UNCAC art. 46(3)(e), (f). */
export const subscriberInformation = defineMeasure({
  type: 'subscriber-information',
  group: 'data',
  kinds: ['mutual-legal-assistance'],
  details: {
    provider: line,
    identifiers: identifiers('e-mail', 'user-name', 'url', 'phone', 'imei', 'imsi', 'ip', 'wallet', 'other'),
    /** What is wanted of the subscriber. CETS 185 art. 18(3). */
    data: choices('identity', 'contact', 'billing', 'service', 'log-ins'),
    from: date,
    to: date,
    link: prose,
    /** The number under which the provider preserves the data, where it was asked to. CETS 185 art. 16, 29. */
    preservationReference: line,
    preservedOn: date,
    noNotice: flag,
    ...requestDetails,
  },
  complete: {
    provider: 'Example Mail Inc.',
    identifiers: [{ id: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b02', kind: 'e-mail', value: 'harambee.returns@example.com' }],
    data: ['identity', 'log-ins'],
    from: '2026-05-01',
    to: '2026-09-30',
    link: 'The victims were written to from it.',
    preservationReference: '77120093',
    preservedOn: '2026-09-02',
  },
  requirements: (on) => [
    on.asked('provider', 'assistance'),
    on.asked('identifiers', 'assistance'),
    on.asked('data', 'assistance'),
    on.asked('from', 'assistance', ({ data = [] }) => !data.includes('log-ins')),
    on.inOrder('from', 'to'),
    on.asked('link', 'facts'),
    on.wanted('preservationReference', read({ 'cets-185': '29(7)' })),
    on.past('preservedOn'),
    on.rule(
      'detail.unstated',
      'advice',
      'earlierReference',
      [],
      ({ requestType = 'new', earlierReference }) =>
        requestType !== 'new' && earlierReference === undefined && { detail: 'earlierReference' },
      { requestType: 'extension' },
    ),
  ],
})
