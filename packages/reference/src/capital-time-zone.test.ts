import assert from 'node:assert/strict'
import test from 'node:test'
import { capitalTimeZone } from './capital-time-zone.ts'
import { getState, states } from './state.ts'

test('each capital is in a zone of its State', () => {
  for (const { code } of states) assert.ok(getState(code).timeZones.includes(capitalTimeZone(code)), code)
})

test('a State that spans zones goes by its capital, not by the first of them', () => {
  assert.equal(capitalTimeZone('BRA'), 'America/Sao_Paulo')
  assert.equal(capitalTimeZone('RUS'), 'Europe/Moscow')
  assert.equal(capitalTimeZone('PER'), 'America/Lima')
})
