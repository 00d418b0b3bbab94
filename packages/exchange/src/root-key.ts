import { createPrivateKey, sign } from 'node:crypto'
import { read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import * as z from 'zod'
import { fits, generateSigningKey, publicHalf, RootJwk, SigningKey } from './keys.ts'
import { nativeKey } from './native-passphrase-key.ts'
import { openWithPassphrase, sealWithPassphrase } from './passphrase.ts'

/** A root key wherever it is kept: who it is, and how it signs. */
export interface RootSigner {
  readonly kid: string
  readonly jwk: RootJwk
  sign(data: Uint8Array): Promise<Result<Uint8Array>>
}

const PrivateRoot = z.strictObject({ v: z.literal(1), root: SigningKey })
const PublicRoot = z.strictObject({ v: z.literal(1), root: RootJwk })

/** Makes a root key. */
export function generateRoot(): SigningKey {
  return generateSigningKey()
}

/** The public half of a root key as a file: what `directory propose` is given. */
export function publicRootFile(jwk: RootJwk): string {
  return `${JSON.stringify({ v: 1, root: jwk }, null, 2)}\n`
}

/** Reads the public half of a root key. @returns `invalid-input` for what is none */
export function readPublicRoot(input: unknown): Result<RootJwk> {
  const file = read(PublicRoot, input, 'roots')
  return file.ok ? ok(file.value.root) : file
}

/**
 * A root key as a file for a stick: sealed with a passphrase, as the `age` program does it.
 * @returns `invalid-input` where the passphrase is too short
 */
export async function sealRoot(root: SigningKey, passphrase: string): Promise<Result<Uint8Array>> {
  return sealWithPassphrase(new TextEncoder().encode(JSON.stringify({ v: 1, root })), passphrase, nativeKey)
}

/** Opens a root key's file. @returns the key; or `invalid-input` for another passphrase or another file */
export async function openRoot(bytes: Uint8Array, passphrase: string): Promise<Result<SigningKey>> {
  const opened = await openWithPassphrase(bytes, passphrase, nativeKey)
  if (!opened.ok) return opened
  try {
    const file = read(PrivateRoot, JSON.parse(new TextDecoder().decode(opened.value)), 'key')
    if (file.ok && fits(file.value.root)) return ok(file.value.root)
  } catch {
    // What is no JSON is no key either.
  }
  return fail(invalid('key', 'key'))
}

/** Signs with a root key whose private half is at hand. */
export function rootSigner(key: SigningKey): RootSigner {
  const secret = createPrivateKey({ key: { ...key.jwk }, format: 'jwk' })
  return { kid: key.kid, jwk: publicHalf(key), sign: async (data) => ok(sign(null, data, secret)) }
}
