import { read } from '../requirement/requirement.ts'
import { date, line, prose } from './detail.ts'
import { defineIntrusiveMeasure } from './measure-form.ts'

/** Officers who work under another identity. UNTOC art. 20(1), (3); UNCAC art. 50(1), (3); CETS 182 art. 19. */
export const covertInvestigation = defineIntrusiveMeasure({
  type: 'covert-investigation',
  group: 'technique',
  kinds: ['mutual-legal-assistance', 'joint-investigation'],
  details: {
    purposeOfTechnique: prose,
    place: prose,
    from: date,
    to: date,
    officers: prose,
    identity: prose,
    allowed: prose,
    direction: line,
    protection: prose,
    use: prose,
    contact: line,
  },
  complete: {
    purposeOfTechnique: 'To buy a first sample and learn who delivers it.',
    place: 'Bangkok and its port',
    from: '2026-12-01',
    to: '2027-02-28',
    officers: 'One officer, with a controller who is always there.',
    identity: 'Papers of a trader; the real name is known to two persons.',
    allowed: 'He may buy; he provokes no offence.',
    direction: 'Narcotics Suppression Bureau',
    protection: 'His identity is not told in court.',
    use: 'His report is evidence; he is heard behind a screen.',
    contact: 'Controller, at any hour',
  },
  requirements: (on) => [
    on.asked('purposeOfTechnique', 'assistance'),
    on.asked('place', 'assistance'),
    on.asked('from', read({ 'cets-182': '19(2)', untoc: '20(3)', uncac: '50(3)' })),
    on.asked('to', read({ 'cets-182': '19(2)', untoc: '20(3)', uncac: '50(3)' })),
    on.inOrder('from', 'to'),
    on.ahead('to'),
    on.asked('officers', read({ 'cets-182': '19(2)', untoc: '20(3)', uncac: '50(3)' })),
    on.asked('direction', read({ 'cets-182': '19(3)', untoc: '20(3)', uncac: '50(3)' })),
    on.wanted('allowed', []),
    on.wanted('protection', read({ 'cets-182': '19(3)' })),
    on.wanted('contact', []),
  ],
})
