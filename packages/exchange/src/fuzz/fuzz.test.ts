import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// In a process of its own, beside the other tests; the seed changes when the parsers do, by hand.
test('a hundred thousand damaged inputs are refused with a closed code or mean the same when written again', async () => {
  const program = fileURLToPath(new URL('run.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [program, '10000', '1'])
  const lines = stdout.trim().split('\n')
  assert.equal(lines.length, 10)
  for (const line of lines) assert.match(line, /: 10000 inputs, [1-9]\d* accepted, /u)
})
