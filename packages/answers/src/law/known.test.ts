import assert from 'node:assert/strict'
import { test } from 'node:test'
import { law } from '@comity/reference/law'
import { knownInstrument, knownPair, knownStates } from './known.ts'

test('a State that is not known is refused with the nearest that are', () => {
  const refused = knownStates({ requested: 'PERU' })
  assert.equal(refused.ok, false)
  assert.match(JSON.stringify(refused), /"field":"requested","rule":"nearest-states".*PER/u)
  assert.equal(knownStates({ requested: 'PER', requesting: undefined }).ok, true)
})

test('a State is no pair with itself', () => {
  assert.deepEqual(knownPair({ a: 'PER', b: 'PER' }), {
    ok: false,
    problem: { code: 'same-state', fields: [{ field: 'b', rule: 'same-state' }] },
  })
  assert.equal(knownPair({ a: 'PER', b: 'CHE' }).ok, true)
})

test('an instrument that is not known is refused with the nearest that are', () => {
  assert.equal(knownInstrument('untoc', law).ok, true)
  assert.match(JSON.stringify(knownInstrument('untok', law)), /"rule":"nearest-instruments".*untoc/u)
})
