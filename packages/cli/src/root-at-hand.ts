import { readFile } from 'node:fs/promises'
import { ok, type Result } from '@comity/domain/result'
import { signingKid } from '@comity/exchange/keys'
import { openRoot, type RootSigner, rootSigner } from '@comity/exchange/root-key'
import { openDeviceP256 } from '@comity/signature/device-p256'
import { type Given, optionOf, UsageError } from './command.ts'
import { sizeOfFile } from './existing-file.ts'
import { getSecret } from './hidden-prompt.ts'

/** A key's place on a token, as in `comity-root/01`. */
const place = /^(.{1,64})\/((?:[\dA-Fa-f]{2}){1,32})$/u

function deviceOf(given: Given, where: string) {
  const module = optionOf(given, 'module')
  const [, token = '', id = ''] = place.exec(where) ?? []
  if (module === undefined || token === '') throw new UsageError('--device TOKEN/ID --module LIBRARY, as in --device comity-root/01')
  return { label: where, module, token, id }
}

/** The root key of `--device`, to be looked at without a PIN. @returns `key-not-at-hand` */
export async function deviceRoot(given: Given, where: string, pin = ''): Promise<Result<RootSigner>> {
  const opened = await openDeviceP256(deviceOf(given, where), pin)
  if (!opened.ok) return opened
  const jwk = { kty: 'EC', crv: 'P-256', alg: 'ES256', ...opened.value.point } as const
  return ok({ kid: signingKid(jwk), jwk, sign: opened.value.sign })
}

/**
 * The root key that the command line names, ready to sign: a file of `root new`, or a key in a device.
 * @returns what keeps it shut: another passphrase, or a device that is not there
 * @throws UsageError when it names none
 */
export async function rootAtHand(given: Given): Promise<Result<RootSigner>> {
  const [path, where] = [optionOf(given, 'key'), optionOf(given, 'device')]
  if ((path === undefined) === (where === undefined)) throw new UsageError('--key FILE, or --device TOKEN/ID --module LIBRARY')
  if (where !== undefined) return deviceRoot(given, where, await getSecret('COMITY_ROOT_PIN', `PIN of ${where}`))
  await sizeOfFile(path ?? '')
  const root = await openRoot(await readFile(path ?? ''), await getSecret('COMITY_ROOT_PASSPHRASE', `Passphrase of ${path}`))
  return root.ok ? ok(rootSigner(root.value)) : root
}
