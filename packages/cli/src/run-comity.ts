import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { main } from './main.ts'

const program = fileURLToPath(new URL('../bin/comity.mjs', import.meta.url))
/** The request file of worked case 1. */
export const caseFile = fileURLToPath(new URL('../../../examples/peru-switzerland.json', import.meta.url))

/** How a run of the program ended. */
export interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
}

/** Runs the command line as a script would, in a process of its own with none of our own settings. */
export function runComity(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const { PATH = '', TMPDIR = '' } = process.env
  return new Promise((resolve, reject) => {
    const options = { env: { PATH, ...(TMPDIR === '' ? {} : { TMPDIR }), ...environment }, maxBuffer: 64 * 1024 * 1024 }
    execFile(process.execPath, [program, ...args], options, (error, out, err) => {
      if (error !== null && typeof error.code !== 'number') reject(error)
      else resolve({ exit: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

/** Runs a command in this process: the same code as a script's call but for the program around it, and ten times faster. */
export async function callComity(args: readonly string[]): Promise<Ran> {
  const said = { out: '', err: '' }
  const exit = await main(args, {
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
  })
  return { exit, ...said }
}
