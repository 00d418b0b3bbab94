import { mkdir, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '@comity/domain/result'
import { checkPart } from '@comity/exchange/part'
import type { SealedPartName } from './tables.ts'

/** Sealed parts on their way in, each under the hash of its bytes, those of each peer apart. */
export interface PartStore {
  /** Where a part lies once it is whole. */
  pathOf(peer: string, ct256: string): string
  /** How many bytes have arrived; all of them means that the hash was checked. */
  arrived(peer: string, part: SealedPartName): Promise<number>
  /**
   * Takes bytes in at the place where the last ones ended. What arrived before the line broke is kept.
   * @returns how many bytes have arrived in all; `try-later` when another connection is at it or the place is not the end;
   *   `bad-digest` when the whole is not what it was announced to be, and has to begin anew
   */
  append(peer: string, part: SealedPartName, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<Result<number>>
  /** Takes back what a connection has written from a place on, since it was not what its sender signed. */
  cutTo(peer: string, part: SealedPartName, offset: number): Promise<void>
  remove(peer: string, parts: readonly SealedPartName[]): Promise<void>
  /** Every part that lies here, whole or not. */
  list(): Promise<readonly { readonly peer: string; readonly ct256: string }[]>
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Writes what comes at its place, and no further than the part is long. */
async function write(path: string, offset: number, limit: number, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, offset === 0 ? 'w' : 'r+', 0o600)
  try {
    let place = offset
    for await (const chunk of bytes) {
      const room = chunk.subarray(0, Math.max(0, limit - place))
      await handle.write(room, 0, room.length, place)
      place += room.length
    }
    if (place === limit) await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Opens the store in a folder, which is made when it is needed. */
export function openPartStore(root: string): PartStore {
  /** Parts that a connection of this process is writing. */
  const busy = new Set<string>()
  const folderOf = (peer: string): string => join(root, peer.replace('/', '~'))
  const pathOf = (peer: string, ct256: string): string => join(folderOf(peer), ct256)
  const draftOf = (peer: string, ct256: string): string => `${pathOf(peer, ct256)}.partial`

  async function finish(peer: string, part: SealedPartName): Promise<Result<number>> {
    const draft = draftOf(peer, part.ct256)
    const checked = await checkPart(draft, part)
    if (!checked.ok) {
      await rm(draft, { force: true })
      return fail({ code: 'bad-digest', values: { part: part.ct256 } })
    }
    await rename(draft, pathOf(peer, part.ct256))
    return ok(part.ctLen)
  }

  async function arrived(peer: string, part: SealedPartName): Promise<number> {
    const whole = await sizeOf(pathOf(peer, part.ct256))
    if (whole !== undefined) return part.ctLen
    const size = (await sizeOf(draftOf(peer, part.ct256))) ?? 0
    // Whole but for the check: the process died in between. The last byte is asked for again, and the check follows it.
    return Math.min(size, part.ctLen - 1)
  }

  return {
    pathOf,
    arrived,
    async append(peer, part, offset, bytes) {
      const key = pathOf(peer, part.ct256)
      if (busy.has(key)) return fail({ code: 'try-later', values: { reason: 'busy' } })
      busy.add(key)
      try {
        if ((await arrived(peer, part)) !== offset) return fail({ code: 'try-later', values: { reason: 'offset' } })
        if (offset === part.ctLen) return ok(offset)
        await mkdir(folderOf(peer), { recursive: true, mode: 0o700 })
        await write(draftOf(peer, part.ct256), offset, part.ctLen, bytes)
        const size = (await sizeOf(draftOf(peer, part.ct256))) ?? 0
        return size >= part.ctLen ? await finish(peer, part) : ok(size)
      } finally {
        busy.delete(key)
      }
    },
    async cutTo(peer, { ct256 }, offset) {
      try {
        await truncate(draftOf(peer, ct256), offset)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    },
    async remove(peer, parts) {
      for (const { ct256 } of parts) {
        await rm(pathOf(peer, ct256), { force: true })
        await rm(draftOf(peer, ct256), { force: true })
      }
    },
    async list() {
      const found = []
      for (const folder of await names(root)) {
        const peer = folder.replace('~', '/')
        for (const name of await names(join(root, folder))) found.push({ peer, ct256: name.replace(/\.partial$/u, '') })
      }
      return found
    },
  }
}
