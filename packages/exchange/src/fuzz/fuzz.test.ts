import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// In a process of its own, beside the other tests; the seed changes when the parsers do, by hand.
test(
  'a hundred thousand damaged inputs for each parser are refused with a closed code or mean the same when written again',
  { timeout: 900_000 },
  async () => {
    const program = fileURLToPath(new URL('run.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [program, '100000', '1'])
    const lines = stdout.trim().split('\n')
    assert.equal(lines.length, 14)
    for (const line of lines) assert.match(line, /: (?:100000|10000|2000) inputs, [1-9]\d* accepted, /u)
    assert.equal(lines.filter((line) => line.includes(': 100000 inputs')).length, 11)
  },
)
