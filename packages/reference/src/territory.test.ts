import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bound } from '@comity/domain/legal-basis/bound'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import { findInstrument } from './instrument.ts'
import { law } from './law.ts'
import { findParticipation } from './participation.ts'
import { findState } from './state.ts'
import { territorial } from './territory.ts'

test('every row is of a known instrument, a territory, and a State that has something to do with the instrument', () => {
  for (const { instrument, territory, state } of territorial) {
    assert.ok(findInstrument(instrument), instrument)
    assert.equal(findState(territory)?.kind, 'territory', territory)
    assert.ok(findParticipation(instrument, state), `${instrument} ${state}`)
  }
  assert.equal(new Set(territorial.map(({ instrument, territory }) => `${instrument} ${territory}`)).size, territorial.length)
})

test('a territory of which nothing is recorded is unknown, though the list of parties is complete', () => {
  const binding = bound('HKG', 'CHE', 'untoc', '2020-01-01', law)
  assert.deepEqual([binding.answer, 'reason' in binding && binding.reason, binding.state], ['unknown', 'territory-unrecorded', 'HKG'])
})

test('a basis that reaches a territory says by which article it does', () => {
  const question = {
    kind: 'extradition',
    requesting: 'CHE',
    requested: 'IMN',
    date: '2026-01-01',
    measures: [],
    offences: [{ convention: [], maximumPenalty: 5 }],
  } as const
  const found = legalBases(question, law).bases.find(({ instrument }) => instrument === 'cets-024')
  assert.deepEqual(
    found?.reasons.filter(({ code }) => code === 'territory-extended').flatMap(({ provisions }) => provisions),
    [{ instrument: 'cets-024', article: '27(2)', verified: true }],
  )
})
