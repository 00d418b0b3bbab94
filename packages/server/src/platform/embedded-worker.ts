import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { dataDir } from '@electric-sql/pglite-prepopulatedfs'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { DurableFilesystem, durableStartParams, syncTree } from './durable-filesystem.ts'

// The embedded PostgreSQL, in a thread of its own so that a query never holds up the event loop. It says `ready`
// once it listens, and ends when it is told to stop.

const { directory, socketPath } = workerData as { directory: string; socketPath: string }

/**
 * Makes the data directory beside its place and moves it there whole, so that a kill leaves none half made. Synced
 * once at the end, which is twice as fast as along the way. What initdb would write is unpacked instead: see ADR 2.
 */
async function prepare(): Promise<void> {
  if (existsSync(directory)) return
  const draft = `${directory}.new`
  rmSync(draft, { recursive: true, force: true })
  const fresh = await PGlite.create({ fs: new NodeFS(draft), loadDataDir: await dataDir() })
  await fresh.close()
  syncTree(draft)
  renameSync(draft, directory)
  syncTree(dirname(directory))
}

await prepare()
const database = await PGlite.create({ fs: new DurableFilesystem(directory), startParams: [...durableStartParams] })

// A failure here is not SQL's, which travels to the client as a message: the engine itself has broken, and the
// socket server would wait for ever. Ending the thread ends the process, and PostgreSQL recovers at the next start.
const execute = database.execProtocolRawStream.bind(database)
database.execProtocolRawStream = (message, options) =>
  execute(message, options).catch((error: unknown) => {
    setImmediate(() => {
      throw error
    })
  })

const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections: 2 })
await server.start()

parentPort?.once('message', () => {
  void server
    .stop()
    .then(() => database.close())
    .then(() => parentPort?.close())
})
parentPort?.postMessage('ready')
