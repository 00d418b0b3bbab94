import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basisPurpose } from '@comity/domain/legal-basis/cooperation-kind'
import { bilateralListOf, bilateralLists, listingOf } from './bilateral-list.ts'
import { findInstrument, instruments } from './instrument.ts'
import { findState } from './state.ts'

const bilateral = instruments.filter(({ reach }) => reach === 'bilateral')

test('a list of bilateral treaties has its source, and treaties of each of its kinds', () => {
  for (const { state, kinds, source, completeUntil, asOf } of bilateralLists) {
    assert.ok(findState(state), state)
    assert.ok(source.length > 10 && completeUntil <= asOf)
    for (const kind of kinds) {
      const treaties = bilateral.filter(({ between, provisions }) => between?.includes(state) === true && provisions[basisPurpose[kind]])
      assert.ok(treaties.length >= 4, `${state} ${kind} ${treaties.length}`)
    }
  }
})

test('the Swiss list is complete for three kinds, and nothing is said of the others or of other States', () => {
  assert.equal(bilateralListOf('CHE', 'extradition')?.completeUntil, '2026-04-17')
  assert.equal(bilateralListOf('CHE', 'confiscation'), undefined)
  assert.equal(bilateralListOf('USA', 'extradition'), undefined)
  assert.equal(bilateralListOf('PER', 'mutual-legal-assistance'), undefined)
})

test('a treaty between two States is between two that are known, in the order of their codes', () => {
  for (const { id, between = [], parent } of bilateral) {
    assert.equal(between.length, 2, id)
    assert.ok((between[0] ?? '') < (between[1] ?? ''), id)
    for (const code of between) assert.ok(findState(code), id)
    if (parent !== undefined) assert.ok(findInstrument(parent), id)
  }
})

test('a treaty that was only listed has no date of entry into force', () => {
  for (const { id, inForce, inForceAt, verified } of bilateral) {
    assert.ok((inForce === undefined) !== (inForceAt === undefined), id)
    if (verified === 'membership-only') assert.equal(inForce, undefined, id)
  }
})

test('notes, memoranda and customs agreements found no request', () => {
  for (const id of ['che-gbr-extradition-1997', 'col-usa-extradition', 'col-rus-mla-2', 'col-cri-mla', 'bol-col-extradition']) {
    assert.deepEqual(findInstrument(id)?.provisions, {}, id)
  }
})

const listed: readonly [string, string, Parameters<typeof listingOf>[2], string, string][] = [
  ['CHE', 'TUV', 'extradition', '2026-04-17', 'complete'],
  ['TUV', 'CHE', 'extradition', '2026-04-17', 'complete'],
  ['CHE', 'TUV', 'extradition', '2026-04-18', 'older'],
  ['CHE', 'COL', 'mutual-legal-assistance', '2025-01-01', 'complete'],
  ['COL', 'TUV', 'mutual-legal-assistance', '2021-02-28', 'complete'],
  ['PER', 'TUV', 'extradition', '2015-01-01', 'missing'],
  ['CHE', 'TUV', 'confiscation', '2015-01-01', 'missing'],
  // The Australian list is a page that nobody has checked.
  ['AUS', 'TUV', 'extradition', '2015-01-01', 'missing'],
]
for (const [a, b, kind, date, expected] of listed) {
  test(`of ${a} and ${b}, ${kind}, ${date}, the list of treaties between two is ${expected}`, () => {
    assert.equal(listingOf(a, b, kind, date), expected)
  })
}
