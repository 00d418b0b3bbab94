import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Each file of tests is a process that loads the same thousand modules: compiled once, that takes a second less. */
export const compileCache = fileURLToPath(new URL('../build/compile-cache', import.meta.url))

/** How a program ended, and all that it said. */
export interface Ended {
  readonly output: string
  readonly passed: boolean
  readonly seconds: number
}

/** Runs a program to its end in the repository's root, and shows what it says while it says it unless told to be quiet. */
export function runProgram(program: string, args: readonly string[], { show = true }: { show?: boolean } = {}): Promise<Ended> {
  const began = performance.now()
  const env = { NODE_COMPILE_CACHE: compileCache, ...process.env }
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' && program === 'npm' })
  let output = ''
  function take(text: string): void {
    output += text
    if (show) process.stdout.write(text)
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ output, passed: code === 0, seconds: (performance.now() - began) / 1000 }))
  })
}

/** Runs one of the scripts of package.json. */
export function runScript(name: string, options: { show?: boolean } = {}): Promise<Ended> {
  return runProgram('npm', ['run', '--silent', name], options)
}
