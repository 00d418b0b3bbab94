import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Binding, bound } from './bound.ts'
import type { Instrument } from './instrument.ts'
import type { Declaration } from './declaration.ts'
import type { Law } from './law.ts'
import type { Participation } from './participation.ts'
import type { Territorial } from './territory.ts'

const told = { source: 'a test', asOf: '2020-06', verified: 'yes' } as const
const open: Instrument = {
  id: 'open',
  reach: 'universal',
  titles: { en: 'Treaty' },
  shortTitles: { en: 'Treaty' },
  collection: 'T-1',
  inForce: '2003-09-29',
  entryDays: 30,
  provisions: {},
  ...told,
}
const treaty: Instrument = { ...open, id: 'treaty', completeUntil: '2020-06' }
const pair: Instrument = { ...treaty, id: 'pair', reach: 'bilateral', between: ['AAA', 'BBB'], inForce: '1998-12-02' }
const ended: Instrument = { ...pair, id: 'ended', ended: '2010-01-01' }

function row(state: string, facts: Partial<Participation>): Participation {
  return { instrument: 'treaty', state, party: true, form: 'ratification', ...told, ...facts }
}

const rows = [
  row('AAA', { consent: '2002-01-23', inForce: '2003-09-29' }),
  row('BBB', { consent: '2006-10-27', inForce: '2006-11-26' }),
  row('CCC', { consent: '2010-03-01', inForce: '2010-03-31', verified: 'no' }),
  row('DDD', { verified: 'membership-only' }),
  row('EEE', { consent: '2006-10-23', form: 'succession' }),
  row('FFF', { party: false, asOf: '2014-01-27' }),
  row('HHH', { consent: '2009-12-01', inForce: '2010-01-01' }),
  row('GGG', { consent: '2002-01-23', inForce: '2003-09-29', ended: '2015-01-01' }),
]

/** AAA objected to the treaty entering into force between itself and HHH, and withdrew that in 2018. */
const objection: Declaration = {
  instrument: 'treaty',
  state: 'AAA',
  kind: 'objection',
  article: '',
  effect: 'excludes',
  about: 'other',
  towards: 'HHH',
  made: '2010-01-01',
  withdrawn: '2018-01-01',
  source: 'a source of the test',
  asOf: '2020-06-30',
  verified: 'yes',
}

const told2013 = {
  instrument: 'treaty',
  state: 'BBB',
  article: '27(2)',
  source: 'a declaration',
  asOf: '2013-07-24',
  verified: 'yes',
} as const
const territorial: readonly Territorial[] = [
  { ...told2013, territory: 'TTX', effect: 'extended', byText: true },
  { ...told2013, territory: 'TDA', effect: 'extended', since: '2012-05-01' },
  { ...told2013, territory: 'TUN', effect: 'extended' },
  { ...told2013, territory: 'TEX', effect: 'excluded' },
  { ...told2013, territory: 'TSI', state: 'FFF', effect: 'extended', byText: true },
]

const law: Law = {
  instruments: [treaty, open, pair, ended],
  offences: [],
  findInstrument: (id) => [treaty, open, pair, ended].find((instrument) => instrument.id === id),
  findParticipation: (instrument, state) => (instrument === 'treaty' ? rows.find((candidate) => candidate.state === state) : undefined),
  listParticipations: () => rows,
  listDeclarations: (instrument, state) => (instrument === 'treaty' && state === 'AAA' ? [objection] : []),
  candidates: () => [],
  regionOf: () => undefined,
  isTerritory: (code) => code.startsWith('T'),
  findTerritorial: (instrument, territory) => territorial.find((each) => each.instrument === instrument && each.territory === territory),
  findOffence: () => undefined,
}

function inWords(binding: Binding): string {
  if (binding.answer === 'bound') {
    return ['bound', binding.since ?? `by ${binding.sinceAtLatest ?? '?'}`, binding.verified].join(' ')
  }
  return [binding.answer, binding.reason, binding.state].filter(Boolean).join(' ')
}

const cases: readonly [string, string, string, string, string][] = [
  ['AAA', 'BBB', 'treaty', '2020-01-01', 'bound 2006-11-26 yes'],
  ['BBB', 'AAA', 'treaty', '2006-11-26', 'bound 2006-11-26 yes'],
  ['AAA', 'BBB', 'treaty', '2006-11-25', 'not-bound not-yet BBB'],
  ['AAA', 'BBB', 'treaty', '2003-09-28', 'not-bound not-in-force'],
  ['AAA', 'CCC', 'treaty', '2020-01-01', 'bound 2010-03-31 no'],
  ['AAA', 'AAA', 'treaty', '2020-01-01', 'not-bound same-state AAA'],
  ['AAA', 'BBB', 'nothing', '2020-01-01', 'unknown no-such-instrument'],
  // A party without a date is bound a month after the list that names it, and nobody knows since when.
  ['AAA', 'DDD', 'treaty', '2020-07-29', 'unknown entry-date-unknown DDD'],
  ['AAA', 'DDD', 'treaty', '2020-07-30', 'bound by 2020-07-30 membership-only'],
  // A successor is bound at the latest from its notification.
  ['AAA', 'EEE', 'treaty', '2006-10-22', 'unknown entry-date-unknown EEE'],
  ['AAA', 'EEE', 'treaty', '2006-10-23', 'bound by 2006-10-23 yes'],
  // A list that is complete says no up to its date, and nothing after it.
  ['AAA', 'FFF', 'treaty', '2020-06-30', 'not-bound not-a-party FFF'],
  ['AAA', 'FFF', 'treaty', '2020-07-01', 'unknown list-older FFF'],
  ['AAA', 'ZZZ', 'treaty', '2020-06-30', 'not-bound not-a-party ZZZ'],
  ['AAA', 'ZZZ', 'treaty', '2021-01-01', 'unknown list-older ZZZ'],
  ['AAA', 'BBB', 'open', '2020-01-01', 'unknown list-incomplete AAA'],
  // A certain no of one State outweighs what is not known of the other.
  ['ZZZ', 'GGG', 'treaty', '2021-01-01', 'not-bound ended GGG'],
  ['AAA', 'GGG', 'treaty', '2014-12-31', 'bound 2003-09-29 yes'],
  // An objection to entry into force works between the two, both ways, until it is withdrawn.
  ['AAA', 'HHH', 'treaty', '2015-01-01', 'not-bound objected AAA'],
  ['HHH', 'AAA', 'treaty', '2015-01-01', 'not-bound objected AAA'],
  ['AAA', 'HHH', 'treaty', '2018-01-01', 'bound 2010-01-01 yes'],
  ['BBB', 'HHH', 'treaty', '2015-01-01', 'bound 2010-01-01 yes'],
  // A territory is bound through the State that extended the treaty to it: by its text from the State's own day.
  ['AAA', 'TTX', 'treaty', '2020-01-01', 'bound 2006-11-26 yes'],
  ['AAA', 'TTX', 'treaty', '2006-11-25', 'not-bound not-yet BBB'],
  ['BBB', 'TTX', 'treaty', '2020-01-01', 'not-bound same-state BBB'],
  // By declaration from the day on which it works, or since its source where that day is not known.
  ['AAA', 'TDA', 'treaty', '2020-01-01', 'bound 2012-05-01 yes'],
  ['AAA', 'TDA', 'treaty', '2012-04-30', 'not-bound not-yet TDA'],
  ['AAA', 'TUN', 'treaty', '2020-01-01', 'bound by 2013-07-24 yes'],
  ['AAA', 'TUN', 'treaty', '2013-07-23', 'unknown entry-date-unknown TUN'],
  ['TTX', 'TDA', 'treaty', '2020-01-01', 'not-bound same-state BBB'],
  // Left out, it is not bound while the source can tell; a State that is no party binds no territory.
  ['AAA', 'TEX', 'treaty', '2013-07-24', 'not-bound territory-excluded TEX'],
  ['AAA', 'TEX', 'treaty', '2013-07-25', 'unknown territory-older TEX'],
  ['AAA', 'TSI', 'treaty', '2020-06-30', 'not-bound not-a-party FFF'],
  // Nothing recorded is neither a yes nor a no, even where the list of parties is complete.
  ['AAA', 'TNO', 'treaty', '2020-06-30', 'unknown territory-unrecorded TNO'],
  ['AAA', 'TNO', 'pair', '2020-01-01', 'unknown territory-unrecorded TNO'],
  ['CCC', 'TNO', 'pair', '2020-01-01', 'not-bound other-states'],
  ['AAA', 'BBB', 'pair', '1998-12-02', 'bound 1998-12-02 yes'],
  ['BBB', 'AAA', 'pair', '1998-12-01', 'not-bound not-in-force'],
  ['AAA', 'CCC', 'pair', '2020-01-01', 'not-bound other-states'],
  ['AAA', 'BBB', 'ended', '2010-01-01', 'not-bound ended'],
]

for (const [a, b, instrument, date, expected] of cases) {
  test(`${a} and ${b}, ${instrument}, ${date}: ${expected}`, () => {
    assert.equal(inWords(bound(a, b, instrument, date, law)), expected)
    assert.deepEqual(bound(a, b, instrument, date, law).answer, bound(b, a, instrument, date, law).answer)
  })
}

test('every answer about a known instrument names the source that it rests on', () => {
  for (const [a, b, instrument, date] of cases) {
    if (a === b || law.findInstrument(instrument) === undefined) continue
    assert.ok(bound(a, b, instrument, date, law).evidence.length > 0)
  }
})
