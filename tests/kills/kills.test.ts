import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { startThrowAwayServer } from '../../scripts/throw-away-postgres.ts'
import { killAtRandom } from './kill-at-random.ts'

/** On a machine with much other work. In milliseconds. */
const timeout = 900_000

// 200 in all where PostgreSQL is installed. `npm run kill` does it with whole instances that exchange messages.
test('processes with their embedded databases are killed, and nothing acknowledged is lost or there by half', { timeout }, async () => {
  const seed = randomInt(1_000_000)
  const { lost, wrong, acknowledged } = await killAtRandom({ kills: 15, seed, longest: 900 })
  assert.deepEqual({ lost, wrong }, { lost: 0, wrong: [] }, `seed ${seed}, ${acknowledged} acknowledged`)
})

test(
  'processes and their PostgreSQL are killed under row security, and nothing acknowledged is lost or there by half',
  { timeout },
  async (t) => {
    const server = await startThrowAwayServer()
    if (server === undefined) return t.skip('PostgreSQL is not installed here')
    t.after(() => server.stop())
    const seed = randomInt(1_000_000)
    const { kills, lost, wrong, acknowledged } = await killAtRandom({ kills: 185, seed, longest: 300, server })
    assert.deepEqual({ lost, wrong }, { lost: 0, wrong: [] }, `seed ${seed}, ${acknowledged} acknowledged, ${JSON.stringify(kills)}`)
  },
)
