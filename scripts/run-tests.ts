// Runs every test except the journeys, or those whose path holds one of the words given. Its last line is `N passed, N failed`.
import { globSync } from 'node:fs'
import { runProgram } from './program.ts'
import { add, isGood, nothing, readTotals, sentence } from './totals.ts'

const words = process.argv.slice(2)
const files = globSync(['packages/*/src/**/*.test.ts', 'conformance/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/**/*.test.ts'])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.includes('node_modules/') && !path.startsWith('tests/journeys/'))
  .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
  .toSorted()

// A file that opens a database, a port or a process gets a process of its own; pure code shares one, ten times faster.
const alone = /^(packages\/(server|cli)|tests)\//u
const runs = [
  { isolation: 'none', paths: files.filter((path) => !alone.test(path)) },
  { isolation: 'process', paths: files.filter((path) => alone.test(path)) },
]

let totals = nothing
for (const { isolation, paths } of runs.filter((run) => run.paths.length > 0)) {
  const options = ['--test', `--test-isolation=${isolation}`, '--test-reporter=spec', '--test-timeout=180000']
  totals = add(totals, readTotals(await runProgram(process.execPath, [...options, ...paths])))
}

if (files.length === 0) console.log('No test file was found.')
console.log(sentence(totals))
process.exitCode = isGood(totals) ? 0 : 1
