import { date, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Any other assistance that the law of the requested State does not forbid. UNTOC art. 18(3)(i); UNCAC art. 46(3)(i); 1988 Convention art. 7(3). */
export const otherAssistance = defineMeasure({
  type: 'other',
  group: 'document',
  kinds: ['mutual-legal-assistance', 'confiscation'],
  details: {
    subject: prose,
    method: prose,
    grounds: prose,
    person,
    on: date,
  },
  complete: {
    subject: 'An officer of the land registry explains how plots are divided.',
    method: 'In writing.',
    grounds: 'The court has to understand the register.',
  },
  requirements: (on) => [on.asked('subject', 'assistance'), on.wanted('grounds', 'purpose'), on.wanted('method', [])],
})
