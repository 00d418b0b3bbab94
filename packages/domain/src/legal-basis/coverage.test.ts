import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverageOf } from './coverage.ts'
import type { Instrument } from './instrument.ts'

function instrument(id: string): Instrument {
  return {
    id,
    reach: 'universal',
    titles: {},
    shortTitles: {},
    collection: 'C',
    provisions: {},
    source: 'a source of the test',
    asOf: '2026-01-01',
    verified: 'yes',
  }
}

const question = { kind: 'mutual-legal-assistance', requesting: 'AAA', requested: 'BBB', date: '2026-01-01', offences: [] } as const

const cases: readonly [string, readonly string[], readonly string[], readonly string[]][] = [
  ['untoc', ['bank-records', 'restraint'], ['18(3)(f)', '18(3)(c)'], []],
  ['uncac', ['restraint'], ['46(3)(c)'], []],
  ['un-1988', ['restraint', 'interception'], ['5(4)(b)'], ['7(3)']],
  ['untoc', ['interception'], [], ['18(3)(i)']],
  ['cets-030', ['bank-records'], [], []],
  ['untoc', [], [], []],
]

for (const [id, measures, named, rest] of cases) {
  test(`${id} names ${named.join(', ') || 'nothing'} of ${measures.join(', ') || 'no measures'}`, () => {
    const { reasons, doubts } = coverageOf(instrument(id), { ...question, measures })
    const articles = (all: typeof reasons) => all.flatMap(({ provisions }) => provisions.map(({ article }) => article))
    assert.deepEqual([articles(reasons), articles(doubts)], [named, rest])
  })
}

test('of other kinds of cooperation the forms of assistance say nothing', () => {
  assert.deepEqual(coverageOf(instrument('untoc'), { ...question, kind: 'extradition', measures: ['restraint'] }), {
    reasons: [],
    doubts: [],
  })
})
