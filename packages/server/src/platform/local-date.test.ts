import assert from 'node:assert/strict'
import test from 'node:test'
import { localDate } from './local-date.ts'

test('a date is that of the capital, not of Greenwich', () => {
  assert.equal(localDate('2026-11-21T03:54:00Z', 'PER'), '2026-11-20')
  assert.equal(localDate('2026-11-21T03:54:00Z', 'CHE'), '2026-11-21')
  assert.equal(localDate('2026-12-31T23:30:00Z', 'CHE'), '2027-01-01')
})
