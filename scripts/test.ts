// Builds, checks and plays the journeys. Its last line is `N passed, N failed` over all of it.
import { runScript } from './program.ts'
import { add, isGood, readTotals, sentence } from './totals.ts'

const checked = readTotals(await runScript('check'))
const totals = add(checked, readTotals(await runScript('test:journeys')))

console.log(`\n${sentence(totals)}`)
process.exitCode = isGood(totals) ? 0 : 1
