import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { clockTolerance, measureSkew, openClockWatch } from './clock-watch.ts'
import { withDatabase } from './test-database.ts'

const { db } = await withDatabase({ after })

test('a clock is compared with the database’s, whichever of the two is ahead', async () => {
  for (const ahead of [-86_400_000, -2 * clockTolerance, 2 * clockTolerance, 86_400_000]) {
    const clock = () => new Date(Date.now() + ahead)
    assert.ok(Math.abs((await measureSkew(db, clock)) - ahead) < clockTolerance / 2)
    const wrong = await openClockWatch(db, clock).wrongBy()
    assert.equal(Math.sign(wrong ?? 0), Math.sign(ahead))
  }
  assert.equal(await openClockWatch(db, () => new Date()).wrongBy(), undefined)
})
