import assert from 'node:assert/strict'
import test from 'node:test'
import { capitalTimeZone } from '@comity/reference/capital-time-zone'
import { states } from '@comity/reference/state'
import { localDate } from './local-date.ts'

test('a date is that of the capital, not of Greenwich', () => {
  assert.equal(localDate('2026-11-21T03:54:00Z', 'PER'), '2026-11-20')
  assert.equal(localDate('2026-11-21T03:54:00Z', 'CHE'), '2026-11-21')
  assert.equal(localDate('2026-12-31T23:30:00Z', 'CHE'), '2027-01-01')
})

const hour = 3_600_000
const first = Date.parse('2026-01-01T00:00:00Z')

/** The dates that a State's wall shows in a year, looked at every so often, each as often as it comes in a row. */
function datesOf(state: string, every: number): string[] {
  const seen: string[] = []
  for (let at = first; at < first + 365 * 24 * hour; at += every) {
    const date = localDate(new Date(at).toISOString(), state)
    if (seen.at(-1) !== date) seen.push(date)
  }
  return seen
}

test('in no time zone does a day come twice, or not at all, or before the one before it, when clocks are turned', () => {
  const byZone = new Map(states.map(({ code }) => [capitalTimeZone(code), code]))
  for (const code of byZone.values()) {
    const dates = datesOf(code, 12 * hour)
    assert.deepEqual(dates, dates.toSorted(), code)
    assert.equal(new Set(dates).size, dates.length, code)
    assert.ok(dates.length === 365 || dates.length === 366, `${code} has ${dates.length} days`)
  }
})

test('the day changes at midnight on the wall, before and after clocks are turned', () => {
  // Summer time: Switzerland from 29 March to 25 October 2026, Chile from 6 September 2026, where midnight itself is skipped.
  for (const [state, last, next] of [
    ['CHE', '2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z'],
    ['CHE', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'],
    ['CHE', '2026-10-24T21:59:59Z', '2026-10-24T22:00:00Z'],
    ['CHE', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
    ['CHL', '2026-09-06T03:59:59Z', '2026-09-06T04:00:00Z'],
    ['NPL', '2026-09-05T18:14:59Z', '2026-09-05T18:15:00Z'],
    ['PER', '2026-09-06T04:59:59Z', '2026-09-06T05:00:00Z'],
  ] as const) {
    const [before, after] = [localDate(last, state), localDate(next, state)]
    assert.equal(Date.parse(after) - Date.parse(before), 24 * hour, `${state}: ${before}, then ${after}`)
  }
})
