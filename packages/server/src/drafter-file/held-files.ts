import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { drafterFileLimit, drafterFileTooLarge } from '@comity/exchange/drafter-file'
import { fail, ok, type Result } from '@comity/domain/result'

const day = 24 * 60 * 60 * 1000

/** Sealed files between their coming and their being opened. None is promised to be there still: it can be sent again. */
export interface HeldFiles {
  /** Takes a file in as it streams, and lets go of those that nobody opened for a day. @returns `too-large`, and nothing is held then */
  hold(stream: AsyncIterable<Uint8Array>): Promise<Result<{ readonly file: string; readonly size: number }>>
  find(file: string): Promise<Uint8Array | undefined>
  drop(file: string): Promise<void>
}

/** Holds files in a folder, which is made when it is needed. @param clock moment, in milliseconds of Unix time */
export function holdFiles(folder: string, clock: () => number): HeldFiles {
  async function letGo(): Promise<void> {
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      const about = await stat(path).catch(() => undefined)
      if (about !== undefined && about.mtimeMs < clock() - day) await rm(path, { force: true })
    }
  }

  return {
    async hold(stream) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await letGo()
      const draft = join(folder, randomUUID())
      const hash = createHash('sha256')
      let size = 0
      async function* measured() {
        for await (const chunk of stream) {
          size += chunk.length
          if (size > drafterFileLimit) return
          hash.update(chunk)
          yield chunk
        }
      }
      try {
        await pipeline(measured, createWriteStream(draft, { flags: 'wx', mode: 0o600 }))
        if (size > drafterFileLimit) return fail(drafterFileTooLarge)
        const file = hash.digest('hex')
        await rename(draft, join(folder, file))
        return ok({ file, size })
      } finally {
        await rm(draft, { force: true })
      }
    },
    async find(file) {
      try {
        return await readFile(join(folder, file))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    drop: (file) => rm(join(folder, file), { force: true }),
  }
}
