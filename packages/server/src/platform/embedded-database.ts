import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { lockDirectory } from './directory-lock.ts'
import { OperatorError } from './operator-error.ts'

/** A running embedded PostgreSQL: where its socket is, and how to stop it. */
export interface EmbeddedDatabase {
  /** The directory that stands for the host in a `pg` configuration. */
  readonly host: string
  readonly port: number
  close(): Promise<void>
}

const prefix = 'comity-'
const port = 5432

/** Clears the socket directory of a killed predecessor, and nothing else: its path was read from a file. */
function clear(leavings: string | undefined): void {
  if (leavings === undefined) return
  if (dirname(leavings) === resolve(tmpdir()) && basename(leavings).startsWith(prefix)) rmSync(leavings, { recursive: true, force: true })
}

/**
 * Starts PostgreSQL (PGlite) in a worker thread on `database/` of the data directory, behind a Unix socket that
 * only this user can reach. One process at a time: a lock file beside it names the process.
 * @throws OperatorError when another living process holds the data, or the disk refuses
 */
export async function startEmbeddedDatabase(dataDirectory: string): Promise<EmbeddedDatabase> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  // The temporary directory and not the data's: a socket path has room for about a hundred bytes. mkdtemp makes it 0700.
  const host = mkdtempSync(join(resolve(tmpdir()), prefix))
  let lock
  try {
    lock = lockDirectory(join(dataDirectory, 'database.lock'), host)
  } catch (error) {
    rmSync(host, { recursive: true })
    throw error
  }
  clear(lock.leavings)
  const release = () => {
    rmSync(host, { recursive: true, force: true })
    lock.release()
  }

  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
    // The main thread's own options, such as those of a test runner, are not for the worker.
    execArgv: [],
    workerData: { directory: resolve(dataDirectory, 'database'), socketPath: join(host, `.s.PGSQL.${port}`) },
  })
  try {
    const [said] = (await once(worker, 'message')) as [string]
    if (said !== 'ready') throw new OperatorError(said)
  } catch (error) {
    await worker.terminate()
    release()
    throw error
  }
  // From here on an 'error' of the worker has no listener, and so ends the process: there is nothing to go on with.
  return {
    host,
    port,
    close: async () => {
      const exited = once(worker, 'exit')
      worker.postMessage('stop')
      await exited
      release()
    },
  }
}
