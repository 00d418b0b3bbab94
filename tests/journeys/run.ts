// Plays the journeys in a real browser, one file after the other. Says in one sentence what is missing where there is no browser.
import { globSync } from 'node:fs'
import { runProgram } from '../../scripts/program.ts'
import { getBrowser } from './browser.ts'

try {
  getBrowser()
  const files = globSync('tests/journeys/*.test.ts').toSorted()
  const { passed } = await runProgram(process.execPath, [
    '--test',
    '--test-concurrency=1',
    '--test-reporter=spec',
    '--test-timeout=600000',
    ...files,
  ])
  process.exitCode = passed ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
