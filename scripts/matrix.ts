// Runs the matrix of permissions whole: every person, operation and stage of a request, with the checks and without, in four processes at
// once. The tests walk a part of it by a seed, as does this with COMITY_MATRIX=2. On PostgreSQL where that is installed, which is
// quicker; on the embedded database otherwise.
import { runProgram } from './program.ts'
import { startThrowAwayServer } from './throw-away-postgres.ts'

// A call waits longer than it computes.
const parts = 4
const since = Date.now()
process.env['COMITY_MATRIX'] ??= 'whole'
const server = await startThrowAwayServer()
if (server !== undefined) process.env['DATABASE_URL'] = server.url
console.log(server?.version ?? 'on the embedded database')

async function walk(part: number): Promise<{ readonly passed: boolean; readonly cells: number; readonly right: number }> {
  process.env['COMITY_MATRIX_PART'] = `${part}/${parts}`
  const { passed, output } = await runProgram(process.execPath, ['--test', '--test-timeout=7200000', 'tests/matrix/two-walls.test.ts'])
  const [, cells = '0', right = '0'] = /^matrix: (\d+) cells, (\d+) right/mu.exec(output) ?? []
  return { passed, cells: Number(cells), right: Number(right) }
}

try {
  const came = await Promise.all(Array.from({ length: parts }, async (_, part) => walk(part)))
  const [cells, right] = [came.reduce((sum, one) => sum + one.cells, 0), came.reduce((sum, one) => sum + one.right, 0)]
  console.log(`The whole matrix: ${cells} cells, ${right} right, ${Math.round((Date.now() - since) / 1000)} s.`)
  process.exitCode = came.every(({ passed }) => passed) ? 0 : 1
} finally {
  await server?.stop()
}
