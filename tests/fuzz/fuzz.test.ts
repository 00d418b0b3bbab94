import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const program = fileURLToPath(new URL('run.ts', import.meta.url))

// In a process of its own, beside the other tests; the seed changes when the parsers do, by hand.
test(
  'twenty thousand damaged inputs for each quick reader, and as many as take a moment for the others, are refused with a closed code or mean what they say',
  { timeout: 900_000 },
  async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, '20000', '1'])
    const lines = stdout.trim().split('\n')
    assert.equal(lines.length, 44, stdout)
    for (const line of lines) assert.match(line, /: [1-9]\d* inputs, [1-9]\d* accepted, /u)
    assert.equal(lines.filter((line) => line.includes(': 20000 inputs')).length, 13)
  },
)
