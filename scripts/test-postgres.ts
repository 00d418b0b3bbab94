// Runs the server's tests again, on a PostgreSQL server that is started for it and thrown away.
import { runProgram } from './program.ts'
import { startThrowAwayServer } from './throw-away-postgres.ts'

const words = process.argv.slice(2)
const server = await startThrowAwayServer()
if (server === undefined) {
  console.log('PostgreSQL is not installed here, so its tests were left out: install the package `postgresql` to run them.')
} else {
  console.log(server.version)
  process.env['DATABASE_URL'] = server.url
  try {
    const ended = await runProgram(process.execPath, ['scripts/run-tests.ts', ...(words.length === 0 ? ['packages/server/'] : words)])
    process.exitCode = ended.passed ? 0 : 1
  } finally {
    await server.stop()
  }
}
