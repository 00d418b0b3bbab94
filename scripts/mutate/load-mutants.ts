// Loaded before the tests of a target, in each thread: gives them the target's files with all changes asleep, and a `node:test` that keeps the tests.
import { registerHooks } from 'node:module'
import { resolve as absolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import { numberedMutants } from './numbered-mutants.ts'
import { withSwitches } from './switches.ts'

const { MUTATED_FILES: files = '', MUTANT: mutant = '0' } = process.env
Object.assign(globalThis, { mutant: Number(mutant) })

const sources = new Map(
  numberedMutants(files.split(':')).map(({ file, source, mutants }) => [pathToFileURL(absolute(file)).href, withSwitches(source, mutants)]),
)
const kept = new URL('kept-tests.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    return specifier === 'node:test' ? { url: kept, shortCircuit: true } : next(specifier, context)
  },
  load(url, context, next) {
    const source = sources.get(url)
    return source === undefined ? next(url, context) : { format: 'module-typescript', source, shortCircuit: true }
  },
})
