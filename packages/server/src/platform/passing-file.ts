import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { openChunks, sealChunks, sealedChunkLength } from './chunk-seal.ts'

/** A file that lies on disk for a moment, sealed under a key that only this process holds, and only until it is let go. */
export interface PassingFile {
  readonly path: string
  /** What to write at the path. */
  seal(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer>
  /** What was written there. */
  read(): Readable
}

/** @param path where to write it, once */
export function passingFile(path: string): PassingFile {
  const key = randomBytes(32)
  async function* sealedBytes(): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(path, { highWaterMark: sealedChunkLength })) yield chunk as Buffer
  }
  return {
    path,
    seal: (plain) => sealChunks(plain, key),
    read: () => Readable.from(openChunks(sealedBytes(), key), { objectMode: false }),
  }
}
