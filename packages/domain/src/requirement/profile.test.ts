import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RequestContent } from '../request/content.ts'
import { check } from './check.ts'
import { complete, exampleDay as today } from './content-examples.ts'
import { isStale, readProfile, type StateProfile } from './profile.ts'
import { profileExamples, profileOf } from './profile-examples.ts'

const english: RequestContent = { ...complete, languages: { letter: 'es', translation: 'en' } }

function found(profile: StateProfile, content = english): string[] {
  return check(content, { today, bases: content.bases ?? [], profile }).map(({ severity, code }) => `${severity} ${code}`)
}

test('a language that the State does not accept keeps the request from leaving, where that was checked', () => {
  const languages = { asks: 'languages' as const, accepted: ['de'] }
  assert.deepEqual(found(profileOf(languages)), ['missing profile.language'])
  assert.deepEqual(found(profileOf(languages, { row: { verified: 'no' } })), ['advice profile.language'])
  assert.deepEqual(found(profileOf(languages, { reviewBy: '2026-09-30' })), ['advice profile.language', 'advice profile.stale'])
})

test('the finding cites the article under which the State asks', () => {
  const [finding] = check(english, { today, bases: complete.bases ?? [], profile: profileOf({ asks: 'languages', accepted: ['de'] }) })
  assert.deepEqual(finding?.provisions, [{ instrument: 'uncac', article: '46(14)', verified: true }])
})

test('a row speaks only for its measure, its instrument and its time', () => {
  const languages = { asks: 'languages' as const, accepted: ['de'] }
  assert.deepEqual(found(profileOf(languages, { row: { measure: 'extradition' } })), [])
  assert.deepEqual(found(profileOf(languages, { row: { measure: 'restraint' } })), ['missing profile.language'])
  assert.deepEqual(found(profileOf(languages, { row: { instrument: 'un-1988' } })), [])
  assert.deepEqual(found(profileOf(languages, { row: { to: '2026-09-30' } })), [])
  assert.deepEqual(found(profileOf(languages, { row: { from: '2026-10-02' } })), [])
})

test('amounts are compared exactly, and only in one currency', () => {
  const above = (amount: string, currency = 'USD'): string[] =>
    found(profileOf({ asks: 'de-minimis', below: { amount, currency } }), complete)
  assert.deepEqual(above('3480500.01'), ['advice profile.de-minimis'])
  assert.deepEqual(above('3480500'), [])
  assert.deepEqual(above('9999999', 'EUR'), [])
})

test('a profile is stale from the day after it was to be reviewed', () => {
  assert.equal(isStale({ reviewBy: today }, today), false)
  assert.equal(isStale({ reviewBy: '2026-09-30' }, today), true)
})

test('a profile is read field by field', () => {
  const example = profileExamples['profile.language']?.profile
  assert.equal(readProfile(JSON.parse(JSON.stringify(example))).ok, true)
  const rows = [{ ...example?.rows[0], accepted: [], measure: '' }]
  const read = readProfile({ ...example, reviewBy: '2026-02-30', rows })
  assert.deepEqual(!read.ok && read.problem.fields?.map(({ field }) => field), ['reviewBy', 'rows.0.measure', 'rows.0.accepted'])
})
