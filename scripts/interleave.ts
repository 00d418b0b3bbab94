// `npm run interleave [COUNT] [SEED]`: writes repeated under one key in a hundred thousand orders, on the embedded database under row security, or on the
// server of `DATABASE_URL`, which must be one to throw away.
import { chanceOf } from '@comity/exchange/simulation/chance'
import { playInterleavings } from '../packages/server/src/platform/interleaving.test-support.ts'
import { withDatabase } from '../packages/server/src/platform/test-database.ts'

const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number)
const step = 5000
const cleaning: (() => Promise<void>)[] = []
const database = await withDatabase({ after: (clean) => cleaning.push(clean) })
const begun = performance.now()
const chance = chanceOf(seed)
const seconds = () => Math.round((performance.now() - begun) / 1000)
for (let played = 0; played < count; played += step) {
  await playInterleavings(database, chance, Math.min(step, count - played), 4)
  console.log(`${Math.min(played + step, count)} played, ${seconds()} s`)
}
console.log(`${count} interleavings of seed ${seed}, ${database.kind} database: one effect each, ${seconds()} s`)
for (const clean of cleaning) await clean()
