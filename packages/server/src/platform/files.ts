import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fail, ok, type Result } from '@comity/domain/result'
import { headLength, sniffType } from '@comity/answers/request/file-type'

/** A file as the store knows it. */
export interface StoredFile {
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string
  /** In bytes. */
  readonly size: number
  /** Media type, from the bytes and the ending of the name together. */
  readonly type: string
}

/** Files by their content, on disk. A file is written once and never changed. */
export interface Files {
  /**
   * Takes a file in as it streams. It is on disk, hashed and synced when this resolves.
   * @returns `too-large`, or `wrong-file-type` for what is not on the list or not what its name says; nothing is kept then
   */
  write(stream: AsyncIterable<Uint8Array>, about: { readonly name: string; readonly limit?: number }): Promise<Result<StoredFile>>
  /** @throws when there is no such file: whoever asks has a row that says it is there */
  read(sha256: string): Promise<Readable>
  has(sha256: string): Promise<boolean>
}

/** Largest file taken in, in bytes. */
export const fileLimit = 2 * 1024 ** 3

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Writes the stream through a hash. @returns undefined when it is longer than the limit */
async function receive(handle: FileHandle, stream: AsyncIterable<Uint8Array>, limit: number) {
  const hash = createHash('sha256')
  let head = Buffer.alloc(0)
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > limit) return undefined
    if (head.length < headLength) head = Buffer.concat([head, chunk.subarray(0, headLength - head.length)])
    hash.update(chunk)
    await handle.writeFile(chunk)
  }
  await handle.sync()
  return { sha256: hash.digest('hex'), size, head }
}

/**
 * Opens the file store of a directory, `ab/ab12...` for each file under its hash. The directory is made when it is
 * not there.
 */
export async function openFiles(directory: string): Promise<Files> {
  const arriving = join(directory, 'arriving')
  // What was under way when the process died was never acknowledged.
  await rm(arriving, { recursive: true, force: true })
  await mkdir(arriving, { recursive: true, mode: 0o700 })
  const placeOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/u.test(sha256)) throw new Error('not a SHA-256')
    return { folder: join(directory, sha256.slice(0, 2)), path: join(directory, sha256.slice(0, 2), sha256) }
  }
  return {
    async write(stream, { name, limit = fileLimit }) {
      const draft = join(arriving, randomUUID())
      const handle = await open(draft, 'wx', 0o600)
      try {
        const received = await receive(handle, stream, limit)
        if (received === undefined) return fail({ code: 'too-large', values: { limit } })
        const { sha256, size, head } = received
        const type = sniffType(head, name)
        if (type === undefined) return fail({ code: 'wrong-file-type', values: { file: name } })
        const { folder, path } = placeOf(sha256)
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await rename(draft, path)
        await syncDirectory(folder)
        await syncDirectory(directory)
        return ok({ sha256, size, type })
      } finally {
        await handle.close()
        await rm(draft, { force: true })
      }
    },
    async read(sha256) {
      const { path } = placeOf(sha256)
      await access(path)
      return createReadStream(path)
    },
    async has(sha256) {
      return access(placeOf(sha256).path).then(
        () => true,
        () => false,
      )
    },
  }
}
