import { read } from '../requirement/requirement.ts'
import { choices, flag, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Things found with the person sought are seized and handed over. CETS 024 art. 20; elsewhere UNTOC art. 18(3)(c), UNCAC art. 46(3)(c). */
export const handOverOfObjects = defineMeasure({
  type: 'hand-over-of-objects',
  group: 'transfer',
  kinds: ['extradition'],
  details: {
    objects: prose,
    whyObjects: choices('evidence', 'proceeds'),
    whereabouts: prose,
    thirdParties: prose,
    evenWithoutSurrender: flag,
  },
  complete: {
    objects: 'Two telephones and what money he carried.',
    whyObjects: ['evidence', 'proceeds'],
    whereabouts: 'With the police at Casablanca.',
    thirdParties: 'Nobody else claims them.',
  },
  requirements: (on) => [
    on.asked('objects', read({ 'cets-024': '20(1)', untoc: '18(15)(d)', uncac: '46(15)(d)' })),
    on.asked('whyObjects', read({ 'cets-024': '20(1)' })),
    on.wanted('thirdParties', read({ 'cets-024': '20(4)' })),
  ],
})
