import { read } from '../requirement/requirement.ts'
import { choice, date, flag, line, person, prose, time, timeZone } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/**
 * Hearing of a person in the territory of the requested State by video link. UNTOC art. 18(18); UNCAC art. 46(18); Second
 * Additional Protocol to the European Convention on Mutual Assistance (CETS 182) art. 9; CETS 030 art. 20(2).
 */
export const videoHearing = defineMeasure({
  type: 'video-hearing',
  group: 'person',
  kinds: ['mutual-legal-assistance'],
  details: {
    person,
    capacity: choice('witness', 'victim', 'expert', 'suspect', 'accused'),
    /** Why the person cannot, or rather does not, come. */
    reason: prose,
    /** The court, and who conducts the hearing. */
    authority: line,
    presides: choice('requesting', 'requested'),
    on: date,
    at: time,
    timeZone,
    consent: flag,
    questions: prose,
    rights: prose,
    interpreter: line,
    protection: prose,
    /** Equipment, test call and who to reach for it. */
    technical: prose,
    costs: line,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    capacity: 'suspect',
    reason: 'He is under protection and cannot travel.',
    authority: 'North Cairo Criminal Court, its presiding judge',
    presides: 'requesting',
    on: '2026-12-14',
    at: '10:00',
    timeZone: 'Africa/Cairo',
    consent: true,
    questions: 'Annex 1, questions 1 to 31',
    rights: 'He need not speak, and may have counsel.',
    costs: 'Borne by the requesting State',
  },
  enclosures: [{ what: 'questions', severity: 'advice', provisions: [] }],
  requirements: (on) => [
    on.asked('person', read({ untoc: '18(15)(e)', uncac: '46(15)(e)', 'cets-182': '9(3)' })),
    on.asked('capacity', 'assistance'),
    on.stated('video-hearing.reason.missing', 'missing', 'reason', read({ untoc: '18(18)', uncac: '46(18)', 'cets-182': '9(1) 9(3)' })),
    on.stated('video-hearing.authority.missing', 'missing', 'authority', read({ 'cets-182': '9(3)' })),
    on.stated('video-hearing.presides.unstated', 'advice', 'presides', read({ untoc: '18(18)', uncac: '46(18)', 'cets-182': '9(5)(c)' })),
    on.asked('on', 'assistance'),
    on.ahead('on'),
    on.stated('video-hearing.time-zone.missing', 'advice', 'timeZone', [], ({ at }) => at === undefined),
    on.stated(
      'video-hearing.consent.missing',
      'missing',
      'consent',
      read({ 'cets-182': '9(8)' }),
      ({ capacity }) => capacity !== 'suspect' && capacity !== 'accused',
    ),
    // Nobody need consent to be heard as a witness; where he or she does, it goes faster, and a State may ask.
    on.rule(
      'detail.unstated',
      'advice',
      'consent',
      [],
      ({ capacity, consent }) => capacity !== 'suspect' && capacity !== 'accused' && consent !== true && { detail: 'consent' },
      { capacity: 'witness', consent: undefined },
    ),
    on.wanted('questions', 'assistance'),
    on.wanted(
      'rights',
      read({ untoc: '18(15)(d)', uncac: '46(15)(d)' }),
      ({ capacity }) => capacity !== 'suspect' && capacity !== 'accused',
    ),
    on.stated('video-hearing.costs.unstated', 'advice', 'costs', read({ 'cets-030': '20(2)', untoc: '18(28)', uncac: '46(28)' })),
  ],
})
