import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CopiedFile } from './manifest.ts'

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** The digest and the size of a file. */
export async function digestFile(path: string): Promise<Omit<CopiedFile, 'path'>> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
    hash.update(chunk)
    size += chunk.length
  }
  return { sha256: hash.digest('hex'), size }
}

async function copyFile(from: string, to: string): Promise<Omit<CopiedFile, 'path'>> {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(to, 'wx', 0o600)
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
      hash.update(chunk)
      size += chunk.length
      await handle.writeFile(chunk)
    }
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/**
 * Copies a folder with all that is in it to a new one; whoever calls syncs it. What disappears meanwhile is left out: an instance
 * may be at work in the folder, and what it keeps it never removes.
 * @param prefix what goes before the paths of the answer
 * @param leaveOut whether a path inside the folder is not to be copied
 */
export async function copyTree(
  from: string,
  to: string,
  prefix: string,
  leaveOut: (path: string) => boolean = () => false,
): Promise<CopiedFile[]> {
  const copied: CopiedFile[] = []
  async function copy(inside: string): Promise<void> {
    await mkdir(join(to, inside), { recursive: true, mode: 0o700 })
    for (const entry of await readdir(join(from, inside), { withFileTypes: true })) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (leaveOut(path)) continue
      try {
        if (entry.isDirectory()) await copy(path)
        else if (entry.isFile()) copied.push({ path: `${prefix}/${path}`, ...(await copyFile(join(from, path), join(to, path))) })
      } catch (error) {
        if (!isGone(error)) throw error
      }
    }
  }
  await copy('')
  return copied
}
