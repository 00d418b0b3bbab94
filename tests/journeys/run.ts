// Plays the journeys in a real browser, two files at a time: each waits for its pages half of the time, and more would wait for the processor. Says in one sentence what is missing where there is no browser.
import { globSync } from 'node:fs'
import { runProgram } from '../../scripts/program.ts'
import { getBrowser } from './browser.ts'

try {
  getBrowser('whole')
  const files = globSync('tests/journeys/*.test.ts').toSorted()
  const { passed } = await runProgram(process.execPath, [
    '--test',
    '--test-concurrency=2',
    '--test-reporter=spec',
    '--test-timeout=600000',
    ...files,
  ])
  process.exitCode = passed ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
