import { read } from '../requirement/requirement.ts'
import { choices, date, flag, identifiers, line, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'
import { requestDetails } from './request-details.ts'

/** From how many days before its end a preservation without its request is pressing. */
const pressingDays = 15

/** Expedited preservation of stored data, so that it is still there when it is asked for. Convention on Cybercrime (CETS 185) art. 16, 29. */
export const dataPreservation = defineMeasure({
  type: 'data-preservation',
  group: 'data',
  kinds: ['mutual-legal-assistance', 'preservation'],
  details: {
    provider: line,
    identifiers: identifiers('e-mail', 'user-name', 'url', 'phone', 'imei', 'imsi', 'ip', 'wallet', 'other'),
    data: choices('identity', 'log-ins', 'traffic', 'content', 'location'),
    dataDescribed: prose,
    from: date,
    to: date,
    link: prose,
    necessity: prose,
    intent: flag,
    until: date,
    reference: line,
    contact: line,
    noNotice: flag,
    ...requestDetails,
  },
  complete: {
    provider: 'Example Mail Inc.',
    identifiers: [{ id: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b02', kind: 'e-mail', value: 'harambee.returns@example.com' }],
    data: ['log-ins', 'content'],
    dataDescribed: 'The mailbox from which the victims were written to.',
    from: '2026-05-01',
    to: '2026-09-30',
    link: 'The victims were written to from it.',
    necessity: 'The provider deletes log-ins after ninety days.',
    intent: true,
    until: '2030-01-01',
    contact: 'Duty officer, at any hour',
  },
  requirements: (on) => [
    on.stated('preservation.data.missing', 'missing', 'dataDescribed', read({ 'cets-185': '29(2)(c)' })),
    on.asked('link', read({ 'cets-185': '29(2)(c)', untoc: '18(15)(c)', uncac: '46(15)(c)' })),
    on.stated('preservation.custodian.missing', 'advice', 'provider', read({ 'cets-185': '29(2)(d)' })),
    on.wanted('identifiers', read({ 'cets-185': '29(2)(c)' })),
    on.inOrder('from', 'to'),
    on.stated('preservation.necessity.missing', 'missing', 'necessity', read({ 'cets-185': '29(2)(e)' })),
    on.stated('preservation.intent.missing', 'missing', 'intent', read({ 'cets-185': '29(2)(f)' })),
    on.rule(
      'preservation.ending',
      'advice',
      'until',
      read({ 'cets-185': '29(7)' }),
      ({ until }, today) => {
        if (until === undefined) return false
        const days = Math.round((Date.parse(until) - Date.parse(today)) / 86_400_000)
        return days <= pressingDays && { date: until, days: Math.max(days, 0) }
      },
      { until: '2026-10-05' },
    ),
    on.wanted('contact', []),
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
