import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { UsageError } from './command.ts'

/** Asks a person at the terminal, and shows nothing of what is typed. */
async function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('close', () => reject(new UsageError('nothing was typed')))
    })
  } finally {
    lines.removeAllListeners('close')
    lines.close()
    process.stderr.write('\n')
  }
}

/**
 * A secret that never stands on a command line, where others on the machine see it: from the environment, or typed.
 * @param variable of the environment
 * @param twice asks again, for what is only now being chosen
 * @throws UsageError when there is neither, or when the two are not the same
 */
export async function getSecret(variable: string, question: string, twice = false): Promise<string> {
  const given = process.env[variable]
  if (given !== undefined && given !== '') return given
  if (!process.stdin.isTTY) throw new UsageError(`set ${variable}, or run this at a terminal`)
  const secret = await ask(`${question}: `)
  if (twice && (await ask(`${question}, again: `)) !== secret) throw new UsageError('the two are not the same')
  return secret
}
