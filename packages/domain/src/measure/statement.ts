import { read } from '../requirement/requirement.ts'
import { choice, flag, line, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/**
 * Evidence or a statement taken from a person by the authorities of the requested State. UNTOC art. 18(3)(a); UNCAC art.
 * 46(3)(a); 1988 Convention art. 7(2)(a); CETS 030 art. 3.
 */
export const statement = defineMeasure({
  type: 'statement',
  group: 'person',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    person,
    capacity: choice('witness', 'victim', 'expert', 'suspect', 'accused'),
    /** What the person is to be asked, or where the questions are. */
    questions: prose,
    /** On oath or affirmation. CETS 030 art. 3(2) lets the requested State comply where the request says so expressly. */
    oath: choice('oath', 'no-oath', 'as-requested-state'),
    /** What a suspect, or a witness with a right to be silent, has to be told. */
    rights: prose,
    /** Who of the requesting State wishes to be there. CETS 030 art. 4. */
    presence: prose,
    /** How the statement is to be kept: in writing, sound, picture. */
    recording: choice('written', 'audio', 'audio-video'),
    interpreter: line,
    protection: prose,
    noNotice: flag,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    capacity: 'suspect',
    questions: '1. Who paid for the contract? 2. When, and to whom?',
    oath: 'as-requested-state',
    rights: 'A suspect need not speak, and may have counsel.',
    recording: 'written',
  },
  enclosures: [{ what: 'questions', severity: 'advice', provisions: [] }],
  requirements: (on) => [
    on.asked('person', read({ untoc: '18(15)(e)', uncac: '46(15)(e)', 'un-1988': '7(10)(e)', 'cets-030': '14(1)(c)' })),
    on.asked('capacity', 'assistance'),
    on.asked('questions', 'assistance'),
    on.wanted('oath', read({ untoc: '18(15)(d)', uncac: '46(15)(d)', 'un-1988': '7(10)(d)', 'cets-030': '3(2)' })),
    on.wanted(
      'rights',
      read({ untoc: '18(15)(d)', uncac: '46(15)(d)' }),
      ({ capacity }) => capacity !== 'suspect' && capacity !== 'accused',
    ),
  ],
})
