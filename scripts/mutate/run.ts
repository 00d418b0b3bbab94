// `npm run mutate [TARGET …] [--sample N]`: changes the code in one small way after the other and counts how often a test notices.
// One process at a time. Exits 1 where a target is under the score.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Mutant, mutantsOf } from './mutants.ts'
import { type Target, targets } from './targets.ts'

/** In hundredths. */
const scoreAsked = 90
/** A change that makes a test run this many times as long as it does is noticed; in milliseconds beside. */
const patience = { times: 5, beside: 5000 }

async function passes(test: string, mutant: NodeJS.ProcessEnv, limit: number): Promise<boolean> {
  const loader = new URL('load-mutant.ts', import.meta.url).href
  const child = spawn(process.execPath, ['--import', loader, test], { env: { ...process.env, ...mutant }, stdio: 'ignore' })
  const clock = setTimeout(() => child.kill('SIGKILL'), limit)
  return new Promise((done) => {
    child.once('exit', (code) => {
      clearTimeout(clock)
      done(code === 0)
    })
  })
}

async function noticed(tests: ReadonlyMap<string, number>, file: string, { start, end, text }: Mutant): Promise<boolean> {
  const mutant = { MUTANT_FILE: resolve(file), MUTANT_START: String(start), MUTANT_END: String(end), MUTANT_TEXT: text }
  for (const [test, limit] of tests) if (!(await passes(test, mutant, limit))) return true
  return false
}

/** How long each test takes when nothing is changed. @throws when one fails */
async function limitsOf({ tests }: Target): Promise<ReadonlyMap<string, number>> {
  const limits = new Map<string, number>()
  for (const test of tests) {
    const begun = performance.now()
    if (!(await passes(test, {}, 300_000))) throw new Error(`${test} fails without any change`)
    limits.set(test, (performance.now() - begun) * patience.times + patience.beside)
  }
  return limits
}

/** Spread over all of them, the same each time. */
function sampled<T>(all: readonly T[], count: number): readonly T[] {
  return count >= all.length ? all : Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)] as T)
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { sample: { type: 'string', default: '1000000' } } })
let isEnough = true
for (const target of targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const limits = await limitsOf(target)
  const all = target.files.flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    return mutantsOf(file, source).map((mutant) => ({ file, source, mutant }))
  })
  const tried = sampled(all, Number(values.sample))
  let count = 0
  for (const { file, source, mutant } of tried) {
    if (await noticed(limits, file, mutant)) count += 1
    else
      console.log(
        `  ${file}:${mutant.line}  ${source.slice(mutant.start, mutant.end).slice(0, 60).replaceAll(/\s+/gu, ' ')}  →  ${mutant.text}`,
      )
  }
  const score = (100 * count) / tried.length
  if (score < scoreAsked) isEnough = false
  console.log(
    `${target.name}: ${count} of ${tried.length} noticed, ${score.toFixed(1)} %${tried.length < all.length ? `, of ${all.length}` : ''}`,
  )
}
process.exitCode = isEnough ? 0 : 1
