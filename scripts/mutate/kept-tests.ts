// Stands in for `node:test` where tests are run many times in one process: keeps them instead of running them.

/** What a test is given. */
interface Context {
  after(clean: () => unknown): void
  test(title: string, work: Work): Promise<void>
}
type Work = (t: Context) => unknown

/** A test that was kept. */
export interface KeptTest {
  readonly title: string
  readonly suite: Suite
  readonly work: Work
}

interface Suite {
  readonly before: (() => unknown)[]
  readonly after: (() => unknown)[]
}

/** Every test of the files that were loaded. */
export const keptTests: KeptTest[] = []
const whole: Suite = { before: [], after: [] }
let suite: Suite = whole

/** Keeps a test, unless it is to be passed over. @public */
export function test(title: string, ...given: readonly unknown[]): void {
  if (given.some((each) => typeof each === 'object' && each !== null && 'skip' in each && Boolean(each.skip))) return
  const work = given.findLast((each) => typeof each === 'function') as Work
  keptTests.push({ title, suite, work })
}
/** Keeps a test. @public */
export function it(title: string, ...given: readonly unknown[]): void {
  test(title, ...given)
}

/** Keeps the tests of a group. @public */
export function describe(_title: string, ...given: readonly unknown[]): void {
  const outer = suite
  suite = { before: [...outer.before], after: [...outer.after] }
  const work = given.findLast((each) => typeof each === 'function') as () => void
  work()
  suite = outer
}

/** Keeps what is done before a group of tests. @public */
export function before(work: () => unknown): void {
  suite.before.push(work)
}

/** Keeps what is done after a group of tests. @public */
export function after(work: () => unknown): void {
  suite.after.push(work)
}

async function runWork(work: Work): Promise<void> {
  const cleaning: (() => unknown)[] = []
  try {
    await work({ after: (clean) => void cleaning.push(clean), test: async (_title, inner) => runWork(inner) })
  } finally {
    for (const clean of cleaning) await clean()
  }
}

const begun = new Set<Suite>()

/** Runs a test, after what is done once before its group. @throws what it throws */
export async function runKept({ suite: own, work }: KeptTest): Promise<void> {
  if (!begun.has(own)) {
    begun.add(own)
    for (const each of own.before) await each()
  }
  await runWork(work)
}
