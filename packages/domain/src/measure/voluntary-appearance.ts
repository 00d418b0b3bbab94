import { read } from '../requirement/requirement.ts'
import { choice, date, flag, line, money, person, prose, time, timeZone } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** A person is asked to come, and comes of his or her own will, with safe conduct. UNTOC art. 18(3)(h), (27); UNCAC art. 46(3)(h), (27); 1988 Convention art. 7(4), (18); CETS 030 art. 8 to 10, 12. */
export const voluntaryAppearance = defineMeasure({
  type: 'voluntary-appearance',
  group: 'person',
  kinds: ['mutual-legal-assistance'],
  details: {
    person,
    capacity: choice('witness', 'victim', 'expert', 'suspect', 'accused'),
    authority: line,
    on: date,
    at: time,
    timeZone,
    until: date,
    reason: prose,
    safeConduct: flag,
    allowances: prose,
    advance: money,
    protection: prose,
    interpreter: line,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    capacity: 'expert',
    authority: 'Cuarto Juzgado de Investigación Preparatoria Nacional, Lima',
    on: '2027-03-15',
    at: '09:00',
    timeZone: 'America/Lima',
    until: '2027-03-17',
    reason: 'The court has to see the model that he made.',
    safeConduct: true,
    allowances: 'Travel, hotel and a daily allowance at the rates of the court.',
  },
  requirements: (on) => [
    on.asked('person', read({ untoc: '18(15)(e)', uncac: '46(15)(e)', 'un-1988': '7(10)(e)', 'cets-030': '14(1)(c)' })),
    on.asked('capacity', 'assistance'),
    on.asked('authority', 'assistance'),
    on.asked('on', 'assistance'),
    on.ahead('on'),
    on.inOrder('on', 'until'),
    on.wanted('timeZone', [], ({ at }) => at === undefined),
    on.asked('safeConduct', read({ untoc: '18(27)', uncac: '46(27)', 'un-1988': '7(18)', 'cets-030': '12(1)' })),
    on.wanted('allowances', read({ 'cets-030': '9 10(2)' })),
    on.wanted('reason', read({ 'cets-030': '10(1)' })),
  ],
})
