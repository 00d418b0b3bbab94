// Loaded before a test: gives it one file with one change, which is written nowhere.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const { MUTANT_FILE: file = '', MUTANT_START: start, MUTANT_END: end, MUTANT_TEXT: text = '' } = process.env
const target = pathToFileURL(file).href

registerHooks({
  load(url, context, next) {
    if (url !== target) return next(url, context)
    const source = readFileSync(fileURLToPath(url), 'utf8')
    return {
      format: 'module-typescript',
      source: source.slice(0, Number(start)) + text + source.slice(Number(end)),
      shortCircuit: true,
    }
  },
})
