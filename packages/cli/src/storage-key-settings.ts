import { askOutside } from '@comity/server/exchange/egress'
import { openRootKey, type RootKey, type RootKeyChoice } from '@comity/server/platform/root-key'
import { transitPlaces } from '@comity/server/platform/root-key-transit'
import { UsageError } from './command.ts'

type Get = (name: string) => string | undefined

const kinds = ['file', 'pkcs11', 'openbao'] as const

/** A way to keep the key above all keys. */
type RootKind = (typeof kinds)[number]

/** @throws UsageError for what is no way to keep it */
export function readRootKind(value: string, where: string): RootKind {
  const kind = kinds.find((one) => one === value)
  if (kind === undefined) throw new UsageError(`${where}: ${kinds.join(', ')}`)
  return kind
}

function readDevice(get: Get): RootKeyChoice {
  const [module, pinFile] = [get('COMITY_STORAGE_KEY_MODULE'), get('COMITY_STORAGE_KEY_PIN_FILE')]
  const [, token, id] = /^\s*(.{1,64}?)\s*\/\s*((?:[\dA-Fa-f]{2}){1,32})\s*$/u.exec(get('COMITY_STORAGE_KEY_DEVICE') ?? '') ?? []
  if (token === undefined || id === undefined) throw new UsageError('COMITY_STORAGE_KEY_DEVICE: the token and its key, as in token/0a')
  if (module === undefined) throw new UsageError('COMITY_STORAGE_KEY_MODULE: the library of the device’s vendor')
  if (pinFile === undefined) throw new UsageError('COMITY_STORAGE_KEY_PIN_FILE: the file that holds the PIN of the device')
  return { kind: 'pkcs11', module, token, id, pinFile }
}

function readTransit(get: Get): RootKeyChoice {
  const [url = '', tokenFile] = [get('COMITY_STORAGE_KEY_TRANSIT'), get('COMITY_STORAGE_KEY_TOKEN_FILE')]
  if (transitPlaces(url) === undefined)
    throw new UsageError(
      'COMITY_STORAGE_KEY_TRANSIT: the key’s address, as in https://bao.example:8200/v1/transit/keys/comity; http on this machine only',
    )
  if (tokenFile === undefined) throw new UsageError('COMITY_STORAGE_KEY_TOKEN_FILE: the file that holds the token')
  return { kind: 'openbao', url, tokenFile }
}

/**
 * Reads which key stands above all keys. Secrets stand in files of their own.
 * @param kind another than the one that is set
 * @returns undefined for the file in the data folder
 * @throws UsageError naming what is missing or wrong
 */
export function readStorageKey(
  get: Get,
  kind = readRootKind(get('COMITY_STORAGE_KEY') ?? 'file', 'COMITY_STORAGE_KEY'),
): RootKeyChoice | undefined {
  if (kind === 'pkcs11') return readDevice(get)
  if (kind === 'openbao') return readTransit(get)
  const path = get('COMITY_STORAGE_KEY_FILE')
  return path === undefined ? undefined : { kind: 'file', path }
}

/** The root key of an instance, ready to be asked. */
export function rootKeyOf(dataDirectory: string, choice: RootKeyChoice | undefined): RootKey {
  return openRootKey(dataDirectory, choice, askOutside)
}
