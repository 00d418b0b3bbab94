import { read } from '../requirement/requirement.ts'
import { choice, date, flag, identifiers, line, prose } from './detail.ts'
import { defineIntrusiveMeasure } from './measure-form.ts'

/** What somebody says or writes, heard and recorded while it happens. CETS 185 art. 21, 34; UNTOC art. 20(1), (3); UNCAC art. 50(1), (3). */
export const interception = defineIntrusiveMeasure({
  type: 'interception',
  group: 'data',
  kinds: ['mutual-legal-assistance'],
  details: {
    provider: line,
    identifiers: identifiers('e-mail', 'user-name', 'url', 'phone', 'imei', 'imsi', 'ip', 'wallet', 'other'),
    means: choice('telephone', 'internet', 'premises', 'vehicle'),
    language: line,
    from: date,
    to: date,
    court: line,
    orderDate: date,
    orderReference: line,
    delivery: prose,
    privileged: prose,
    link: prose,
    noNotice: flag,
  },
  complete: {
    provider: 'Example Telecom',
    identifiers: [{ id: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b02', kind: 'phone', value: '+254 700 000 417' }],
    from: '2026-12-01',
    to: '2027-01-31',
    court: 'High Court, Nairobi',
    orderDate: '2026-09-09',
    delivery: 'Every day, through the secure channel of the unit.',
    link: 'He arranges each payment by telephone.',
    means: 'telephone',
    language: 'Swahili and English',
    privileged: 'Calls with counsel are not recorded.',
  },
  enclosures: [{ what: 'surveillance-order', severity: 'advice', provisions: [] }],
  requirements: (on) => [
    on.asked('means', 'assistance'),
    on.asked('identifiers', read({ 'cets-185': '34', untoc: '18(15)(d)', uncac: '46(15)(d)' })),
    on.asked('from', 'assistance'),
    on.asked('to', 'assistance'),
    on.inOrder('from', 'to'),
    on.ahead('to'),
    on.asked('link', 'facts'),
    // No article at hand asks for an order; domestic law, to which CETS 185 art. 34 leaves it, mostly does.
    on.wanted('court', []),
    on.past('orderDate'),
    on.wanted('delivery', []),
    on.wanted('privileged', []),
    on.wanted('language', []),
  ],
})
