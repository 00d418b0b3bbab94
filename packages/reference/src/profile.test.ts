import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isStale, readProfile } from '@comity/domain/requirement/profile'
import { findProfile, profiles } from './profile.ts'
import { findState } from './state.ts'

test('every profile is of a State, and has the shape of one', () => {
  for (const profile of profiles) {
    assert.ok(findState(profile.state), profile.state)
    assert.deepEqual(readProfile(profile), { ok: true, value: profile })
    assert.equal(findProfile(profile.state), profile)
  }
})

test('a row that was read cites its article', () => {
  const read = profiles.flatMap(({ rows }) => rows).filter(({ verified }) => verified === 'yes')
  assert.ok(read.length > 0)
  assert.ok(read.every(({ instrument, article }) => instrument !== undefined && article !== undefined))
})

test('nobody has reviewed the notification of Brunei Darussalam since 2013, and that shows', () => {
  const profile = findProfile('BRN')
  assert.equal(profile && isStale(profile, '2026-11-21'), true)
})

test('a State of which nothing is written down has no profile', () => {
  assert.equal(findProfile('CHE'), undefined)
})
