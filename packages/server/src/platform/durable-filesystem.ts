import { closeSync, fdatasyncSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { diskSentence } from './disk-fault.ts'

type Options = Parameters<NodeFS['init']>[1]

/** What Emscripten's node file system needs to be told, and its types leave out. */
interface NodeStreamOperations {
  stream_ops: { fsync?: (stream: { readonly nfd: number }) => number }
  /** Every operation on the disk goes through it. */
  tryFSOperation<T>(operation: () => T): T
}

/** The engine's function that answers one message of a client. */
const mainLoop = '_PostgresMainLoopOnce'

/** What is needed of PGlite's module, and its types leave out. */
interface Engine {
  FS: { filesystems: unknown }
  [mainLoop]: () => void
}

/** The status with which PostgreSQL's long jump leaves its main loop. */
const longJump = 100

/**
 * PGlite's file system with a working fsync: as shipped, PostgreSQL's calls to it reach nothing, and a commit
 * survives the process but not the machine. New directory entries are still not synced; see ADR 2.
 */
export class DurableFilesystem extends NodeFS {
  /** How the disk last refused: a PostgreSQL that ends for it only says that it ended. */
  refusal: Error | undefined
  /**
   * Why the engine cannot go on, once it cannot: a failed sync, or its own end (PANIC). PGlite catches both, says that it is
   * ready for the next query, and its caller takes that for an acknowledgement. Whoever runs it has to ask.
   */
  ended: Error | undefined

  override async init(pglite: PGlite, options: Options) {
    const { emscriptenOpts } = await super.init(pglite, options)
    const preRun = [
      ...(emscriptenOpts.preRun ?? []),
      (module: Engine) => {
        this.endWith(module)
        const { NODEFS } = module.FS.filesystems as { NODEFS: NodeStreamOperations }
        NODEFS.stream_ops.fsync = (stream) => {
          try {
            this.watch(() => fdatasyncSync(stream.nfd))
          } catch (error) {
            // What the system could not write it may have forgotten: a second try would succeed and mean nothing.
            this.ended = error as Error
            throw error
          }
          return 0
        }
        const attempt = NODEFS.tryFSOperation.bind(NODEFS)
        NODEFS.tryFSOperation = (operation) => attempt(() => this.watch(operation))
      },
    ]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } as Options }
  }

  /** Notes whatever ends the main loop and is not PostgreSQL's own way back to it after an error. */
  private endWith(module: Engine): void {
    const loop = module[mainLoop]
    module[mainLoop] = () => {
      try {
        loop()
      } catch (error) {
        // What it throws is no Error.
        const isLongJump = typeof error === 'object' && error !== null && 'status' in error && error.status === longJump
        if (!isLongJump) this.ended ??= error as Error
        throw error
      }
    }
  }

  private watch<T>(operation: () => T): T {
    try {
      return operation()
    } catch (error) {
      if (diskSentence(error) !== undefined) this.refusal = error as Error
      throw error
    }
  }
}

/**
 * PGlite's own start parameters without `-F`, which turns fsync off. Emscripten has no fdatasync, so WAL is
 * synced by fsync.
 */
export const durableStartParams: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
]

/** Forces every file and directory under the path to disk: a new data directory is made without a sync. */
export function syncTree(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name)
    if (entry.isDirectory()) syncTree(child)
    else if (entry.isFile()) syncPath(child)
  }
  syncPath(path)
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
