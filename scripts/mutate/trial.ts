// A thread that has loaded the tests of a target, and tries one change after the other on them.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { type KeptTest, keptTests, runKept } from './kept-tests.ts'

/** What the thread is told and tells. */
export interface TrialJob {
  readonly tests: readonly string[]
}
export interface Trial {
  /** Of the change; 0 for the code as it stands. */
  readonly number: number
  /** Titles of the tests to run, by their place; all where it is absent. */
  readonly only?: readonly number[]
}
/** What a trial found: which test failed first, and whether it passes again without the change. */
export interface Verdict {
  readonly failed?: number
  readonly isClean: boolean
  readonly reason?: string
}
/** What the code as it stands needs: how long each test takes, in milliseconds, and which changes it reaches. */
export interface Baseline {
  readonly tests: readonly { readonly title: string; readonly took: number; readonly reached: readonly number[] }[]
}

const { tests } = workerData as TrialJob
const place = globalThis as { mutant?: number; reachedMutants?: Set<number> | undefined }

async function failure(test: KeptTest): Promise<string | undefined> {
  try {
    await runKept(test)
    return undefined
  } catch (error) {
    return inspect(error, { depth: 0 })
  }
}

function set(number: number): void {
  place.mutant = number
  // For the threads that the tests start.
  process.env['MUTANT'] = String(number)
}

async function tryOut({ number, only }: Trial): Promise<Verdict> {
  for (const at of only ?? keptTests.keys()) {
    const test = keptTests[at]
    if (test === undefined) continue
    set(number)
    const wrong = await failure(test)
    set(0)
    if (wrong !== undefined) return { failed: at, isClean: (await failure(test)) === undefined, reason: wrong.slice(0, 200) }
  }
  return { isClean: true }
}

async function baseline(): Promise<Baseline> {
  set(0)
  const measured: { title: string; took: number; reached: readonly number[] }[] = []
  for (const test of keptTests) {
    const reached = new Set<number>()
    place.reachedMutants = reached
    const begun = performance.now()
    const wrong = await failure(test)
    place.reachedMutants = undefined
    if (wrong !== undefined) throw new Error(`"${test.title}" fails without any change: ${wrong}`)
    measured.push({ title: test.title, took: performance.now() - begun, reached: [...reached] })
  }
  return { tests: measured }
}

for (const test of tests) await import(pathToFileURL(resolve(test)).href)
parentPort?.on('message', (job: Trial | 'baseline') => {
  const work = job === 'baseline' ? baseline() : tryOut(job)
  void work.then((result) => parentPort?.postMessage(result))
})
parentPort?.postMessage('loaded')
