import { read } from '../requirement/requirement.ts'
import { date, flag, line, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Arrest of the person sought before the request for extradition has come. CETS 024 art. 16; UNTOC art. 16(9); UNCAC art. 44(10). */
export const provisionalArrest = defineMeasure({
  type: 'provisional-arrest',
  group: 'transfer',
  kinds: ['extradition', 'provisional-arrest'],
  details: {
    person,
    order: line,
    orderDate: date,
    court: line,
    offence: prose,
    intent: flag,
    urgencyReason: prose,
    description: prose,
    whereabouts: prose,
    redNotice: line,
    arrestedOn: date,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    order: 'Judgment of 11 March 2024, final',
    orderDate: '2024-03-11',
    court: 'Curtea de Apel București',
    offence: 'Drug trafficking, Constanța, 2019 to 2021',
    intent: true,
    urgencyReason: 'He is about to leave Casablanca.',
    description: '178 cm, scar on the left hand.',
    whereabouts: 'Casablanca',
    redNotice: 'A-4417/2026',
  },
  enclosures: [
    { what: 'arrest-warrant', severity: 'advice', provisions: [] },
    { what: 'identification', severity: 'advice', provisions: [] },
  ],
  requirements: (on) => [
    on.asked('person', read({ 'cets-024': '16(2)' })),
    on.stated('provisional-arrest.order.missing', 'missing', 'order', read({ 'cets-024': '16(2)' })),
    on.past('orderDate'),
    on.stated('provisional-arrest.offence.missing', 'missing', 'offence', read({ 'cets-024': '16(2)' })),
    on.stated('provisional-arrest.intent.missing', 'missing', 'intent', read({ 'cets-024': '16(2)' })),
    on.stated(
      'provisional-arrest.urgency.missing',
      'missing',
      'urgencyReason',
      read({ 'cets-024': '16(1)', untoc: '16(9)', uncac: '44(10)' }),
    ),
    on.stated('provisional-arrest.person.missing', 'advice', 'description', read({ 'cets-024': '16(2)' })),
    on.past('arrestedOn'),
    // How long the other State waits depends on the treaty: 18 days and at most 40 by CETS 024 art. 16(4), nothing said by UNTOC art. 16(9).
    on.rule(
      'provisional-arrest.clock',
      'advice',
      'arrestedOn',
      read({ 'cets-024': '16(4)', untoc: '16(9)', uncac: '44(10)' }),
      ({ arrestedOn: day }, today) => day !== undefined && day <= today && { date: day },
      { arrestedOn: '2026-09-20' },
    ),
  ],
})
