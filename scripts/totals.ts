/** What a test run counted. */
export interface Totals {
  readonly passed: number
  readonly failed: number
}

/** No tests at all: where a sum of totals begins. */
export const nothing: Totals = { passed: 0, failed: 0 }

/** The sum of two runs. */
export function add(one: Totals, other: Totals): Totals {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed }
}

/** The plain last line of a run: `12 passed, 0 failed`. */
export function sentence(totals: Totals): string {
  return `${totals.passed} passed, ${totals.failed} failed`
}

/** True when a run proves something: nothing failed and something passed. */
export function isGood(totals: Totals): boolean {
  return totals.failed === 0 && totals.passed > 0
}

/**
 * Reads what a run of tests counted: our own sentence, or the totals of Node's runner, where a cancelled test counts as failed.
 * A program that broke (`passed` is false) without naming a failure, or before it could count, has one.
 */
export function readTotals({ output, passed }: { output: string; passed: boolean }): Totals {
  const totals = readSentence(output) ?? readRunner(output) ?? nothing
  return passed || totals.failed > 0 ? totals : { ...totals, failed: 1 }
}

function readSentence(output: string): Totals | undefined {
  const found = [...output.matchAll(/^(?<passed>\d+) passed, (?<failed>\d+) failed$/gmu)].at(-1)?.groups
  return found === undefined ? undefined : { passed: Number(found['passed']), failed: Number(found['failed']) }
}

function readRunner(output: string): Totals | undefined {
  function count(what: string): number | undefined {
    const found = [...output.matchAll(new RegExp(`^(?:ℹ|#) ${what} (\\d+)$`, 'gmu'))].at(-1)?.[1]
    return found === undefined ? undefined : Number(found)
  }
  const passed = count('pass')
  const failed = count('fail')
  if (passed === undefined || failed === undefined) return undefined
  return { passed, failed: failed + (count('cancelled') ?? 0) }
}
