import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pauseAfter } from './pause.ts'

test('the pause doubles from a second to an hour, and luck takes off at most half', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 12, 13, 1000].map((stalled) => pauseAfter(stalled, 0)),
    [1000, 1000, 2000, 4000, 2_048_000, 3_600_000, 3_600_000],
  )
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (stalled, luck) => {
      const pause = pauseAfter(stalled, luck)
      assert.ok(pause >= 500 && pause <= 3_600_000 && pause * 2 >= pauseAfter(stalled, 0))
    }),
  )
})
