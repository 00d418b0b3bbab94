import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Fault } from './fault.ts'
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

type Faulty = Pick<Fault, 'thread' | 'code' | 'only'>

/** Operations that every run of the work has. */
const least = { main: 30, database: 150, fdatasync: 12 } as const

for (const { thread, code, only } of [
  { thread: 'database', code: 'EIO', only: 'fdatasync' },
  { thread: 'database', code: 'ENOSPC' },
  { thread: 'main', code: 'ENOSPC' },
] satisfies Faulty[] as Faulty[])
  test(`what was acknowledged outlasts ${code === 'EIO' ? 'a failed sync' : 'a full disk'} under the ${thread === 'main' ? 'files' : 'database'}`, async () => {
    const at = randomInt(1, least[only === undefined ? thread : 'fdatasync'])
    const { met, wrong } = await tryFault(
      whole,
      { folder, thread, at, code, lasting: code === 'ENOSPC', ...(only === undefined ? {} : { only }) },
      'work',
    )
    assert.ok(met !== undefined, `operation ${at} came`)
    assert.deepEqual(wrong, [], `operation ${at}, ${met}`)
  })
