import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findState, getState, listStates, states } from './state.ts'

test('an official language is a tag that programs read', () => {
  for (const { code, languages } of states) {
    for (const language of languages) assert.deepEqual(Intl.getCanonicalLocales(language), [language], code)
  }
})

test('a territory is no State of which cooperation can be asked', () => {
  const codes = new Set(listStates().map(({ code }) => code))
  for (const { code, kind } of states) assert.equal(codes.has(code), kind === 'state', code)
  assert.equal(getState('BMU').kind, 'territory')
})

test('each State has its region and sub-region', () => {
  for (const { code, region, subregion } of listStates()) assert.ok(region && subregion, code)
  assert.equal(getState('PER').region, 'Americas')
})

test('a row whose wording is contested can be left out', () => {
  for (const code of ['TWN', 'XKX', 'PSE', 'ESH']) assert.equal(findState(code)?.hideable, true, code)
  assert.equal(findState('PER')?.hideable, undefined)
})
