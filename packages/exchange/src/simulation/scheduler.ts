import type { Chance } from './chance.ts'

/** A running program. Once it has died, nothing that it was doing goes on. */
export interface Process {
  alive: boolean
  /** Told when it dies. */
  readonly mourners: Set<() => void>
}

interface Timer {
  readonly at: number
  readonly process: Process | undefined
  readonly wake: () => void
}

/** Time that passes only when nothing else can happen, and an order of events that luck alone decides. */
export interface Scheduler {
  /** True time, in milliseconds since 1970. */
  now(): number
  /** A point at which others may come first, and at which the process may die. */
  step(process: Process): Promise<void>
  /** Lets time pass; for ever, if the process dies meanwhile. In milliseconds. */
  sleep(duration: number, process?: Process): Promise<void>
  /** Begins something; what goes wrong in it ends the run. */
  spawn(work: Promise<unknown>): void
  /** Waits for work that the scheduler cannot see, as that of a library in another thread. */
  outside<T>(work: Promise<T>): Promise<T>
  /** Runs until it is done, or until nothing is left to happen. */
  run(done: () => boolean): Promise<void>
}

/** How often a step lets others come first. */
const yielding = 0.35

/** What a dead process waits for. */
export const never = new Promise<never>(() => undefined)

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Starts time. @param onStep may let the process die, at every single step */
export function startScheduler(chance: Chance, start: number, onStep: (process: Process) => void): Scheduler {
  let time = start
  const outstanding = new Set<Promise<unknown>>()
  let failure: { readonly error: unknown } | undefined
  let ready: Omit<Timer, 'at'>[] = []
  const timers: Timer[] = []

  function takeTimer(): Timer | undefined {
    let first = 0
    for (let place = 1; place < timers.length; place += 1) if (timers[place]!.at < timers[first]!.at) first = place
    const [timer] = timers.splice(first, 1)
    return timer
  }

  return {
    now: () => time,
    async step(process) {
      if (process.alive) onStep(process)
      if (!process.alive) return never
      if (!chance.hits(yielding)) return
      await new Promise<void>((wake) => ready.push({ process, wake }))
    },
    sleep: (duration, process) => new Promise<void>((wake) => timers.push({ at: time + Math.max(0, duration), process, wake })),
    spawn(work) {
      work.catch((error: unknown) => (failure ??= { error }))
    },
    outside(work) {
      const ended = work.finally(() => outstanding.delete(ended))
      outstanding.add(ended)
      return ended
    },
    async run(done) {
      for (;;) {
        await turn()
        while (outstanding.size > 0) await turn()
        if (failure !== undefined) throw failure.error
        if (done()) return
        ready = ready.filter(({ process }) => process?.alive !== false)
        const next = ready.length > 0 ? ready.splice(chance.below(ready.length), 1)[0] : takeTimer()
        if (next === undefined) return
        if ('at' in next) time = Math.max(time, next.at as number)
        if (next.process?.alive !== false) next.wake()
      }
    },
  }
}
