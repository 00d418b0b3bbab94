import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, lstat, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '@comity/domain/result'
import { writeWhole } from '@comity/exchange/write-whole'
import type { Bridge, Take } from './bridge.ts'

/** Two folders that a gateway of somebody else's empties and fills. */
export interface FileDropOptions {
  readonly name: string
  readonly in: string
  /** Where what was taken goes, and what could not be; on the disk of `in`. */
  readonly done: string
  readonly failed: string
  /** Where parcels for each peer are put down. */
  readonly out: ReadonlyMap<string, string>
  readonly limit?: number
  /** How long a file must have been left unchanged before it is read, for writers that do not rename. In milliseconds. */
  readonly settle: number
  readonly clock: () => Date
}

/** Most files of one look; the rest wait for the next. */
const atOnce = 500
/** Names under which programs write what is not whole yet. */
const unfinished = /^\.|\.(?:part|tmp|filepart|crdownload|lock)$/iu

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** A folder of the bridge that is not there or not ours to use: the disk behind it may come back. A fault of our own disk is none of its. */
function unreachable(error: unknown, folders: readonly string[]): Result<never> {
  const path = (error as NodeJS.ErrnoException).path
  const isOfBridge = path === undefined || folders.some((folder) => path.startsWith(folder))
  if (!(error instanceof Error && 'syscall' in error && isOfBridge)) throw error
  return fail({ code: 'try-later', values: { reason: 'no-connection' } })
}

/** Moves a file, never over another of its name. */
async function moveInto(folder: string, from: string, name: string): Promise<void> {
  const taken = await isThere(join(folder, name))
  await rename(from, join(folder, taken ? `${name}.${randomUUID()}` : name))
}

/**
 * The bridge of two folders, as the file plugin of an access point or a diplomatic gateway uses them: a parcel appears in `out` whole, by
 * one renaming; what lies in `in` is taken and moved to `done`, or set aside in `failed`.
 */
export function openFileDrop(options: FileDropOptions): Bridge {
  const { name, done, failed, out, settle, clock } = options
  const folders = [options.in, done, failed, ...out.values()]

  /** Whether it is a file, whole, and still there: another process may have taken it. */
  async function isReady(path: string): Promise<boolean> {
    const found = await lstat(path).catch(() => undefined)
    return found?.isFile() === true && clock().getTime() - found.mtimeMs >= settle
  }

  async function takeOne(file: string, take: Take): Promise<void> {
    const path = join(options.in, file)
    if (!(await isReady(path))) return
    const verdict = await take(createReadStream(path, { highWaterMark: 262_144 }))
    if (verdict !== 'later') await moveInto(verdict === 'taken' ? done : failed, path, file)
  }

  return {
    name,
    kind: 'file-drop',
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    async put(peer, parcel) {
      const folder = out.get(peer)
      if (folder === undefined) throw new Error('a parcel is put down for a peer of the bridge')
      const path = join(folder, parcel.name)
      try {
        await writeWhole(join(folder, `.${parcel.name}.${randomUUID()}.part`), parcel.stream(), () => path)
        return ok(undefined)
      } catch (error) {
        return unreachable(error, folders)
      }
    },
    async collect(take) {
      try {
        const files = (await readdir(options.in)).filter((file) => !unfinished.test(file)).toSorted()
        for (const file of files.slice(0, atOnce)) await takeOne(file, take)
        return ok({ leftAlone: 0 })
      } catch (error) {
        return unreachable(error, folders)
      }
    },
    async probe() {
      try {
        for (const folder of folders) await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
        const disks = await Promise.all([options.in, done, failed].map(async (folder) => (await stat(folder)).dev))
        return new Set(disks).size === 1 ? ok(undefined) : fail({ code: 'try-later', values: { reason: 'another-disk' } })
      } catch (error) {
        return unreachable(error, folders)
      }
    },
    async close() {
      // A look ends by itself, and leaves everything in its place until it does.
    },
  }
}
