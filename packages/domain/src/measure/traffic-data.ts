import { read } from '../requirement/requirement.ts'
import { choices, date, flag, identifiers, line, prose } from './detail.ts'
import { defineIntrusiveMeasure } from './measure-form.ts'

/** With whom, when, from where and for how long somebody communicated, as a provider has stored it. CETS 185 art. 18(1), 31; UNTOC art. 18(3)(e), (i); UNCAC art. 46(3)(e), (i). */
export const trafficData = defineIntrusiveMeasure({
  type: 'traffic-data',
  group: 'data',
  kinds: ['mutual-legal-assistance'],
  details: {
    provider: line,
    identifiers: identifiers('e-mail', 'user-name', 'url', 'phone', 'imei', 'imsi', 'ip', 'wallet', 'other'),
    data: choices('log-ins', 'traffic', 'location', 'payments'),
    from: date,
    to: date,
    link: prose,
    court: line,
    orderDate: date,
    preservationReference: line,
    preservedOn: date,
    certification: prose,
    noNotice: flag,
  },
  complete: {
    provider: 'Example Mail Inc.',
    identifiers: [{ id: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b02', kind: 'e-mail', value: 'harambee.returns@example.com' }],
    data: ['log-ins', 'traffic'],
    from: '2026-05-01',
    to: '2026-09-30',
    link: 'The victims were written to from it.',
    court: 'High Court, Nairobi',
    orderDate: '2026-09-09',
    preservationReference: '77120093',
    preservedOn: '2026-09-02',
  },
  requirements: (on) => [
    on.asked('provider', 'assistance'),
    on.asked('identifiers', 'assistance'),
    on.asked('data', 'assistance'),
    on.asked('from', 'assistance'),
    on.asked('to', 'assistance'),
    on.inOrder('from', 'to'),
    on.asked('link', 'facts'),
    on.wanted('preservationReference', read({ 'cets-185': '29(7)' })),
    on.past('preservedOn'),
    on.past('orderDate'),
  ],
})
