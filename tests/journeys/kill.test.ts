import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const program = fileURLToPath(new URL('../../bench/kill.ts', import.meta.url))

test('two authorities that are killed while they talk lose nothing, do nothing twice, and agree', async () => {
  const args = ['--kills', '4', '--exchanges', '24', '--requests', '4']
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args]).catch((error: unknown) => {
    throw new Error(String((error as { stdout?: unknown }).stdout), { cause: error })
  })
  const counts = [...stdout.matchAll(/^ +(\d+) {2}(.+)$/gmu)].map(([, count, what]) => `${count} ${what}`)
  assert.equal(counts.length, 13, stdout)
  assert.deepEqual(
    counts.filter((line) => !line.startsWith('0 ')),
    [],
    stdout,
  )
})
