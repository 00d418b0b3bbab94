import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What stands in a small file, or nothing where there is none. */
export async function findText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a file beside the one it is to become, that only we can read, durable. */
async function writeBeside(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return draft
}

/**
 * Writes a small file that only we can read, whole and durable. Of several processes that start together the first one's stays.
 * @returns what stands there now
 */
export async function keepText(path: string, text: string): Promise<string> {
  const draft = await writeBeside(path, text)
  try {
    await link(draft, path)
    await sync(dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
  return readFile(path, 'utf8')
}

/** Puts another text in the place of what a small file says, whole and durable. */
export async function replaceText(path: string, text: string): Promise<void> {
  await rename(await writeBeside(path, text), path)
  await sync(dirname(path))
}
