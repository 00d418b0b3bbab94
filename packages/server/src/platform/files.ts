import { createHash, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, link, mkdir, open, rm, type FileHandle, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { headLength, sniffType } from '@comity/answers/request/file-type'
import { fail, ok, type Result } from '@comity/domain/result'
import { openChunks, sealChunks, sealedChunkLength } from './chunk-seal.ts'
import { unwrapKey, wrapKey, wrappedLength } from './key-wrap.ts'
import { sealPlainFiles } from './seal-plain-files.ts'

/** A file as the store knows it. */
export interface StoredFile {
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string
  /** In bytes. */
  readonly size: number
  /** Media type, from the bytes and the ending of the name together. */
  readonly type: string
}

/** Files by their content, sealed on disk. A file is written once and never changed. */
export interface Files {
  /**
   * Takes a file in as it streams. It is on disk, sealed, hashed and synced when this resolves.
   * @param about `harmful` where it is kept even so: what another authority has signed and sent arrived, whatever is in it
   * @returns `too-large`, `wrong-file-type` for what is not on the list or not what its name says, `file-harmful`; nothing is kept then
   */
  write(
    stream: AsyncIterable<Uint8Array>,
    about: { readonly name: string; readonly limit?: number; readonly harmful?: 'kept' },
  ): Promise<Result<StoredFile>>
  /**
   * @throws when there is no such file: whoever asks has a row that says it is there; the stream fails where a byte on the disk was
   *   changed
   */
  read(sha256: string): Promise<Readable>
  has(sha256: string): Promise<boolean>
  /**
   * Destroys the key of a file, and the file with it: nobody reads it again.
   * @returns whether it is gone; one that was taken in within the last minutes stays, since whoever brought it may not have named it yet
   */
  destroy(sha256: string): Promise<boolean>
}

/** Looks at a file before it has its place. @returns a problem for one that is not to be kept */
export type Look = (file: StoredFile & { readonly name: string }, bytes: () => AsyncIterable<Uint8Array>) => Promise<Result<void>>

/** Largest file taken in, in bytes. */
export const fileLimit = 2 * 1024 ** 3

/** A sealed file begins with this and its wrapped key. */
const mark = Buffer.from('comity-file/1\n')
const headerLength = mark.length + wrappedLength

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Gives a file its place, unless the same content lies there already, under a key of its own that somebody may be reading by. */
async function linkOnce(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    // It has just been taken in, as `destroy` sees it.
    const now = new Date()
    await utimes(path, now, now)
  }
}

/** Whether a file was taken in so lately that its bringer may be about to name it. */
const justNow = 15 * 60_000

/** Overwrites what opens a file, and removes it. @returns whether it is gone */
async function destroyAt(folder: string, path: string): Promise<boolean> {
  const handle = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (handle === undefined) return true
  try {
    if (Date.now() - (await handle.stat()).mtimeMs < justNow) return false
    await handle.write(randomBytes(headerLength), 0, headerLength, 0)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rm(path, { force: true })
  await syncDirectory(folder)
  return true
}

/** What follows the header, opened when somebody begins to read and not before. */
async function* sealedBytes(path: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { start: headerLength, highWaterMark: sealedChunkLength })) yield chunk as Buffer
}

/** Writes the stream sealed, and learns its hash on the way. @returns undefined when it is longer than the limit */
async function receive(handle: FileHandle, stream: AsyncIterable<Uint8Array>, limit: number, key: Uint8Array) {
  const hash = createHash('sha256')
  let head = Buffer.alloc(0)
  let size = 0
  async function* seen(): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      size += chunk.length
      if (size > limit) return
      if (head.length < headLength) head = Buffer.concat([head, chunk.subarray(0, headLength - head.length)])
      hash.update(chunk)
      yield chunk
    }
  }
  // The hash that the header is bound to is known at the end.
  await handle.writeFile(Buffer.alloc(headerLength))
  for await (const sealed of sealChunks(seen(), key)) await handle.writeFile(sealed)
  return size > limit ? undefined : { sha256: hash.digest('hex'), size, head }
}

/**
 * Opens the file store of a directory. Each file has a key of its own, wrapped at its head under a key that is derived of the
 * authority's and bound to the hash of the content; it lies under a name that does not tell the hash. The directory is made
 * when it is not there.
 * @param authorityKey 32 bytes
 * @param look what looks at each file that is written
 */
export async function openFiles(directory: string, authorityKey: Uint8Array, look?: Look): Promise<Files> {
  const wrapping = Buffer.from(hkdfSync('sha256', authorityKey, '', 'comity file keys', 32))
  const naming = Buffer.from(hkdfSync('sha256', authorityKey, '', 'comity file names', 32))
  const arriving = join(directory, 'arriving')
  // What was under way when the process died was never acknowledged.
  await rm(arriving, { recursive: true, force: true })
  await mkdir(arriving, { recursive: true, mode: 0o700 })
  const placeOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/u.test(sha256)) throw new Error('not a SHA-256')
    const name = createHmac('sha256', naming).update(sha256).digest('hex')
    return { folder: join(directory, name.slice(0, 2)), path: join(directory, name.slice(0, 2), `${name}.sealed`) }
  }

  async function keyOf(path: string, sha256: string): Promise<Buffer> {
    const buffer = Buffer.alloc(headerLength)
    const handle = await open(path, 'r')
    try {
      await handle.read(buffer, 0, headerLength, 0)
    } finally {
      await handle.close()
    }
    const key = buffer.subarray(0, mark.length).equals(mark) ? unwrapKey(buffer.subarray(mark.length), wrapping, sha256) : undefined
    if (key === undefined) throw new Error(`the file ${sha256} is not what was sealed under its name`)
    return key
  }

  async function take(
    stream: AsyncIterable<Uint8Array>,
    { limit, name, harmful }: { readonly limit: number; readonly name?: string; readonly harmful?: 'kept' },
  ): Promise<Result<StoredFile>> {
    const draft = join(arriving, randomUUID())
    const handle = await open(draft, 'wx', 0o600)
    try {
      const key = randomBytes(32)
      const received = await receive(handle, stream, limit, key)
      if (received === undefined) return fail({ code: 'too-large', values: { limit } })
      const { sha256, size, head } = received
      const type = name === undefined ? 'application/octet-stream' : sniffType(head, name)
      if (type === undefined) return fail({ code: 'wrong-file-type', values: { file: name ?? '' } })
      await handle.write(Buffer.concat([mark, wrapKey(key, wrapping, sha256)]), 0, headerLength, 0)
      await handle.sync()
      const looked = name === undefined ? undefined : await look?.({ sha256, size, type, name }, () => openChunks(sealedBytes(draft), key))
      if (looked?.ok === false && harmful !== 'kept') return looked
      const { folder, path } = placeOf(sha256)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await linkOnce(draft, path)
      await syncDirectory(folder)
      await syncDirectory(directory)
      return ok({ sha256, size, type })
    } finally {
      await handle.close()
      await rm(draft, { force: true })
    }
  }

  await sealPlainFiles(directory, async (plain) => {
    const taken = await take(plain, { limit: Infinity })
    return taken.ok ? taken.value.sha256 : ''
  })
  return {
    write: async (stream, about) => take(stream, { limit: fileLimit, ...about }),
    async read(sha256) {
      const { path } = placeOf(sha256)
      const key = await keyOf(path, sha256)
      return Readable.from(openChunks(sealedBytes(path), key), { objectMode: false })
    },
    async has(sha256) {
      return access(placeOf(sha256).path).then(
        () => true,
        () => false,
      )
    },
    async destroy(sha256) {
      const { folder, path } = placeOf(sha256)
      return destroyAt(folder, path)
    },
  }
}
