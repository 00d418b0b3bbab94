import { readKeys, type SigningKey } from '@comity/exchange/keys'
import type { Vault } from '../platform/vault.ts'

/** The keys that have signed checkpoints of the audit log. @returns none where the keys are not there or damaged */
export async function checkpointKeys(vault: Vault): Promise<readonly SigningKey[]> {
  const keys = await readKeys(JSON.parse((await vault.find('keys')) ?? 'null'))
  return keys.ok ? keys.value.sign : []
}
