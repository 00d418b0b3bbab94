import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const program = fileURLToPath(new URL('./import-hostile-files.ts', import.meta.url))

interface Told {
  readonly files: number
  readonly readers: number
  readonly taken: readonly string[]
  readonly crashes: readonly string[]
  readonly polluted: boolean
  /** Memory that reading took, beyond that of having the files. */
  readonly megabytes: number
}

test('five hundred hostile files are refused by every reader of files, each with a problem, in little memory and time', async () => {
  const run = promisify(execFile)(process.execPath, ['--max-old-space-size=256', program], { timeout: 150_000, maxBuffer: 8 * 1024 * 1024 })
  const told = JSON.parse((await run).stdout) as Told
  assert.ok(told.files >= 500, `${told.files} files`)
  assert.ok(told.readers >= 8, `${told.readers} readers`)
  assert.deepEqual(told.crashes, [])
  assert.deepEqual(told.taken, [])
  assert.equal(told.polluted, false)
  assert.ok(told.megabytes <= 256, `${told.megabytes} MB`)
})
