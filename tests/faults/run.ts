// `npm run faults [--stage new|work|backup] [--every N] [--minutes N] [--seed N]`: fails each operation of an instance on its disk in
// turn, once with EIO, and once as on a disk that is full from there on. The faults come in an order that follows from the seed, so that
// a run that is cut short is a fair sample. Exits 1 where anything acknowledged was lost, was there by half, or ended without a reason.
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chanceOf } from '@comity/exchange/simulation/chance'
import type { Fault, Thread } from './fault.ts'
import { runStage, type Stage, tryFault } from './trial.ts'

const { values } = parseArgs({
  options: { stage: { type: 'string' }, every: { type: 'string' }, minutes: { type: 'string' }, seed: { type: 'string' } },
})
const stages = values.stage === undefined ? (['work', 'backup', 'new'] as const) : [values.stage as Stage]
const seed = Number(values.seed ?? randomInt(1_000_000))
const until = Date.now() + Number(values.minutes ?? Infinity) * 60_000
const chance = chanceOf(seed)

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: chance.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

const home = await mkdtemp(join(tmpdir(), 'comity-faults-'))
const whole = join(home, 'whole')
const folder = join(home, 'trial')
const none = { thread: 'main', at: 0, code: 'EIO', lasting: false } as const
console.log(`seed ${seed}`)
try {
  const first = await runStage({ folder: whole, ...none }, 'new')
  if (first.end !== 0) throw new Error(first.errors)
  for (const stage of stages) {
    const from = stage === 'new' ? undefined : whole
    const { counts } = await tryFault(from, { folder, ...none }, stage)
    const faults: Fault[] = []
    for (const thread of ['main', 'database'] satisfies Thread[])
      for (let at = 1; at <= (counts[thread] ?? 0); at += Number(values.every ?? 1))
        faults.push({ folder, thread, at, code: 'EIO', lasting: false }, { folder, thread, at, code: 'ENOSPC', lasting: true })
    let [tried, missed, ended, bad] = [0, 0, 0, 0]
    const met = new Map<string, number>()
    for (const fault of shuffled(faults)) {
      if (Date.now() > until) break
      const { met: operation, end, wrong } = await tryFault(from, fault, stage)
      if (operation === undefined) missed += 1
      else {
        tried += 1
        met.set(operation, (met.get(operation) ?? 0) + 1)
        if (end !== 0) ended += 1
      }
      if (wrong.length === 0) continue
      bad += 1
      console.log(`${stage}: ${fault.thread} ${operation} ${fault.at} ${fault.code}: ${wrong.join('; ')}`)
    }
    const kinds = [...met].map(([operation, count]) => `${operation} ${count}`).join(', ')
    console.log(
      `${stage}: ${tried} of ${faults.length} faults met (${kinds}), ${missed} never came; the process ended at ${ended}; ${bad} left something wrong`,
    )
    if (bad > 0) process.exitCode = 1
  }
} finally {
  await rm(home, { recursive: true, force: true })
}
