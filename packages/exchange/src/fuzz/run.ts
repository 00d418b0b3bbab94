// Shoots at every parser of the exchange: `npm run fuzz -- [inputs for each] [seed] [parser]`. One thread for each core.
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { chanceOf } from '../simulation/chance.ts'
import { makeCorpus } from './corpus.ts'
import type { Target } from './target.ts'
import { targetsOf } from './targets.ts'

const [inputs = 10_000_000, seed = 1] = process.argv.slice(2, 4).map(Number)
const only = process.argv[4]
const shared = workerData as Int32Array | null

/** @throws when the parser breaks its word */
async function shootAt(target: Target, place: number): Promise<string> {
  const chance = chanceOf(seed * 1000 + place)
  // Whoever asks public-key cryptography of each input has to be content with fewer.
  const shots = Math.ceil(inputs / target.slowness)
  const began = process.threadCpuUsage()
  let accepted = 0
  for (let count = 1; count <= shots; count += 1) {
    try {
      const outcome = target.shoot(chance)
      if (typeof outcome === 'boolean' ? outcome : await outcome) accepted += 1
    } catch (error) {
      console.error(`The parser of "${target.name}" breaks its word at input ${count} of seed ${seed}.`)
      throw error
    }
  }
  const { user, system } = process.threadCpuUsage(began)
  const seconds = (user + system) / 1e6
  return `${target.name}: ${shots} inputs, ${accepted} accepted, ${seconds.toFixed(1)} s of processor time, ${Math.round(shots / seconds)} a second`
}

/** Takes the next target that nobody has taken, until there is none. */
async function work(next: Int32Array, say: (line: string) => void): Promise<void> {
  const targets = targetsOf(await makeCorpus())
  for (let place = Atomics.add(next, 0, 1); place < targets.length; place = Atomics.add(next, 0, 1)) {
    const target = targets[place]
    if (target !== undefined && (only === undefined || target.name === only)) say(await shootAt(target, place))
  }
}

if (isMainThread) {
  const next = new Int32Array(new SharedArrayBuffer(4))
  for (let count = Math.min(availableParallelism(), 8); count > 0; count -= 1) {
    const worker = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2), workerData: next })
    worker.on('message', (line: string) => console.log(line))
    worker.on('error', (error) => {
      throw error
    })
  }
} else if (shared !== null) {
  await work(shared, (line) => parentPort?.postMessage(line))
}
