import { createReadStream } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Seals the files that an instance kept before files were sealed: plain, each under its hash. A plain one goes when its sealed
 * one lies durably; interrupted, the next start goes on.
 * @param seal takes a file in @returns its hash
 * @throws when a file is not what its name says: somebody has to look
 */
export async function sealPlainFiles(directory: string, seal: (plain: AsyncIterable<Uint8Array>) => Promise<string>): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/^[0-9a-f]{64}$/u.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    if ((await seal(createReadStream(path))) !== entry.name) throw new Error(`${path} is not what its name says`)
    await rm(path)
  }
}
