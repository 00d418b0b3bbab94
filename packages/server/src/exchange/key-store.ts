import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type AuthorityKeys, generateKeys, readKeys } from '@comity/exchange/keys'
import { findText, keepText, replaceText } from '../platform/keep-text.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { GatewayCertificate } from './gateway-certificate.ts'

/**
 * Our private keys, from `keys.json` of the data directory, which is made at the first start. They are kept out of
 * the database, so that its backups and replicas do not hold them.
 * @throws when the file is damaged
 */
export async function loadKeys(dataDirectory: string): Promise<AuthorityKeys> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const path = join(dataDirectory, 'keys.json')
  const text = (await findText(path)) ?? (await keepText(path, JSON.stringify(await generateKeys())))
  const keys = await readKeys(JSON.parse(text))
  if (!keys.ok) throw new OperatorError(`The keys in ${path} are damaged. Restore the file from its backup.`)
  return keys.value
}

/** Puts other keys in the place of ours, whole and durable. Whoever does so holds the lock of the directory document. */
export async function replaceKeys(dataDirectory: string, keys: AuthorityKeys): Promise<void> {
  await replaceText(join(dataDirectory, 'keys.json'), JSON.stringify(keys))
}

/**
 * Key and certificate of our end of every connection, from `gateway.json` of the data directory.
 * @throws when the file is damaged
 */
export async function loadCertificate(dataDirectory: string, at: Date): Promise<GatewayCertificate> {
  const path = join(dataDirectory, 'gateway.json')
  const { makeCertificate, StoredCertificate, withDigest } = await import('./gateway-certificate.ts')
  const text = (await findText(path)) ?? (await keepText(path, JSON.stringify(await makeCertificate(at))))
  return withDigest(StoredCertificate.parse(JSON.parse(text)))
}
