import { read } from '../requirement/requirement.ts'
import { choice, date, flag, line, person, prose, time, timeZone } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Hearing of a witness or expert over the telephone. CETS 182 art. 10; elsewhere what the law of the requested State allows, UNTOC art. 18(3)(i), UNCAC art. 46(3)(i). */
export const telephoneHearing = defineMeasure({
  type: 'telephone-hearing',
  group: 'person',
  kinds: ['mutual-legal-assistance'],
  details: {
    person,
    capacity: choice('witness', 'expert'),
    reason: prose,
    authority: line,
    on: date,
    at: time,
    timeZone,
    consent: flag,
    questions: prose,
    interpreter: line,
    protection: prose,
    technical: prose,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    capacity: 'expert',
    reason: 'Ten minutes are enough, and the court is far away.',
    authority: 'Regional Court Linz, its presiding judge',
    on: '2026-12-14',
    at: '10:00',
    timeZone: 'Europe/Vienna',
    consent: true,
    questions: 'How was the sample taken, and by whom?',
  },
  requirements: (on) => [
    on.asked('person', read({ untoc: '18(15)(e)', uncac: '46(15)(e)', 'un-1988': '7(10)(e)', 'cets-030': '14(1)(c)' })),
    on.asked('capacity', 'assistance'),
    on.asked('authority', read({ 'cets-182': '10(4)', untoc: '18(15)(b)', uncac: '46(15)(b)' })),
    on.asked('consent', read({ 'cets-182': '10(2) 10(4)' })),
    on.asked('on', 'assistance'),
    on.ahead('on'),
    on.wanted('timeZone', [], ({ at }) => at === undefined),
    on.wanted('questions', 'assistance'),
    on.wanted('reason', []),
  ],
})
