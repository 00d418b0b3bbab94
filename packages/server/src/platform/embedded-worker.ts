import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { dataDir } from '@electric-sql/pglite-prepopulatedfs'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { diskSentence } from './disk-fault.ts'
import { DurableFilesystem, durableStartParams, syncTree } from './durable-filesystem.ts'

// The embedded PostgreSQL, in a thread of its own so that a query never holds up the event loop. It says `ready`
// once it listens, or what the operator has to do about the disk, and ends when it is told to stop.

const { directory, socketPath } = workerData as { directory: string; socketPath: string }

/**
 * Makes the data directory beside its place and moves it there whole, so that a kill leaves none half made. Synced
 * once at the end, which is twice as fast as along the way. What initdb would write is unpacked instead: see ADR 2.
 */
async function prepare(disk: (path: string) => DurableFilesystem): Promise<void> {
  if (existsSync(directory)) return
  const draft = `${directory}.new`
  rmSync(draft, { recursive: true, force: true })
  const fresh = await PGlite.create({ fs: disk(draft), loadDataDir: await dataDir() })
  await fresh.close()
  syncTree(draft)
  renameSync(draft, directory)
  syncTree(dirname(directory))
}

let disk: DurableFilesystem | undefined
function use(path: string): DurableFilesystem {
  disk = new DurableFilesystem(path)
  return disk
}

/** What the operator is told of an end: the disk, where that refused, and else what the engine says itself. */
function reasonOf(error: unknown): unknown {
  const sentence = diskSentence(disk?.refusal ?? error)
  return sentence === undefined ? error : new Error(`The embedded database has ended. ${sentence}`, { cause: disk?.refusal ?? error })
}

async function open(): Promise<PGlite> {
  await prepare(use)
  return PGlite.create({ fs: use(directory), startParams: [...durableStartParams] })
}

async function run(): Promise<void> {
  const database = await open()
  // A failure here is not SQL's, which travels to the client as a message: the engine itself has broken, and the
  // socket server would wait for ever. Ending the thread ends the process, and PostgreSQL recovers at the next start.
  const execute = database.execProtocolRawStream.bind(database)
  database.execProtocolRawStream = (message, options) => {
    const end = (error: unknown): void => {
      setImmediate(() => {
        throw reasonOf(error)
      })
    }
    const onRawData = (data: Uint8Array): void => {
      if (disk?.ended === undefined) options.onRawData(data)
    }
    return execute(message, { ...options, onRawData }).then(() => {
      if (disk?.ended !== undefined) end(disk.ended)
    }, end)
  }
  const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections: 2 })
  await server.start()
  async function stop(): Promise<void> {
    await server.stop()
    await database.close()
    // All that was acknowledged is in the log of PostgreSQL, which the next start reads; but the operator has to know.
    if (disk?.ended !== undefined) throw reasonOf(disk.ended)
    parentPort?.close()
  }
  parentPort?.once('message', () => void stop())
  parentPort?.postMessage('ready')
}

await run().catch((error: unknown) => {
  const sentence = diskSentence(disk?.refusal ?? error)
  if (sentence === undefined) throw error
  parentPort?.postMessage(`The embedded database in ${directory} does not start. ${sentence}`)
})
