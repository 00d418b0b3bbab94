// Everything that must hold before a change is taken, each step with the time it took. Its last line is `N passed, N failed`.
import { runScript } from './program.ts'
import { add, isGood, readTotals, sentence, type Totals } from './totals.ts'

// The pages are built and types checked first: tests and the linter read what they leave. Tests come last: they take
// both cores.
const order = [['build'], ['types'], ['lint', 'format', 'dead-code'], ['test:units']]

const times: string[] = []
let totals: Totals = { passed: 0, failed: 0 }
for (const names of order) {
  const ended = await Promise.all(names.map(async (name) => ({ name, ...(await runScript(name, { show: name === 'test:units' })) })))
  for (const { name, output, passed, seconds } of ended) {
    times.push(`${passed ? '✔' : '✖'} ${name.padEnd(10)} ${seconds.toFixed(1)} s`)
    if (name === 'test:units') totals = add(totals, readTotals({ output, passed }))
    else if (!passed) {
      totals = add(totals, { passed: 0, failed: 1 })
      console.log(`\n--- ${name}\n${output}`)
    }
  }
}

console.log(`\n${times.join('\n')}\n${sentence(totals)}`)
process.exitCode = isGood(totals) ? 0 : 1
