import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findText, keepText, replaceText } from './keep-text.ts'
import { openFileRoot } from './root-key-file.ts'
import type { RootKey } from './root-key.ts'

function pathIn(dataDirectory: string): string {
  return join(dataDirectory, 'authority.key')
}

function besideIt(dataDirectory: string): RootKey {
  return openFileRoot(join(dataDirectory, 'storage.key'))
}

/**
 * Opens the authority's key where it has been made.
 * @returns undefined where there is none yet
 * @throws OperatorError when the root key is missing, damaged or another
 */
export async function openAuthorityKey(dataDirectory: string, root = besideIt(dataDirectory)): Promise<Buffer | undefined> {
  const held = await findText(pathIn(dataDirectory))
  return held === undefined ? undefined : root.unwrap(held.trim())
}

/**
 * The key under which the keys of files and all other secrets lie. It lies in `authority.key` of the data directory, wrapped under
 * the root key, so that a new root key means one small file to wrap anew. It is made at the first start.
 * @param root the root key; a file in the data directory where nothing better is set
 * @throws OperatorError when the root key is missing, damaged or another
 */
export async function loadAuthorityKey(dataDirectory: string, root = besideIt(dataDirectory)): Promise<Buffer> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const held = await openAuthorityKey(dataDirectory, root)
  if (held !== undefined) return held
  const kept = await keepText(pathIn(dataDirectory), `${await root.wrap(randomBytes(32))}\n`)
  return root.unwrap(kept.trim())
}

/** Wraps the authority's key under another root key, which is tried before the old one has no say any more. @throws OperatorError */
export async function rewrapAuthorityKey(dataDirectory: string, from: RootKey, to: RootKey): Promise<void> {
  const key = await loadAuthorityKey(dataDirectory, from)
  const wrapped = await to.wrap(key)
  if (!(await to.unwrap(wrapped)).equals(key)) throw new Error('a root key opens something else than it wrapped')
  await replaceText(pathIn(dataDirectory), `${wrapped}\n`)
}
