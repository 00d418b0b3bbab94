import assert from 'node:assert/strict'
import { test } from 'node:test'
import { articlesNaming, coverageOf, measureCoverage } from './coverage.ts'
import { measureTypes } from '../measure/measure.ts'
import { namedForms } from './named-forms.ts'

const parents: Readonly<Record<string, string>> = {
  'untoc-tip': 'untoc',
  'cets-099': 'cets-030',
  'cets-182': 'cets-030',
  'cets-189': 'cets-185',
  'cets-224': 'cets-185',
}

function treaty(id: string) {
  const parent = parents[id]
  return parent === undefined ? { id } : { id, parent }
}

/** Instrument, measure, and what it says of it: the answer with the articles, those not verified with a `?`. */
const table = `
untoc | bank-records | named untoc 18(3)(f)
untoc | restraint | named untoc 18(3)(c), untoc 13(2)
untoc | video-hearing | named untoc 18(18)
untoc | telephone-hearing | last-clause untoc 18(3)(i)
untoc | interception | named untoc 20(3)
untoc | data-preservation | last-clause untoc 18(3)(i)
untoc | other | last-clause untoc 18(3)(i)
untoc-tip | statement | named untoc-tip 1(2), untoc 18(3)(a)
untoc-tip | confrontation | last-clause untoc-tip 1(2), untoc 18(3)(i)
uncac | restraint | named uncac 46(3)(j), uncac 55(2)
uncac | non-conviction-confiscation | named uncac 54(1)(c)
uncac | bank-accounts | last-clause uncac 46(3)(i)
un-1988 | restraint | named un-1988 5(4)(b)
un-1988 | expert-evaluation | last-clause un-1988 7(3)
un-1988 | joint-investigation | named un-1988 9(1)(c)
un-terrorist-financing | bank-records | general-clause un-terrorist-financing 12(1)
un-terrorist-financing | transfer-of-detained-person | named un-terrorist-financing 16(1)
un-hostages | statement | general-clause un-hostages 11(1)
cets-030 | statement | named cets-030 3(1)
cets-030 | transfer-of-detained-person | named cets-030 11(1)?
cets-030 | confiscation-order | not-covered cets-030 1(2)?
cets-030 | restraint | general-clause cets-030 1(1)?
cets-182 | telephone-hearing | named cets-182 10(1)
cets-182 | service-of-documents | named cets-030 7(1)
cets-182 | confiscation-order | not-covered cets-030 1(2)?
cets-099 | search-and-seizure | named cets-030 5(1)
cets-141 | restraint | named cets-141 11(1)
cets-141 | statement | property-only cets-141 8
cets-198 | account-monitoring | named cets-198 19(1)
cets-198 | interception | property-only cets-198 16
cets-185 | data-preservation | named cets-185 29(1)
cets-185 | bank-records | general-clause cets-185 25(1)
cets-189 | content-data | named cets-189 8(2), cets-185 31(1)
cets-224 | subscriber-information | unknown
oas-a55-mla | statement | unknown
`

for (const row of table.trim().split('\n')) {
  const [id = '', measure = '', expected = ''] = row.split('|').map((cell) => cell.trim())
  test(`${id} on ${measure}: ${expected}`, () => {
    const { answer, provisions } = measureCoverage(treaty(id), measure)
    const articles = provisions.map(({ instrument, article, verified }) => `${instrument} ${article}${verified ? '' : '?'}`)
    assert.equal([answer, articles.join(', ')].join(' ').trim(), expected)
  })
}

const question = { kind: 'mutual-legal-assistance', requesting: 'AAA', requested: 'BBB', date: '2026-01-01', offences: [] } as const

test('several measures become one line of the reasoning for each way in which they are covered', () => {
  const { measures, reasons, doubts } = coverageOf(treaty('cets-030'), {
    ...question,
    measures: ['statement', 'confiscation-order', 'restraint', 'bank-records', 'statement'],
  })
  assert.deepEqual(
    measures.map(({ answer }) => answer),
    ['named', 'not-covered', 'general-clause', 'named'],
  )
  assert.deepEqual(
    [...reasons, ...doubts].map(({ code, provisions }) => `${code} ${provisions.map(({ article }) => article).join(', ')}`),
    ['covers-measure 3(1)', 'measure-under-general-clause 1(1)', 'measure-not-covered 1(2)'],
  )
})

test('an instrument whose forms were not read is told as unknown of each measure, and no reason is made of it', () => {
  assert.deepEqual(coverageOf(treaty('sadc-mla'), { ...question, measures: ['statement'] }), {
    measures: [{ measure: 'statement', answer: 'unknown', provisions: [] }],
    reasons: [],
    doubts: [],
  })
})

test('of other kinds of cooperation the forms of assistance say nothing', () => {
  const silent = { measures: [], reasons: [], doubts: [] }
  assert.deepEqual(coverageOf(treaty('untoc'), { ...question, kind: 'extradition', measures: ['restraint'] }), silent)
})

test('the margin of a measure is told every article that names it', () => {
  const found = Object.entries(articlesNaming('video-hearing')).map(([instrument, all]) => [
    instrument,
    ...all.map(({ article }) => article),
  ])
  assert.deepEqual(found, [
    ['untoc', '18(18)'],
    ['uncac', '46(18)'],
    ['cets-182', '9(1)'],
  ])
  assert.deepEqual(articlesNaming('other'), {})
})

const article = /^\d+(?:\(\d+\))?(?:\([a-z]\))?(?:\([ivx]+\))?$/u

test('every article is written as it is cited', () => {
  for (const { named, takenOut, rest, applies } of Object.values(namedForms)) {
    const all = [...Object.values(named), ...Object.values(takenOut), [rest, applies].filter((each) => each !== undefined)].flat()
    for (const each of all) assert.match(each.article, article)
  }
})

test('what an instrument names is a measure that a request can hold', () => {
  const types: readonly string[] = measureTypes
  const ids = Object.values(namedForms).flatMap(({ named, takenOut }) => [...Object.keys(named), ...Object.keys(takenOut)])
  assert.deepEqual(
    ids.filter((id) => !types.includes(id)),
    [],
  )
})
