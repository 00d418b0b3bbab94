import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OperatorError } from '@comity/server/platform/operator-error'
import { credentialsPath } from './credentials.ts'
import type { Desk } from './desk.ts'

const program = fileURLToPath(new URL('../../bin/comity.mjs', import.meta.url))

/** One authority's instance, in a process of its own. */
export interface Instance {
  readonly desk: Desk
  /** Address of the pages, once they are served; the API is under `/api`. Fails with the path of its log. */
  readonly ready: Promise<string>
  /** Asks it to end, and waits; a second call does not wait. */
  stop(): Promise<void>
}

async function untilReady(child: ChildProcess, log: string, desk: Desk): Promise<string> {
  const gone = new AbortController()
  child.once('exit', () => gone.abort())
  try {
    const [message] = (await once(child, 'message', { signal: gone.signal })) as [{ readonly url: string }]
    return message.url
  } catch {
    throw new OperatorError(`${desk.city} did not start; its log is ${log}`)
  }
}

/** @throws OperatorError when somebody listens there */
export async function assertFree(port: number): Promise<void> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new OperatorError(
      `Port ${port} is in use by another program. Stop that one, or set COMITY_DEMO_PORT to a port from which on a dozen are free.`,
    )
  } finally {
    server.close()
  }
}

/** Starts an authority with its own database, keys and officers, on its port and the next. */
export async function startInstance(home: string, desk: Desk, port: number): Promise<Instance> {
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
      COMITY_PORT: String(port),
      COMITY_EXCHANGE_PORT: String(port + 1),
      DATABASE_URL: '',
    },
  })
  const ended = once(child, 'exit')
  await file.close()
  return {
    desk,
    ready: untilReady(child, log, desk),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await ended
    },
  }
}
