import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Where distributions put the program. */
const places = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd']

/** The program, if this machine has it. */
export const clamdProgram = places.find((path) => existsSync(path))

/** A clamd of a test's own. */
export interface TestClamd {
  readonly path: string
  stop(): Promise<void>
}

/** The signature of EICAR's file, and those of what else a test calls malware. */
function signatures(harmful: readonly Buffer[]): string {
  const eicar = 'Eicar-Test:0:0:58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e44415244'
  const others = harmful.map((bytes, at) => `Test.Harmful-${at}:0:*:${bytes.toString('hex')}`)
  return [eicar, ...others, ''].join('\n')
}

async function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path }, () => socket.end('zPING\0'))
    socket.once('data', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}

/**
 * Starts clamd with the configuration that we deliver, in a folder of its own, unprivileged, with signatures of a test instead of the project's.
 * @param harmful what it is to find beside EICAR's file
 */
export async function startClamd(harmful: readonly Buffer[] = []): Promise<TestClamd> {
  if (clamdProgram === undefined) throw new Error('no clamd')
  const folder = mkdtempSync(join(tmpdir(), 'comity-clamd-'))
  const path = join(folder, 'clamd.sock')
  writeFileSync(join(folder, 'test.ndb'), signatures(harmful))
  const delivered = readFileSync(new URL('../../../../deploy/clamd.conf', import.meta.url), 'utf8')
  const own = delivered.replaceAll('/run/comity-clamd', folder).replace('/var/lib/clamav', folder)
  writeFileSync(join(folder, 'clamd.conf'), own)
  const child = spawn(clamdProgram, [`--config-file=${join(folder, 'clamd.conf')}`], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (let tries = 0; !(await answers(path)); tries += 1) {
    if (child.exitCode !== null || tries > 300) {
      await stop()
      throw new Error(`clamd did not start: ${Buffer.concat(said).toString()}`)
    }
    await wait(100)
  }
  return { path, stop }
}
