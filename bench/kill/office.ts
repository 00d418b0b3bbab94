import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { credentialsPath } from '@comity/cli/demo/credentials'
import type { Desk } from '@comity/cli/demo/desk'

const program = fileURLToPath(new URL('../../packages/cli/bin/comity.mjs', import.meta.url))

/** One authority as `comity serve`, in a process that is killed and started again. */
export interface Office {
  readonly desk: Desk
  readonly url: string
  readonly dataDirectory: string
  readonly databaseUrl?: string
  /** Starts the process; resolves when it serves. A start that fails because its database is away is tried again. */
  start(): Promise<void>
  /** Ends the process at once, without a warning. */
  kill(): Promise<void>
  stop(): Promise<void>
  /** How often the process ended without being asked or killed. */
  readonly fell: () => number
}

/** Prepares an office in a folder, on fixed ports: the other side knows it by them. */
export function openOffice(home: string, desk: Desk, port: number, databaseUrl?: string): Office {
  const folder = join(home, desk.key)
  const dataDirectory = join(folder, 'data')
  mkdirSync(folder, { recursive: true })
  let child: ChildProcess | undefined
  let meant = false
  let fallen = 0

  async function launch(): Promise<boolean> {
    const log = openSync(join(folder, 'server.log'), 'a')
    const started = fork(program, ['serve', '--first-accounts', credentialsPath(home, desk)], {
      stdio: ['ignore', log, log, 'ipc'],
      env: {
        ...process.env,
        COMITY_STATE: desk.state,
        COMITY_NAME: desk.name,
        COMITY_DATA: dataDirectory,
        COMITY_PORT: String(port),
        COMITY_EXCHANGE_PORT: String(port + 1),
        DATABASE_URL: databaseUrl ?? '',
      },
    })
    closeSync(log)
    child = started
    meant = false
    const ready = await Promise.race([once(started, 'message').then(() => true), once(started, 'exit').then(() => false)])
    if (ready) started.once('exit', () => (fallen += meant ? 0 : 1))
    return ready
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    meant = true
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  return {
    desk,
    url: `http://localhost:${port}`,
    dataDirectory,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    async start() {
      for (let tries = 0; tries < 20; tries += 1) {
        // Killed while it was starting: whoever did so starts it again.
        if ((await launch()) || meant) return
        await wait(250)
      }
      throw new Error(`${desk.city} does not start; see ${folder}/server.log`)
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    fell: () => fallen,
  }
}
