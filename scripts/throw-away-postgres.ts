import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, globSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** A PostgreSQL server to be thrown away. */
export interface ThrowAwayServer {
  readonly version: string
  /** For its superuser, by its socket. */
  readonly url: string
  /** Whether it has ended by itself, as it does when it cannot write its log. */
  hasEnded(): boolean
  /** Kills its first process without a warning, if it has not ended, and starts it again on the same data. */
  crash(): Promise<void>
  stop(): Promise<void>
}

interface User {
  readonly uid: number
  readonly gid: number
}

/** Where PostgreSQL's programs are: beside an `initdb` on PATH, else where Debian keeps them, newest first. */
function findPrograms(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'initdb'))
  const debian = globSync('/usr/lib/postgresql/*/bin/initdb').toSorted((a, b) => Number(b.split('/')[4]) - Number(a.split('/')[4]))
  const found = [...onPath, ...debian].find((path) => existsSync(path))
  return found === undefined ? undefined : dirname(realpathSync(found))
}

/** PostgreSQL does not run as root: an ordinary user of the system takes its place. */
function ordinaryUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (kind: string) => Number(execFileSync('id', [kind, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // No such user: the next one.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as.')
}

async function untilReady(server: ChildProcess): Promise<void> {
  let said = ''
  for await (const chunk of server.stderr ?? []) {
    said += String(chunk)
    if (said.includes('ready to accept connections')) {
      server.stderr?.resume()
      return
    }
  }
  throw new Error(`PostgreSQL did not start:\n${said}`)
}

/**
 * Starts a new PostgreSQL server that only its socket leads to.
 * @param under the folder in which it makes its own
 * @returns undefined where PostgreSQL is not installed
 */
export async function startThrowAwayServer(under = tmpdir()): Promise<ThrowAwayServer | undefined> {
  const programs = findPrograms()
  if (programs === undefined) return undefined
  const home = mkdtempSync(join(under, 'postgres-'))
  const user = ordinaryUser()
  if (user !== undefined) chownSync(home, user.uid, user.gid)
  const data = join(home, 'data')
  const options = { cwd: home, ...user }
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'], {
    ...options,
    stdio: 'ignore',
  })
  async function start(): Promise<ChildProcess> {
    const settings = ['listen_addresses=', 'fsync=off', 'max_connections=300'].flatMap((setting) => ['-c', setting])
    const started = spawn(join(programs ?? '', 'postgres'), ['-D', data, '-k', home, ...settings], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await untilReady(started)
    return started
  }
  let server = await start()
  const hasEnded = () => server.exitCode !== null || server.signalCode !== null
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (hasEnded()) return
    const exited = once(server, 'exit')
    server.kill(signal)
    await exited
  }
  return {
    version: execFileSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' }).trim(),
    url: `postgres://postgres@localhost/postgres?host=${home}`,
    hasEnded,
    crash: async () => {
      await end('SIGKILL')
      // The other processes end when they see that the first is gone; until then the data is not to be had.
      for (let tries = 0; ; tries += 1) {
        try {
          server = await start()
          return
        } catch (error) {
          if (tries === 50) throw error
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
      }
    },
    stop: async () => {
      await end('SIGINT')
      rmSync(home, { recursive: true, force: true })
    },
  }
}
