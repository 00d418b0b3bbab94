import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadlineOf } from './calculus.ts'
import { deadlineConsequences, deadlineEvents } from './rule.ts'
import { deadlineRules, findDeadlineRule } from './rules.ts'

test('every event and consequence is used, and no id stands twice', () => {
  assert.deepEqual(new Set(deadlineRules.map(({ event }) => event)), new Set(deadlineEvents))
  assert.deepEqual(new Set(deadlineRules.map(({ consequence }) => consequence)), new Set(deadlineConsequences))
  assert.equal(new Set(deadlineRules.map(({ id }) => id)).size, deadlineRules.length)
})

test('a rule is checked only where every article that it cites was read', () => {
  for (const { id, provisions, verified } of deadlineRules) {
    assert.equal(verified, provisions.length > 0 && provisions.every((provision) => provision.verified), id)
    assert.ok(
      provisions.every(({ article }) => article !== ''),
      id,
    )
  }
  for (const id of ['eu-eaw.decision', 'eu-e-evidence.production', 'cets-224.service', 'un-cybercrime.preservation', 'limitation']) {
    assert.equal(findDeadlineRule(id)?.verified, false, id)
  }
})

test('warnings come before the end, the longest first', () => {
  for (const { id, length, warnings } of deadlineRules) {
    assert.deepEqual(
      warnings,
      [...new Set(warnings)].toSorted((a, b) => b - a),
      id,
    )
    assert.ok(length.count === 0 || warnings.every((before) => before > 0 && before < length.count), id)
  }
})

/** Event and last day, as a lawyer reads the article. */
const cases: readonly [string, string, string][] = [
  ['cets-024.provisional-arrest-18', '2026-11-06', '2026-11-24'],
  ['cets-024.provisional-arrest-40', '2026-11-06', '2026-12-16'],
  ['treaty.provisional-arrest-60', '2026-11-06', '2027-01-05'],
  ['cets-185.preservation', '2026-10-02', '2026-12-01'],
  ['cets-185.preservation-order', '2026-10-02', '2026-12-31'],
  ['safe-conduct', '2026-12-14', '2026-12-29'],
  ['limitation', '2026-12-19', '2026-12-19'],
]

for (const [id, event, last] of cases) {
  test(`${id}: from ${event} to ${last}`, () => {
    const rule = findDeadlineRule(id)
    const due = rule && deadlineOf(rule, { event })
    assert.equal(due?.ok === true && due.value.date, last)
  })
}
