import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes chunks to a new file, which appears whole and durable at the path that `place` gives, or not at all. */
export async function writeWhole<P extends string | undefined>(
  temporary: string,
  chunks: AsyncIterable<Uint8Array>,
  place: () => P,
): Promise<P> {
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      for await (const chunk of chunks) await handle.writeFile(chunk)
      await handle.sync()
    } finally {
      await handle.close()
    }
    const path = place()
    if (path !== undefined) {
      await rename(temporary, path)
      await syncFolder(dirname(path))
    }
    return path
  } finally {
    await rm(temporary, { force: true })
  }
}
