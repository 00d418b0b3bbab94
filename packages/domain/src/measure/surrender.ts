import { read } from '../requirement/requirement.ts'
import { choice, date, flag, line, number, person, prose } from './detail.ts'
import { defineMeasure } from './measure-form.ts'

/** Where an officer writes freely of the person sought. */
const proseOfOfficer = ['description', 'whereabouts', 'nationality', 'offence', 'retrialAssurance', 'tortureAssurance', 'priority'] as const

/** A claim to asylum, in the languages in which letters are written. */
const asylum = /\basylum|\basile\b|\basilo\b|\bazil|убежищ|庇护|庇護|طلب (?:ال)?لجوء|حق اللجوء|اللجوء السياسي/iu

/** Extradition: a person is handed over for trial or to serve a sentence. UNTOC art. 16; UNCAC art. 44; European Convention on Extradition (CETS 024) art. 12, with its second protocol (CETS 098). */
export const surrender = defineMeasure({
  type: 'surrender',
  group: 'transfer',
  kinds: ['extradition'],
  details: {
    person,
    aim: choice('prosecution', 'sentence'),
    description: prose,
    whereabouts: prose,
    nationalOfRequested: flag,
    nationality: prose,
    order: line,
    orderDate: date,
    court: line,
    offence: prose,
    law: prose,
    punishable: choice('in-both', 'in-requesting-only'),
    maximumYears: number('years'),
    remaining: number('months'),
    inAbsentia: flag,
    retrialAssurance: prose,
    deathPenalty: flag,
    deathPenaltyAssurance: prose,
    tortureAssurance: prose,
    limitationEnds: date,
    political: flag,
    judgedThere: flag,
    concurrent: flag,
    priority: prose,
    simplified: flag,
  },
  complete: {
    person: '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01',
    aim: 'sentence',
    description: '178 cm, scar on the left hand.',
    whereabouts: 'Casablanca',
    nationality: 'Romanian',
    order: 'Judgment of 11 March 2024, final',
    orderDate: '2024-03-11',
    court: 'Curtea de Apel București',
    offence: 'Drug trafficking, Constanța, 2019 to 2021',
    law: 'Legea 143/2000 art. 3',
    punishable: 'in-both',
    maximumYears: 12,
    remaining: 74,
    inAbsentia: true,
    retrialAssurance: 'A new trial on application.',
    deathPenalty: true,
    deathPenaltyAssurance: 'It will not be sought, and if imposed not carried out.',
    tortureAssurance: 'He is kept in a prison that the committee has visited.',
    limitationEnds: '2031-03-11',
    concurrent: true,
    priority: 'The graver offence, and he is a national.',
  },
  enclosures: [
    { what: 'judgment', severity: 'advice', provisions: read({ 'cets-024': '12(2)(a)' }) },
    { what: 'arrest-warrant', severity: 'advice', provisions: read({ 'cets-024': '12(2)(a)' }) },
    { what: 'applicable-law', severity: 'advice', provisions: read({ 'cets-024': '12(2)(c)' }) },
    { what: 'identification', severity: 'advice', provisions: [] },
  ],
  requirements: (on) => [
    on.asked('person', read({ 'cets-024': '12(2)(c)' })),
    on.stated('extradition.person.missing', 'advice', 'description', read({ 'cets-024': '12(2)(c)' })),
    on.asked('aim', read({ 'cets-024': '1 12(2)(a)' })),
    on.stated('extradition.order.missing', 'missing', 'order', read({ 'cets-024': '12(2)(a)' })),
    on.past('orderDate'),
    on.stated('extradition.offences.missing', 'missing', 'offence', read({ 'cets-024': '12(2)(b)' })),
    on.stated('extradition.law.missing', 'missing', 'law', read({ 'cets-024': '12(2)(c)' })),
    on.stated(
      'extradition.dual-criminality.unstated',
      'missing',
      'punishable',
      read({ untoc: '16(1)', uncac: '44(1)', 'cets-024': '2(1)' }),
    ),
    on.rule(
      'extradition.dual-criminality',
      'conflict',
      'punishable',
      read({ untoc: '16(1)', uncac: '44(1)', 'cets-024': '2(1)' }),
      ({ punishable }) => punishable === 'in-requesting-only',
      { punishable: 'in-requesting-only' },
    ),
    on.rule(
      'extradition.threshold',
      'conflict',
      'maximumYears',
      read({ 'cets-024': '2(1)' }),
      ({ maximumYears: years }) => years !== undefined && years < 1 && { years },
      { maximumYears: 0 },
    ),
    on.asked('remaining', read({ 'cets-024': '2(1)' }), ({ aim }) => aim !== 'sentence'),
    on.rule(
      'extradition.sentence-threshold',
      'conflict',
      'remaining',
      read({ 'cets-024': '2(1)' }),
      ({ remaining: months }) => months !== undefined && months < 4 && { months },
      { remaining: 3 },
    ),
    on.rule(
      'extradition.national',
      'advice',
      'nationality',
      read({ untoc: '16(10) 16(11) 16(12)', uncac: '44(11) 44(12) 44(13)', 'cets-024': '6(1)(a) 6(2)' }),
      ({ nationalOfRequested }) => nationalOfRequested === true,
      { nationalOfRequested: true },
    ),
    on.stated(
      'extradition.death-penalty',
      'missing',
      'deathPenaltyAssurance',
      read({ 'cets-024': '11' }),
      ({ deathPenalty }) => deathPenalty !== true,
    ),
    // No instrument at hand asks for it in these words; States refuse without it where they fear for the person.
    on.wanted('tortureAssurance', []),
    on.stated('extradition.in-absentia', 'advice', 'retrialAssurance', read({ 'cets-098': '3' }), ({ inAbsentia }) => inAbsentia !== true),
    on.rule(
      'extradition.time-barred',
      'conflict',
      'limitationEnds',
      read({ 'cets-024': '10' }),
      ({ limitationEnds: end }, today) => end !== undefined && end < today && { date: end },
      { limitationEnds: '2020-01-01' },
    ),
    on.rule('extradition.political', 'conflict', 'political', read({ 'cets-024': '3(1)' }), ({ political }) => political === true, {
      political: true,
    }),
    on.rule(
      'extradition.ne-bis-in-idem',
      'conflict',
      'judgedThere',
      read({ 'cets-024': '9(1)' }),
      ({ judgedThere }) => judgedThere === true,
      { judgedThere: true },
    ),
    on.stated('extradition.concurrent', 'advice', 'priority', read({ 'cets-024': '17' }), ({ concurrent }) => concurrent !== true),
    // What an asylum seeker has told must not come to the State that asks for him or her; no instrument at hand says so. The words
    // themselves are read: a field for it would carry the claim across.
    ...proseOfOfficer.map((name) =>
      on.rule('extradition.asylum-told', 'advice', name, [], (it) => asylum.test(it[name] ?? ''), {
        [name]: 'He claimed asylum on 10 November.',
      }),
    ),
  ],
})
