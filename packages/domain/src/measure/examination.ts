import { read } from '../requirement/requirement.ts'
import { choice, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Inspection of a thing, a place or a vehicle. UNTOC art. 18(3)(d); UNCAC art. 46(3)(d); 1988 Convention art. 7(2)(d). */
export const examination = defineMeasure({
  type: 'examination',
  group: 'search',
  kinds: ['mutual-legal-assistance'],
  details: {
    place: prose,
    subject: prose,
    questions: prose,
    method: prose,
    presence: prose,
    recording: choice('written', 'audio', 'audio-video'),
    handling: prose,
  },
  complete: {
    place: 'Container yard of Laem Chabang, block 4',
    subject: 'Container TEMU4170093',
    questions: 'Is there a space behind the rear wall, and of which size?',
    method: 'Photographs of each side, measures, swabs of the floor.',
  },
  enclosures: [{ what: 'photographs', severity: 'advice', provisions: [] }],
  requirements: (on) => [
    on.asked('subject', 'assistance'),
    on.asked('place', 'assistance'),
    on.asked('questions', 'assistance'),
    on.wanted('method', read({ untoc: '18(15)(d) 18(17)', uncac: '46(15)(d) 46(17)' })),
  ],
})
