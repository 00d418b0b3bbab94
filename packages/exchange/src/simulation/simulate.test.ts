import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { simulate } from './simulate.ts'
import { emptyTally } from './tally.ts'

// In a process of its own: the test runner follows every promise of its own, and there are ten million of them.
test('in a thousand runs nothing is lost, nothing has two effects, no receipt is forged and every thread converges', async () => {
  const program = fileURLToPath(new URL('run.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [program, '1000', '1'])
  assert.match(stdout, /^1000 runs from seed 1 in .* no law was broken\./u)
  // A run in which nothing happens proves nothing.
  assert.doesNotMatch(stdout, /: 0[,\s]/u)
})

test('the same holds with real seals and signatures', async () => {
  for (let seed = 1; seed <= 4; seed += 1) await simulate(seed, emptyTally(), true)
})

test('a seed always plays the same run', async () => {
  assert.deepEqual(await simulate(7), await simulate(7))
})
