import { closeSync, fdatasyncSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Options = Parameters<NodeFS['init']>[1]

/** What Emscripten's node file system needs to be told, and its types leave out. */
interface NodeStreamOperations {
  stream_ops: { fsync?: (stream: { readonly nfd: number }) => number }
}

/**
 * PGlite's file system with a working fsync: as shipped, PostgreSQL's calls to it reach nothing, and a commit
 * survives the process but not the machine. New directory entries are still not synced; see ADR 2.
 */
export class DurableFilesystem extends NodeFS {
  override async init(pglite: PGlite, options: Options) {
    const { emscriptenOpts } = await super.init(pglite, options)
    const preRun = [
      ...(emscriptenOpts.preRun ?? []),
      (module: { FS: { filesystems: unknown } }) => {
        const { NODEFS } = module.FS.filesystems as { NODEFS: NodeStreamOperations }
        NODEFS.stream_ops.fsync = (stream) => {
          fdatasyncSync(stream.nfd)
          return 0
        }
      },
    ]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } as Options }
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
