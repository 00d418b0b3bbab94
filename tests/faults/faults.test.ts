import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runStage, tryFault } from './trial.ts'

// A sample of what `npm run faults` tries whole.
const home = mkdtempSync(join(tmpdir(), 'comity-faults-'))
after(() => rmSync(home, { recursive: true, force: true }))
const whole = join(home, 'whole')
const folder = join(home, 'trial')

before(async () => {
  const { end, errors } = await runStage({ folder: whole, thread: 'main', at: 0, code: 'EIO', lasting: false }, 'new')
  assert.equal(end, 0, errors)
})

/** Operations that every run of the work has, on each thread. */
const least = { main: 30, database: 150 } as const

for (const { thread, code } of [
  { thread: 'database', code: 'EIO' },
  { thread: 'database', code: 'ENOSPC' },
  { thread: 'main', code: 'ENOSPC' },
] as const)
  test(`what was acknowledged outlasts ${code === 'EIO' ? 'a failed operation' : 'a full disk'} under the ${thread === 'main' ? 'files' : 'database'}`, async () => {
    const at = randomInt(1, least[thread])
    const { met, wrong } = await tryFault(whole, { folder, thread, at, code, lasting: code === 'ENOSPC' }, 'work')
    assert.ok(met !== undefined, `operation ${at} came`)
    assert.deepEqual(wrong, [], `operation ${at}, ${met}`)
  })
