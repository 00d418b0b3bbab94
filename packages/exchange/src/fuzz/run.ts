// Shoots at every parser of the exchange: `npm run fuzz -- [inputs for each] [seed] [parser]`.
import { chanceOf } from '../simulation/chance.ts'
import { makeCorpus } from './corpus.ts'
import { targetsOf } from './targets.ts'

const [inputs = 10_000_000, seed = 1] = process.argv.slice(2, 4).map(Number)
const only = process.argv[4]

for (const [place, target] of targetsOf(await makeCorpus()).entries()) {
  if (only !== undefined && target.name !== only) continue
  const chance = chanceOf(seed * 1000 + place)
  const began = performance.now()
  let accepted = 0
  for (let count = 1; count <= inputs; count += 1) {
    try {
      const outcome = target.shoot(chance)
      if (typeof outcome === 'boolean' ? outcome : await outcome) accepted += 1
    } catch (error) {
      console.error(`The parser of "${target.name}" breaks its word at input ${count} of seed ${seed}.`)
      throw error
    }
  }
  console.log(`${target.name}: ${inputs} inputs, ${accepted} accepted, ${((performance.now() - began) / 1000).toFixed(1)} s`)
}
