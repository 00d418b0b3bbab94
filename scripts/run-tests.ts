// Runs every test except the journeys, or those whose path holds one of the words given. Its last line is `N passed, N failed`.
import { globSync } from 'node:fs'
import { runProgram } from './program.ts'
import { add, isGood, nothing, readTotals, sentence } from './totals.ts'

interface Group {
  readonly of: RegExp
  readonly isolation: 'none' | 'process'
}

// The first that fits takes a file. All groups run at once.
const groups: readonly Group[] = [
  // These start programs, kill them and take locks: each file has a process of its own.
  { of: /^(packages\/cli|tests)\//u, isolation: 'process' },
  // The embedded database is compiled once for all of a process, which halves the time. The exchange, which takes as
  // long as the rest of the server together, has a process of its own: two for two cores.
  { of: /^(packages\/server\/src\/exchange|conformance\/run)/u, isolation: 'none' },
  { of: /^packages\/server\//u, isolation: 'none' },
  // Pure code shares one process, ten times faster than one each.
  { of: /./u, isolation: 'none' },
]

const words = process.argv.slice(2)
const files = globSync(['packages/*/src/**/*.test.ts', 'conformance/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/**/*.test.ts'])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.includes('node_modules/') && !path.startsWith('tests/journeys/'))
  .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
  .toSorted()

function groupOf(path: string): Group | undefined {
  return groups.find(({ of }) => of.test(path))
}

const runs = groups
  .map((group) => ({ ...group, paths: files.filter((path) => groupOf(path) === group) }))
  .filter(({ paths }) => paths.length > 0)

const ended = await Promise.all(
  runs.map(async ({ isolation, paths }) => {
    const options = ['--test', `--test-isolation=${isolation}`, '--test-reporter=spec', '--test-timeout=180000']
    const run = await runProgram(process.execPath, [...options, ...paths], { show: runs.length === 1 })
    if (runs.length > 1) process.stdout.write(run.output)
    return run
  }),
)

if (files.length === 0) console.log('No test file was found.')
const totals = ended.map(readTotals).reduce(add, nothing)
console.log(sentence(totals))
process.exitCode = isGood(totals) ? 0 : 1
