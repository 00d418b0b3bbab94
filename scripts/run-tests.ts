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

// Both at once: the files that share a process use one core, the others the rest. Only the output of the first is shown as it comes.
const ended = await Promise.all(
  runs
    .filter((run) => run.paths.length > 0)
    .map(({ isolation, paths }, place) => {
      const options = ['--test', `--test-isolation=${isolation}`, '--test-reporter=spec', '--test-timeout=180000']
      return runProgram(process.execPath, [...options, ...paths], { show: place === 0 })
    }),
)
for (const { output } of ended.slice(1)) process.stdout.write(output)

if (files.length === 0) console.log('No test file was found.')
const totals = ended.map(readTotals).reduce(add, nothing)
console.log(sentence(totals))
process.exitCode = isGood(totals) ? 0 : 1
