import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { credentialsPath } from './credentials.ts'
import type { Desk } from './desk.ts'

const program = fileURLToPath(new URL('../../bin/comity.mjs', import.meta.url))

/** One authority's instance, running in a process of its own. */
export interface Instance {
  readonly desk: Desk
  /** Of the pages; the API is under `/api`. */
  readonly url: string
  /** Asks it to end, and waits; a second call does not wait. */
  stop(): Promise<void>
}

interface Ready {
  readonly ready: true
  readonly url: string
}

function untilReady(child: ChildProcess, log: string, desk: Desk): Promise<Ready> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready))
    child.once('exit', (code) => reject(new Error(`${desk.city} did not start (exit ${code}); its log is ${log}`)))
    child.once('error', reject)
  })
}

/** Starts an authority with its own database, keys and officers. @throws with the path of its log when it does not start */
export async function startInstance(home: string, desk: Desk): Promise<Instance> {
  const folder = join(home, desk.key)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const log = join(folder, 'server.log')
  const file = await open(log, 'a', 0o600)
  const child = fork(program, ['serve', '--first-accounts', credentialsPath(home, desk)], {
    stdio: ['ignore', file.fd, file.fd, 'ipc'],
    // Ctrl-C reaches the whole group; the demonstration stops its children itself, in order.
    detached: process.platform !== 'win32',
    env: {
      ...process.env,
      COMITY_STATE: desk.state,
      COMITY_NAME: desk.name,
      COMITY_DATA: join(folder, 'data'),
      COMITY_PORT: String(desk.port),
      COMITY_EXCHANGE_PORT: String(desk.port + 1),
      DATABASE_URL: '',
    },
  })
  await file.close()
  const { url } = await untilReady(child, log, desk)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    desk,
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await ended
    },
  }
}
