import { read } from '../requirement/requirement.ts'
import { date, flag, line, prose } from './detail.ts'
import { defineIntrusiveMeasure } from './measure-form.ts'

/** Search of a place or a person, and seizure of what is found. UNTOC art. 18(3)(c); UNCAC art. 46(3)(c); 1988 Convention art. 7(2)(c); CETS 030 art. 3, 5. */
export const searchAndSeizure = defineIntrusiveMeasure({
  type: 'search-and-seizure',
  group: 'search',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    /** What is to be searched, so exactly that nothing else is. */
    place: prose,
    /** Who lives or works there. */
    occupant: line,
    /** What is looked for and is to be taken. */
    objects: prose,
    /** Why it is thought to be there. */
    grounds: prose,
    court: line,
    orderDate: date,
    orderReference: line,
    presence: prose,
    /** How devices and data are to be taken: copies, hashes, who opens them. */
    handling: prose,
    noNotice: flag,
  },
  complete: {
    place: 'Bahnhofstrasse 17, 8001 Zürich, second floor, offices of Northern Light Trading Ltd',
    objects: 'Ledgers, correspondence and data carriers on the road contract, 2019 to 2021',
    grounds: 'The accountant keeps them there.',
    court: 'Cuarto Juzgado de Investigación Preparatoria Nacional',
    orderDate: '2026-09-09',
  },
  enclosures: [{ what: 'search-order', severity: 'advice', provisions: read({ 'cets-030': '3(3)' }) }],
  requirements: (on) => [
    on.asked('place', 'assistance'),
    on.asked('objects', 'assistance'),
    on.asked('grounds', 'facts'),
    on.wanted('court', []),
    on.past('orderDate'),
  ],
})
