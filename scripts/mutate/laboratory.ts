import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Target } from './targets.ts'
import type { Baseline, Trial, Verdict } from './trial.ts'

/** A change that makes tests run this many times as long as they do is noticed; in milliseconds beside. */
const patience = { times: 20, beside: 5_000 }

/** Tries changes on the tests of a target: each on the tests that reach it, in a thread that is left when a change has spoiled it. */
export class Laboratory {
  private readonly target: Target
  private thread: Worker | undefined
  private tests: Baseline['tests'] = []

  private constructor(target: Target) {
    this.target = target
  }

  /** @throws when a test fails on the code as it stands */
  static async open(target: Target): Promise<Laboratory> {
    const laboratory = new Laboratory(target)
    const { tests } = await laboratory.ask<Baseline>(await laboratory.begin(0), 'baseline')
    laboratory.tests = tests
    return laboratory
  }

  /** Whether a test fails when the change is made, and passes when it is not. */
  async isNoticed(number: number): Promise<boolean> {
    const only = [...this.tests.entries()].filter(([, { reached }]) => reached.includes(number)).toSorted(([, a], [, b]) => a.took - b.took)
    // What no test reaches may have been done while the code was loaded, or in a thread of its own.
    if (only.length === 0) return this.tryAnew({ number })
    const trial = { number, only: only.map(([at]) => at) }
    const verdict = await this.attempt(this.thread ?? (await this.begin(0)), trial)
    if (verdict === 'too-long') return true
    if (verdict.isClean) return verdict.failed !== undefined
    // Something before it, or this change itself, has spoiled what the tests share.
    return this.tryAnew(trial)
  }

  async close(): Promise<void> {
    await this.thread?.terminate()
  }

  private async tryAnew(trial: Trial): Promise<boolean> {
    await this.leave()
    const thread = await this.begin(trial.only === undefined ? trial.number : 0)
    const verdict = thread === undefined ? 'too-long' : await this.attempt(thread, trial)
    await this.leave()
    return verdict === 'too-long' || verdict.failed !== undefined
  }

  private async attempt(thread: Worker | undefined, trial: Trial): Promise<Verdict | 'too-long'> {
    if (thread === undefined) return 'too-long'
    const usual = (trial.only ?? [...this.tests.keys()]).reduce((sum, at) => sum + (this.tests[at]?.took ?? 0), 0)
    let clock: NodeJS.Timeout | undefined
    const late = new Promise<'too-long'>((done) => {
      clock = setTimeout(() => done('too-long'), usual * patience.times + patience.beside)
    })
    const verdict = await Promise.race([this.ask<Verdict>(thread, trial).catch(() => 'too-long' as const), late])
    clearTimeout(clock)
    if (verdict === 'too-long') await this.leave()
    return verdict
  }

  /** Starts a thread with the change of a number on from the first line; undefined where the code cannot even be loaded with it. */
  private async begin(number: number): Promise<Worker | undefined> {
    const env = { ...process.env, MUTATED_FILES: this.target.files.join(':'), MUTANT: String(number) }
    const thread = new Worker(new URL('trial.ts', import.meta.url), {
      workerData: { tests: this.target.tests },
      execArgv: ['--import', new URL('load-mutants.ts', import.meta.url).href],
      env,
      stdout: true,
      stderr: true,
    })
    this.thread = thread
    const loaded = await once(thread, 'message').then(
      ([said]) => said as unknown,
      (error: unknown) => error,
    )
    if (loaded === 'loaded') return thread
    await this.leave()
    if (number === 0) throw loaded instanceof Error ? loaded : new Error(String(loaded))
    return undefined
  }

  private async leave(): Promise<void> {
    await this.thread?.terminate()
    this.thread = undefined
  }

  private async ask<T>(thread: Worker | undefined, job: Trial | 'baseline'): Promise<T> {
    if (thread === undefined) throw new Error('no thread')
    const said = once(thread, 'message')
    thread.postMessage(job)
    const [answer] = await said
    return answer as T
  }
}
