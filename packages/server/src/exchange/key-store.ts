import { type AuthorityKeys, generateKeys, readKeys } from '@comity/exchange/keys'
import { OperatorError } from '../platform/operator-error.ts'
import type { Vault } from '../platform/vault.ts'
import type { GatewayCertificate } from './gateway-certificate.ts'

/**
 * Our private keys, from the file `keys` of the vault, which is made at the first start. They are kept out of
 * the database, so that its backups and replicas do not hold them.
 * @throws when the file is damaged
 */
export async function loadKeys(vault: Vault): Promise<AuthorityKeys> {
  const text = (await vault.find('keys')) ?? (await vault.keep('keys', JSON.stringify(await generateKeys())))
  const keys = await readKeys(JSON.parse(text))
  if (!keys.ok) throw new OperatorError('The keys in keys.sealed are damaged. Restore the file from its backup.')
  return keys.value
}

/** Puts other keys in the place of ours, whole and durable. Whoever does so holds the lock of the directory document. */
export async function replaceKeys(vault: Vault, keys: AuthorityKeys): Promise<void> {
  await vault.replace('keys', JSON.stringify(keys))
}

/**
 * Key and certificate of our end of every connection, from the file `gateway` of the vault.
 * @throws when the file is damaged
 */
export async function loadCertificate(vault: Vault, at: Date): Promise<GatewayCertificate> {
  const { makeCertificate, StoredCertificate, withDigest } = await import('./gateway-certificate.ts')
  const text = (await vault.find('gateway')) ?? (await vault.keep('gateway', JSON.stringify(await makeCertificate(at))))
  return withDigest(StoredCertificate.parse(JSON.parse(text)))
}
