import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { PublicJwk, SigningKey } from './keys.ts'

/** What an HTTP message signature says of itself (RFC 9421 section 2.3), before anything is checked. */
export interface SignatureInput {
  /** Names of the covered components, in their order; none has parameters. */
  readonly covered: readonly string[]
  /** Seconds since 1970. */
  readonly created: number
  readonly keyid: string
  readonly nonce?: string
  readonly tag?: string
  /** As it stands in the field after its label, and again in the last line of the signature base. */
  readonly text: string
}

/** A field of a request or a derived component, by its name; undefined where the request has none. */
export type ComponentValue = (name: string) => string | undefined

// Printable ASCII without quotation mark and backslash: nothing of ours has one, and nothing has to be unescaped.
const words = String.raw`"[\x20-\x21\x23-\x5b\x5d-\x7e]*"`
const member = new RegExp(String.raw`^([a-z][a-z0-9-]{0,39})=(\(((?:${words}(?: ${words})*)?)\)((?:;[a-z]+=(?:\d{1,15}|${words}))+))$`, 'u')
const parameter = new RegExp(String.raw`;([a-z]+)=(?:(\d{1,15})|(${words}))`, 'gu')

/** The name under which a signature stands in both fields, and what it says. */
export interface LabelledInput extends SignatureInput {
  readonly label: string
}

/**
 * Reads a field `Signature-Input` that has one signature, and no component or parameter of another kind than those above.
 * @returns undefined for any other form
 */
export function readSignatureInput(field: string): LabelledInput | undefined {
  const [, label, text, list, given] = member.exec(field) ?? []
  if (label === undefined || text === undefined || list === undefined || given === undefined) return undefined
  const covered = [...list.matchAll(new RegExp(words, 'gu'))].map(([name]) => name.slice(1, -1))
  const parameters = new Map([...given.matchAll(parameter)].map(([, name = '', number, quoted = '']) => [name, number ?? quoted]))
  const count = given.match(parameter)?.length
  if (new Set(covered).size !== covered.length || parameters.size !== count) return undefined
  if (![...parameters.keys()].every((name) => ['created', 'keyid', 'nonce', 'tag'].includes(name))) return undefined
  const number = parameters.get('created')
  const [keyid, nonce, tag] = ['keyid', 'nonce', 'tag'].map((name) => /^"(.*)"$/u.exec(parameters.get(name) ?? '')?.[1])
  if (number === undefined || !/^\d+$/u.test(number) || keyid === undefined) return undefined
  return {
    label,
    text,
    covered,
    created: Number(number),
    keyid,
    ...(nonce === undefined ? {} : { nonce }),
    ...(tag === undefined ? {} : { tag }),
  }
}

/** Writes what a signature says of itself, as `readSignatureInput` reads it. */
export function writeSignatureInput({ covered, created, keyid, nonce, tag }: Omit<SignatureInput, 'text'>): SignatureInput {
  const given = [`created=${created}`, `keyid="${keyid}"`]
  if (nonce !== undefined) given.push(`nonce="${nonce}"`)
  if (tag !== undefined) given.push(`tag="${tag}"`)
  const text = `(${covered.map((name) => `"${name}"`).join(' ')});${given.join(';')}`
  return { covered, created, keyid, text, ...(nonce === undefined ? {} : { nonce }), ...(tag === undefined ? {} : { tag }) }
}

/** The text that is signed: RFC 9421 section 2.5. @returns undefined when a covered component is not there */
export function signatureBase({ covered, text }: Pick<SignatureInput, 'covered' | 'text'>, valueOf: ComponentValue): string | undefined {
  const lines: string[] = []
  for (const name of covered) {
    const value = valueOf(name)
    if (value === undefined || /[\r\n]/u.test(value)) return undefined
    lines.push(`"${name}": ${value}`)
  }
  return [...lines, `"@signature-params": ${text}`].join('\n')
}

/** Reads the bytes of one signature in a field `Signature`: RFC 9421 section 4.2. @returns undefined unless they have their one form */
export function readSignature(field: string, label: string): Uint8Array | undefined {
  const [, text] = new RegExp(`^${label}=:([A-Za-z0-9+/]*={0,2}):$`, 'u').exec(field) ?? []
  const bytes = Buffer.from(text ?? '', 'base64')
  return text !== undefined && bytes.toString('base64') === text ? bytes : undefined
}

/** Signs a base with Ed25519: RFC 9421 section 3.3.6. @returns the value of the field `Signature` */
export function writeSignature(label: string, base: string, { jwk }: SigningKey): string {
  return `${label}=:${sign(null, Buffer.from(base), createPrivateKey({ key: jwk, format: 'jwk' })).toString('base64')}:`
}

/** Whether an Ed25519 key has signed these bytes. */
export function isSignedEd25519({ x }: Pick<PublicJwk, 'x'>, data: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, data, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature)
}
