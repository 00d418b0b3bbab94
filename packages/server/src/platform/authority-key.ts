import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findText, keepText } from './keep-text.ts'
import { unwrapKey, wrapKey } from './key-wrap.ts'
import { OperatorError } from './operator-error.ts'

const about = 'comity authority key'

async function makeStorageKey(path: string): Promise<string> {
  return (await findText(path)) ?? (await keepText(path, `${randomBytes(32).toString('hex')}\n`))
}

function readStorageKey(text: string, path: string): Buffer {
  const hex = text.trim()
  if (!/^[0-9a-f]{64}$/u.test(hex)) throw new OperatorError(`${path} is no storage key: it has to hold 64 hexadecimal digits.`)
  return Buffer.from(hex, 'hex')
}

function unwrapped(wrapped: string, storage: Uint8Array, [path, storageKeyFile]: readonly [string, string]): Buffer {
  const key = unwrapKey(Buffer.from(wrapped.trim(), 'hex'), storage, about)
  if (key === undefined)
    throw new OperatorError(`${path} does not open with the storage key ${storageKeyFile}: one of them belongs to another instance.`)
  return key
}

/**
 * Opens the authority's key where it has been made.
 * @returns undefined where there is none yet
 * @throws OperatorError when the storage key is missing, damaged or another
 */
export async function openAuthorityKey(
  dataDirectory: string,
  storageKeyFile = join(dataDirectory, 'storage.key'),
): Promise<Buffer | undefined> {
  const path = join(dataDirectory, 'authority.key')
  const held = await findText(path)
  if (held === undefined) return undefined
  const text = await findText(storageKeyFile)
  if (text === undefined)
    throw new OperatorError(
      `The storage key ${storageKeyFile} is not there: files of requests and the keys of the exchange do not open without it.`,
    )
  return unwrapped(held, readStorageKey(text, storageKeyFile), [path, storageKeyFile])
}

/**
 * The key under which the keys of files and all other secrets lie. It lies in `authority.key` of the data directory, wrapped under
 * the storage key, so that a new storage key means one small file to wrap anew. Both are made at the first start.
 * @param storageKeyFile where the storage key lies; in the data directory where nothing better is set
 * @throws OperatorError when the storage key is missing, damaged or another
 */
export async function loadAuthorityKey(dataDirectory: string, storageKeyFile = join(dataDirectory, 'storage.key')): Promise<Buffer> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const held = await openAuthorityKey(dataDirectory, storageKeyFile)
  if (held !== undefined) return held
  const path = join(dataDirectory, 'authority.key')
  const storage = readStorageKey(await makeStorageKey(storageKeyFile), storageKeyFile)
  const kept = await keepText(path, `${wrapKey(randomBytes(32), storage, about).toString('hex')}\n`)
  return unwrapped(kept, storage, [path, storageKeyFile])
}
