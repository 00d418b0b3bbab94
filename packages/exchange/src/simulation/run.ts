// Plays the exchange of two to five authorities under every mishap, once for each seed: `npm run simulate -- [runs] [first seed]`.
import { simulate } from './simulate.ts'
import { emptyTally } from './tally.ts'

const [runs = 100_000, first = 1] = process.argv.slice(2).map(Number)
const tally = emptyTally()
const began = performance.now()
for (let seed = first; seed < first + runs; seed += 1) {
  try {
    await simulate(seed, tally)
  } catch (error) {
    console.error(`Seed ${seed} breaks a law. Again with: npm run simulate -- 1 ${seed}`)
    throw error
  }
}
console.log(`${runs} runs from seed ${first} in ${((performance.now() - began) / 1000).toFixed(1)} s: no law was broken.`)
console.log(tally)
