// Builds, checks and plays the journeys. Its last line is `N passed, N failed` over all of it.
import { runScript } from './program.ts'
import { add, isGood, nothing, readTotals, sentence } from './totals.ts'

let totals = nothing
const built = await runScript('build')
if (built.passed) {
  totals = add(totals, readTotals(await runScript('check')))
  totals = add(totals, readTotals(await runScript('test:journeys')))
} else {
  totals = { passed: 0, failed: 1 }
}

console.log(`\n${sentence(totals)}`)
process.exitCode = isGood(totals) ? 0 : 1
