import { read } from '../requirement/requirement.ts'
import { date, flag, line, person, prose } from './detail.ts'
import { defineIntrusiveMeasure } from './measure-form.ts'

/** Observation of a person that goes on across the border. CETS 182 art. 17; UNTOC art. 20(1), (3); UNCAC art. 50(1), (3). */
export const crossBorderSurveillance = defineIntrusiveMeasure({
  type: 'cross-border-surveillance',
  group: 'technique',
  kinds: ['mutual-legal-assistance', 'joint-investigation'],
  details: {
    person,
    place: prose,
    from: date,
    to: date,
    officers: prose,
    watch: prose,
    weapons: flag,
    direction: line,
    urgent: flag,
    contact: line,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    place: 'From the border at Chiasso to Lugano',
    from: '2026-12-01',
    to: '2026-12-03',
    officers: 'Four officers in two cars',
    watch: 'By sight; no device is fixed.',
    direction: 'Cantonal police of Ticino',
    contact: 'Leader of the group, at any hour',
  },
  requirements: (on) => [
    on.asked('person', read({ 'cets-182': '17(1)', untoc: '18(15)(e)', uncac: '46(15)(e)' })),
    on.asked('place', 'assistance'),
    on.asked('from', 'assistance'),
    on.asked('to', 'assistance'),
    on.inOrder('from', 'to'),
    on.asked('officers', read({ 'cets-182': '17(1)', untoc: '20(3)', uncac: '50(3)' })),
    on.wanted('direction', read({ 'cets-182': '17(3)(a)' })),
    on.wanted('contact', []),
  ],
})
