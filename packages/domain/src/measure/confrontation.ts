import { read } from '../requirement/requirement.ts'
import { choice, line, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Two persons whose statements differ are heard together. No instrument at hand names it: UNTOC art. 18(3)(a), (i), UNCAC art. 46(3)(a), (i). */
export const confrontation = defineMeasure({
  type: 'confrontation',
  group: 'person',
  kinds: ['mutual-legal-assistance'],
  details: {
    person,
    against: person,
    differences: prose,
    questions: prose,
    authority: line,
    presence: prose,
    rights: prose,
    interpreter: line,
    recording: choice('written', 'audio', 'audio-video'),
    protection: prose,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    against: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    differences: 'He says that he never met her; she names three meetings.',
    questions: 'Where did the two of you meet, and when?',
    authority: 'Public Prosecutor of the canton of Zürich',
    rights: 'Neither need say what would incriminate him or her.',
    protection: 'Neither fears the other.',
  },
  enclosures: [{ what: 'questions', severity: 'advice', provisions: [] }],
  requirements: (on) => [
    on.asked('person', read({ untoc: '18(15)(e)', uncac: '46(15)(e)', 'un-1988': '7(10)(e)', 'cets-030': '14(1)(c)' })),
    on.asked('against', read({ untoc: '18(15)(e)', uncac: '46(15)(e)', 'un-1988': '7(10)(e)', 'cets-030': '14(1)(c)' })),
    on.asked('differences', 'facts'),
    on.asked('questions', 'assistance'),
    on.wanted('rights', 'assistance'),
    on.wanted('protection', read({ untoc: '24(1)', uncac: '32(1)' })),
  ],
})
