import { read } from '../requirement/requirement.ts'
import { choice, date, flag, line, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Originals or certified copies of papers that somebody keeps. UNTOC art. 18(3)(f); UNCAC art. 46(3)(f); 1988 Convention art. 7(2)(f); CETS 030 art. 3(1), (3), 6. */
export const productionOfDocuments = defineMeasure({
  type: 'production-of-documents',
  group: 'document',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    documents: prose,
    custodian: line,
    from: date,
    to: date,
    form: choice('originals', 'certified-copies', 'electronic'),
    certification: prose,
    returnBy: date,
    link: prose,
    noNotice: flag,
  },
  complete: {
    documents: 'Contract of 3 March 2019 on the road, with its annexes and invoices',
    custodian: 'Northern Light Trading Ltd, Zürich',
    from: '2019-03-01',
    to: '2021-08-31',
    form: 'originals',
    certification: 'A statement of the custodian that they were made in the course of business.',
    returnBy: '2027-12-31',
    link: 'The invoices show what was paid for nothing.',
  },
  requirements: (on) => [
    on.asked('documents', 'assistance'),
    on.asked('custodian', 'assistance'),
    on.inOrder('from', 'to'),
    on.asked('link', 'facts'),
    on.wanted('form', read({ 'cets-030': '3(3)', untoc: '18(15)(d)', uncac: '46(15)(d)' })),
    on.wanted('certification', []),
    on.wanted('returnBy', read({ 'cets-030': '6(2)' }), ({ form }) => form !== 'originals'),
  ],
})
