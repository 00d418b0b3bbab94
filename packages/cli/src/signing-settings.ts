import type { SigningOptions } from '@comity/server/signature/signing'
import { UsageError } from './command.ts'

type Get = (name: string) => string | undefined

/** One key in a device, as in `Head of the unit=token/01`. */
const deviceKey = /^\s*([^=]{1,100}?)\s*=\s*(.{1,64}?)\s*\/\s*((?:[\dA-Fa-f]{2}){1,32})\s*$/u

function readDevices(get: Get): SigningOptions['devices'] {
  const module = get('COMITY_PKCS11_MODULE')
  const keys = get('COMITY_PKCS11_KEYS')
  if (module === undefined && keys === undefined) return undefined
  if (module === undefined || keys === undefined) throw new UsageError('COMITY_PKCS11_MODULE and COMITY_PKCS11_KEYS: both or neither')
  const devices = keys.split(';').map((text) => {
    const [, label = '', token = '', id = ''] = deviceKey.exec(text) ?? []
    if (label === '') throw new UsageError(`COMITY_PKCS11_KEYS: "${text.trim()}" is not a key, as in: Head of the unit=token/01`)
    return { label, module, token, id }
  })
  if (new Set(devices.map(({ label }) => label)).size < devices.length) throw new UsageError('COMITY_PKCS11_KEYS: a name twice')
  return devices
}

function readSeal(get: Get): SigningOptions['seal'] {
  const file = get('COMITY_SEAL_FILE')
  const device = get('COMITY_SEAL_KEY')
  const secretFile = get('COMITY_SEAL_SECRET_FILE')
  const stamp = get('COMITY_SEAL_TIME_STAMP')
  if (stamp !== undefined && stamp !== 'yes' && stamp !== 'no') throw new UsageError('COMITY_SEAL_TIME_STAMP: yes or no')
  if (file !== undefined && device !== undefined) throw new UsageError('COMITY_SEAL_FILE and COMITY_SEAL_KEY: one of them')
  if (file === undefined && device === undefined) return undefined
  if (device !== undefined && secretFile === undefined)
    throw new UsageError('COMITY_SEAL_SECRET_FILE: the file that holds the PIN of COMITY_SEAL_KEY')
  const stamped = stamp === undefined ? get('COMITY_TIME_STAMP_URL') !== undefined : stamp === 'yes'
  if (stamped && get('COMITY_TIME_STAMP_URL') === undefined) throw new UsageError('COMITY_SEAL_TIME_STAMP=yes needs COMITY_TIME_STAMP_URL')
  return {
    stamped,
    ...(file === undefined ? {} : { file }),
    ...(device === undefined ? {} : { device }),
    ...(secretFile === undefined ? {} : { secretFile }),
  }
}

function readTimeStampUrl(get: Get): string | undefined {
  const url = get('COMITY_TIME_STAMP_URL')
  if (url !== undefined && !/^https?:$/u.test(URL.parse(url)?.protocol ?? ''))
    throw new UsageError('COMITY_TIME_STAMP_URL: an address that begins with http:// or https://')
  return url
}

/**
 * Reads the settings of signing. Secrets stand in files of their own, never in the environment, which is handed on to programs.
 * @throws UsageError naming what is wrong
 */
export function readSigning(get: Get): SigningOptions | undefined {
  const trustFile = get('COMITY_TRUST')
  const timeStampUrl = readTimeStampUrl(get)
  const devices = readDevices(get)
  const seal = readSeal(get)
  if (trustFile === undefined && timeStampUrl === undefined && devices === undefined && seal === undefined) return undefined
  return {
    ...(trustFile === undefined ? {} : { trustFile }),
    ...(timeStampUrl === undefined ? {} : { timeStampUrl }),
    ...(devices === undefined ? {} : { devices }),
    ...(seal === undefined ? {} : { seal }),
  }
}
