import type { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Result } from '@comity/domain/result'
import { readCertificates } from '@comity/signature/certificate'
import type { DeviceKey } from '@comity/signature/device-program'
import { readKeyFile, type SigningKey } from '@comity/signature/signing-key'
import type { AskTimeStamp } from '@comity/signature/time-stamp'
import { OperatorError } from '../platform/operator-error.ts'

/** What the operator configures for signing; everything may be absent. */
export interface SigningOptions {
  /** File of certificates, in PEM, of authorities and signers that are known here; also sent along with a device's certificate. */
  readonly trustFile?: string
  /** Where time-stamps are asked for (RFC 3161). */
  readonly timeStampUrl?: string
  readonly devices?: readonly DeviceKey[]
  /** The authority's seal: a key file, or the label of a device's key, with the file that holds its passphrase or PIN. */
  readonly seal?: { readonly file?: string; readonly device?: string; readonly secretFile?: string; readonly stamped: boolean }
}

/** The seal, ready to be put on. */
export type Seal = { readonly stamped: boolean } & (
  | { readonly kind: 'file'; open(at: Date): Promise<Result<SigningKey>> }
  | { readonly kind: 'device'; readonly key: string; readonly pin: string }
)

/** What letters are signed and checked with on this instance. */
export interface Signing {
  readonly anchors: readonly X509Certificate[]
  /** The anchors as they were read, for a worker. */
  readonly anchorsPem: string
  readonly devices: readonly DeviceKey[]
  readonly askTimeStamp?: AskTimeStamp
  readonly seal?: Seal
}

async function readOrTell(path: string, setting: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch {
    throw new OperatorError(`${setting}: ${path} cannot be read.`)
  }
}

async function readTrust(path: string | undefined): Promise<string> {
  if (path === undefined) return ''
  const pem = (await readOrTell(path, 'COMITY_TRUST')).toString('latin1')
  try {
    if (readCertificates(pem).length > 0) return pem
  } catch {
    // What is no certificate is said below.
  }
  throw new OperatorError(`COMITY_TRUST: ${path} holds no certificate in PEM.`)
}

async function openSeal({ file, device, secretFile, stamped }: NonNullable<SigningOptions['seal']>): Promise<Seal> {
  // The end of the line is the editor's and not the passphrase's.
  const secret =
    secretFile === undefined ? '' : (await readOrTell(secretFile, 'COMITY_SEAL_SECRET_FILE')).toString('utf8').replace(/\r?\n$/u, '')
  if (device !== undefined) return { kind: 'device', key: device, pin: secret, stamped }
  const bytes = await readOrTell(file ?? '', 'COMITY_SEAL_FILE')
  const tried = await readKeyFile(bytes, secret, new Date())
  const [field] = tried.ok ? [] : (tried.problem.fields ?? [])
  // A certificate that has expired is told when it is used: the rest of the work goes on.
  if (field !== undefined && !/^certificate-(?:expired|not-yet-valid)$/u.test(field.rule))
    throw new OperatorError(`COMITY_SEAL_FILE: ${field.rule}.`)
  return { kind: 'file', stamped, open: async (at) => readKeyFile(bytes, secret, at) }
}

/**
 * Reads what the operator configured.
 * @param ask how a time-stamp authority at an address is asked: by the one way out
 * @throws OperatorError for a file that cannot be read, is none of its kind, or has another passphrase
 */
export async function openSigning(options: SigningOptions, ask: (url: string) => AskTimeStamp): Promise<Signing> {
  const { trustFile, timeStampUrl, devices = [], seal } = options
  const anchorsPem = await readTrust(trustFile)
  if (seal?.device !== undefined && !devices.some(({ label }) => label === seal.device))
    throw new OperatorError(`COMITY_SEAL_KEY: no key of COMITY_PKCS11_KEYS is called ${seal.device}.`)
  return {
    anchors: readCertificates(anchorsPem),
    anchorsPem,
    devices,
    ...(timeStampUrl === undefined ? {} : { askTimeStamp: ask(timeStampUrl) }),
    ...(seal === undefined ? {} : { seal: await openSeal(seal) }),
  }
}
