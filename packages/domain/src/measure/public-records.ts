import { read } from '../requirement/requirement.ts'
import { choice, date, line, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Records of a public office: land, civil status, vehicles, vessels, courts. UNTOC art. 18(3)(f), (29); UNCAC art. 46(3)(f), (29). */
export const publicRecords = defineMeasure({
  type: 'public-records',
  group: 'record',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    register: choice('civil-status', 'land', 'vehicles', 'vessels', 'aircraft', 'courts', 'immigration', 'other'),
    documents: prose,
    custodian: line,
    from: date,
    to: date,
    form: choice('originals', 'certified-copies', 'electronic'),
    link: prose,
  },
  complete: {
    register: 'land',
    documents: 'Owners of the plot Seestrasse 4, Zug, since 2019',
    custodian: 'Land registry of the canton of Zug',
    from: '2019-01-01',
    to: '2026-06-30',
    form: 'certified-copies',
    link: 'The price was paid from the account.',
  },
  requirements: (on) => [
    on.asked('register', 'assistance'),
    on.asked('documents', 'assistance'),
    on.inOrder('from', 'to'),
    on.asked('link', 'facts'),
    on.wanted('form', read({ untoc: '18(15)(d)', uncac: '46(15)(d)' })),
  ],
})
