import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type AuthorityKeys, generateKeys, readKeys } from '@comity/exchange/keys'
import { OperatorError } from '../platform/operator-error.ts'
import type { GatewayCertificate } from './gateway-certificate.ts'

async function findText(path: string): Promise<string | undefined> {
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

/** Writes a file whole. Of several processes that start together the first one's stays. */
async function keep(path: string, text: string): Promise<string> {
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

/**
 * Our private keys, from `keys.json` of the data directory, which is made at the first start. They are kept out of
 * the database, so that its backups and replicas do not hold them.
 * @throws when the file is damaged
 */
export async function loadKeys(dataDirectory: string): Promise<AuthorityKeys> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const path = join(dataDirectory, 'keys.json')
  const text = (await findText(path)) ?? (await keep(path, JSON.stringify(await generateKeys())))
  const keys = await readKeys(JSON.parse(text))
  if (!keys.ok) throw new OperatorError(`The keys in ${path} are damaged. Restore the file from its backup.`)
  return keys.value
}

/** Puts other keys in the place of ours, whole and durable. Whoever does so holds the lock of the directory document. */
export async function replaceKeys(dataDirectory: string, keys: AuthorityKeys): Promise<void> {
  const path = join(dataDirectory, 'keys.json')
  await rename(await writeBeside(path, JSON.stringify(keys)), path)
  await sync(dataDirectory)
}

/**
 * Key and certificate of our end of every connection, from `gateway.json` of the data directory.
 * @throws when the file is damaged
 */
export async function loadCertificate(dataDirectory: string, at: Date): Promise<GatewayCertificate> {
  const path = join(dataDirectory, 'gateway.json')
  const { makeCertificate, StoredCertificate, withDigest } = await import('./gateway-certificate.ts')
  const text = (await findText(path)) ?? (await keep(path, JSON.stringify(await makeCertificate(at))))
  return withDigest(StoredCertificate.parse(JSON.parse(text)))
}
