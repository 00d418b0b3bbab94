import { read } from '../requirement/requirement.ts'
import { choice, date, flag, line, number, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** A sentenced person serves the sentence at home. UNTOC art. 17; UNCAC art. 45; CETS 112 art. 3, 6, 7. */
export const sentencedPersonTransfer = defineMeasure({
  type: 'sentenced-person-transfer',
  group: 'transfer',
  kinds: ['transfer-of-sentenced-person'],
  details: {
    person,
    national: flag,
    final: flag,
    court: line,
    orderDate: date,
    remaining: number('months'),
    indeterminate: flag,
    exceptional: flag,
    served: prose,
    consent: flag,
    punishableThere: flag,
    enforcement: choice('continued', 'converted'),
    social: prose,
    medical: prose,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    national: true,
    final: true,
    court: 'Tribunal of Bangkok South',
    orderDate: '2024-03-11',
    remaining: 74,
    served: 'Ten months, of which three before the judgment.',
    consent: true,
    punishableThere: true,
    enforcement: 'continued',
    social: 'His family lives in Lima.',
    medical: 'None needed',
  },
  enclosures: [
    { what: 'judgment', severity: 'missing', provisions: read({ 'cets-112': '6(2)(a)' }) },
    { what: 'consent', severity: 'missing', provisions: read({ 'cets-112': '6(2)(c)' }) },
  ],
  requirements: (on) => [
    on.asked('person', read({ 'cets-112': '3(1)' })),
    on.stated('sentenced-person.national.missing', 'missing', 'national', read({ 'cets-112': '3(1)(a)' })),
    on.stated('sentenced-person.final.missing', 'missing', 'final', read({ 'cets-112': '3(1)(b)' })),
    on.past('orderDate'),
    on.rule(
      'sentenced-person.remaining',
      'conflict',
      'remaining',
      read({ 'cets-112': '3(1)(c) 3(2)' }),
      ({ remaining: months, exceptional = false }) => months !== undefined && months < 6 && !exceptional && { months },
      { remaining: 5 },
    ),
    on.asked('remaining', read({ 'cets-112': '3(1)(c)' }), ({ indeterminate }) => indeterminate === true),
    on.stated('sentenced-person.consent.missing', 'missing', 'consent', read({ 'cets-112': '3(1)(d) 6(2)(c)' })),
    on.asked('punishableThere', read({ 'cets-112': '3(1)(e)' })),
    on.asked('served', read({ 'cets-112': '6(2)(b)' })),
    on.wanted('enforcement', read({ 'cets-112': '9(1)' })),
    on.wanted('social', read({ 'cets-112': '6(2)(d)' })),
  ],
})
