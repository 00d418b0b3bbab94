// Shoots at everything that reads what comes from outside: `npm run fuzz -- [inputs for each] [seed] [part of a name]`. One thread for each
// core. No shot may throw what is not expected, take a second of processor time, or never end.
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { makeCorpus } from '@comity/exchange/fuzz/corpus'
import type { Target } from '@comity/exchange/fuzz/target'
import { targetsOf } from '@comity/exchange/fuzz/targets'
import { chanceOf } from '@comity/exchange/simulation/chance'
import { contractTargets } from './contract-targets.ts'
import { fileTargets } from './file-targets.ts'
import { instanceTargets } from './instance-targets.ts'
import { lawTargets } from './law-targets.ts'
import { logTargets } from './log-targets.ts'
import { signInTargets } from './sign-in-targets.ts'
import { signatureTargets } from './signature-targets.ts'

const [inputs = 10_000_000, seed = 1] = process.argv.slice(2, 4).map(Number)
const only = process.argv[4] ?? ''
/** Longest that reading one input may take, in milliseconds of processor time. */
const longest = 1000
/** A shot that lasts as long by the clock never ends, in milliseconds. */
const endless = 300_000

/** What the threads share: the next target, and when each of them began its shot. */
interface Shared {
  readonly next: Int32Array
  readonly began: Float64Array
  readonly thread: number
}

/** @throws when the parser breaks its word */
async function shootAt(target: Target, place: number, { began, thread }: Shared): Promise<string> {
  const chance = chanceOf(seed * 1000 + place)
  // What is slow has to be content with fewer.
  const shots = Math.ceil(inputs / target.slowness)
  const started = process.threadCpuUsage()
  let accepted = 0
  let slowest = 0
  let before = performance.now()
  for (let count = 1; count <= shots; count += 1) {
    // The first one makes what the others are made of, which may take its time.
    began[thread] = count === 1 ? Infinity : Date.now()
    try {
      const used = process.threadCpuUsage()
      const outcome = target.shoot(chance)
      if (typeof outcome === 'boolean' ? outcome : await outcome) accepted += 1
      const now = performance.now()
      if (now - before > slowest) {
        const { user, system } = process.threadCpuUsage(used)
        slowest = Math.max(slowest, (user + system) / 1000)
      }
      before = now
      if (count > 1 && slowest > longest) throw new Error(`${Math.round(slowest)} ms for one input`)
      if (count === 1) slowest = 0
    } catch (error) {
      console.error(`"${target.name}" breaks its word at input ${count} of seed ${seed}.`)
      throw error
    }
  }
  await target.end?.()
  const { user, system } = process.threadCpuUsage(started)
  const seconds = (user + system) / 1e6
  return `${target.name}: ${shots} inputs, ${accepted} accepted, ${seconds.toFixed(1)} s of processor time, slowest ${slowest.toFixed(0)} ms`
}

/** Takes the next target that nobody has taken, until there is none. */
async function work(shared: Shared, say: (line: string) => void): Promise<void> {
  const targets = [
    ...targetsOf(await makeCorpus()),
    ...logTargets(),
    ...lawTargets(),
    ...signInTargets(),
    ...contractTargets(),
    ...fileTargets(),
    ...signatureTargets(),
    ...instanceTargets(),
  ]
  for (let place = Atomics.add(shared.next, 0, 1); place < targets.length; place = Atomics.add(shared.next, 0, 1)) {
    const target = targets[place]
    if (target?.name.includes(only) === true) say(await shootAt(target, place, shared))
    shared.began[shared.thread] = Infinity
  }
}

if (isMainThread) {
  const threads = Math.min(availableParallelism(), 8)
  const next = new Int32Array(new SharedArrayBuffer(4))
  const began = new Float64Array(new SharedArrayBuffer(8 * threads)).fill(Infinity)
  let working = threads
  const watch = setInterval(() => {
    if (began.every((moment) => Date.now() - moment < endless)) return
    console.error(`A shot has not ended after ${endless / 1000} s.`)
    process.exit(1)
  }, 5000)
  for (let thread = 0; thread < threads; thread += 1) {
    const worker = new Worker(new URL(import.meta.url), {
      argv: process.argv.slice(2),
      workerData: { next, began, thread } satisfies Shared,
    })
    worker.on('message', (line: string) => console.log(line))
    worker.on('error', (error) => {
      throw error
    })
    worker.on('exit', () => {
      working -= 1
      if (working === 0) clearInterval(watch)
    })
  }
} else await work(workerData as Shared, (line) => parentPort?.postMessage(line))
