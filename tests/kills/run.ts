// `npm run kill:processes -- [KILLS] [SEED]`: a thousand kills in one run, of processes that act and do chores and of the PostgreSQL under them.
import { startThrowAwayServer } from '../../scripts/throw-away-postgres.ts'
import { killAtRandom } from './kill-at-random.ts'

const [kills = 1000, seed = 1] = process.argv.slice(2).map(Number)
const server = await startThrowAwayServer()
if (server === undefined)
  throw new Error('PostgreSQL is not installed here: without it `npm test` kills processes with their embedded databases.')
const begun = performance.now()
try {
  const toll = await killAtRandom({ kills, seed, longest: 300, server })
  const { processes, database } = toll.kills
  console.log(
    `${server.version}, seed ${seed}: ${processes} kills of a process, ${database} of the database, ${toll.acknowledged} acts acknowledged,`,
  )
  console.log(`${toll.lost} lost, ${toll.wrong.length} otherwise wrong, ${Math.round((performance.now() - begun) / 1000)} s`)
  for (const line of toll.wrong.slice(0, 20)) console.log(line)
  process.exitCode = toll.lost === 0 && toll.wrong.length === 0 ? 0 : 1
} finally {
  await server.stop()
}
