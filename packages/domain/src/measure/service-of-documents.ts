import { isBlank } from '../requirement/asking.ts'
import { read } from '../requirement/requirement.ts'
import { choice, date, flag, line, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** The longest notice that a State may ask for before an accused person is to appear. CETS 030 art. 7(3). */
const noticeDays = 50

const identity = read({ 'cets-030': '14(1)(d)', untoc: '18(15)(e)', uncac: '46(15)(e)' })

/** Service of a judgment, a summons or another judicial document. UNTOC art. 18(3)(b), (15)(c), (27); UNCAC art. 46(3)(b), (15)(c), (27); CETS 030 art. 7, 12, 14(1)(d). */
export const serviceOfDocuments = defineMeasure({
  type: 'service-of-documents',
  group: 'document',
  kinds: ['mutual-legal-assistance'],
  details: {
    document: line,
    /** What the document is, and what follows from its service. */
    nature: prose,
    recipient: line,
    address: prose,
    manner: choice('personal', 'simple-delivery', 'other'),
    mannerWished: prose,
    before: date,
    /** Day on which the person is to appear, where it is a summons. */
    appearance: date,
    safeConduct: flag,
    /** What the person can do against it, and until when. */
    remedies: prose,
    proof: choice('receipt', 'declaration'),
  },
  complete: {
    document: 'Judgment of 3 September 2026, causa CFP 12093/2014',
    nature: 'Judgment of first instance; the time for appeal runs from its service.',
    recipient: 'Example GmbH',
    address: 'Hafenstraße 17, 4020 Linz',
    manner: 'personal',
    before: '2026-12-15',
    appearance: '2027-06-01',
    safeConduct: true,
    remedies: 'Appeal within ten working days.',
    proof: 'receipt',
  },
  enclosures: [
    { what: 'document-to-serve', severity: 'missing', provisions: read({ 'cets-030': '7(1)', untoc: '18(3)(b)', uncac: '46(3)(b)' }) },
    { what: 'certificate-of-service', severity: 'advice', provisions: read({ 'cets-030': '7(2)' }) },
  ],
  requirements: (on) => [
    on.asked('document', 'assistance'),
    on.stated('service.recipient.missing', 'missing', 'recipient', identity),
    on.rule(
      'service.address.incomplete',
      'missing',
      'address',
      identity,
      // A street without a number finds nobody; where houses have none, the officer says so.
      ({ address = '' }) => isBlank(address) || !/\p{Nd}/u.test(address),
      { address: 'Hafenstraße, Linz' },
    ),
    on.wanted('manner', read({ 'cets-030': '7(1)', untoc: '18(15)(d)', uncac: '46(15)(d)' })),
    on.ahead('before'),
    on.rule(
      'service.appearance-near',
      'advice',
      'appearance',
      read({ 'cets-030': '7(3)' }),
      ({ appearance: day }, today) => {
        if (day === undefined) return false
        const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
        return days <= noticeDays && { date: day, days: Math.max(days, 0), notice: noticeDays }
      },
      { appearance: '2026-11-01' },
    ),
    on.stated(
      'service.safe-conduct.unstated',
      'advice',
      'safeConduct',
      read({ untoc: '18(27)', uncac: '46(27)', 'un-1988': '7(18)', 'cets-030': '12' }),
      ({ appearance }) => appearance === undefined,
    ),
    on.wanted('remedies', []),
    on.wanted('proof', read({ 'cets-030': '7(2)' })),
  ],
})
