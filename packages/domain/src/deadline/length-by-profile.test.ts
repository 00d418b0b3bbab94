import assert from 'node:assert/strict'
import { test } from 'node:test'
import { profileOf } from '../requirement/profile-examples.ts'
import { deadlineOf } from './calculus.ts'
import { lengthByProfile } from './length-by-profile.ts'
import { findDeadlineRule } from './rules.ts'

const today = '2026-10-01'
const event = '2026-10-02'

function last(id: string, rule: string, facts: Parameters<typeof lengthByProfile>[1] = { event }): unknown {
  const found = findDeadlineRule(id)
  if (found === undefined) throw new Error('no such rule')
  const profile = profileOf({ asks: 'length', rule, count: 90, unit: 'days' }, { row: { instrument: 'cets-185', article: '29(7)' } })
  const due = deadlineOf(found, lengthByProfile(found, facts, profile, today))
  return due.ok && [due.value.date, due.value.verified, due.value.provisions.map(({ article }) => article).join()]
}

test('a State that keeps data longer says so in its profile', () => {
  assert.deepEqual(last('cets-185.preservation', 'cets-185.preservation'), ['2026-12-31', false, '29(7)'])
})

test('a profile changes neither another clock, nor one that is fixed, nor a length that was named', () => {
  assert.deepEqual(last('cets-185.preservation', 'safe-conduct'), ['2026-12-01', true, '29(7)'])
  assert.deepEqual(last('cets-024.provisional-arrest-40', 'cets-024.provisional-arrest-40'), ['2026-11-11', true, '16(4)'])
  const named = { event, length: { count: 61, unit: 'days' } } as const
  assert.deepEqual(last('cets-185.preservation', 'cets-185.preservation', named), ['2026-12-02', false, '29(7)'])
})
