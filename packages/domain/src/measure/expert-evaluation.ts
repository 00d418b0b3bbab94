import { read } from '../requirement/requirement.ts'
import { line, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** An expert of the requested State examines and gives an opinion. UNTOC art. 18(3)(e); UNCAC art. 46(3)(e). */
export const expertEvaluation = defineMeasure({
  type: 'expert-evaluation',
  group: 'search',
  kinds: ['mutual-legal-assistance'],
  details: {
    subject: prose,
    field: line,
    questions: prose,
    method: prose,
    qualification: prose,
    samples: prose,
    presence: prose,
    costs: line,
  },
  complete: {
    subject: 'Twelve kilograms of a white powder, sealed',
    field: 'Chemistry of drugs',
    questions: 'Which substance is it, how pure, and of the same batch as sample 4?',
    method: 'Two independent analyses, one by gas chromatography.',
    qualification: 'Accredited for forensic chemistry.',
    samples: 'A counter-sample is kept for the defence.',
    costs: 'Ordinary costs only',
  },
  requirements: (on) => [
    on.asked('subject', 'assistance'),
    on.asked('questions', 'assistance'),
    on.wanted('field', []),
    on.wanted('method', read({ untoc: '18(15)(d) 18(17)', uncac: '46(15)(d) 46(17)' })),
    on.wanted('costs', read({ untoc: '18(28)', uncac: '46(28)', 'un-1988': '7(19)', 'cets-030': '20(1)' })),
  ],
})
