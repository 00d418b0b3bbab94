import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { PublicJwk, SigningKey } from '../keys.ts'

/** The type byte of an Ed25519 key. C2SP signed-note, "Signature types". */
const ed25519 = 1
const signatureLimit = 16

/** Who signs notes: the name in the signature line and the public key. */
export interface NoteKey {
  readonly name: string
  /** 32 bytes, base64url. */
  readonly x: string
}

function keyId({ name, x }: NoteKey): Buffer {
  const framed = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519), Buffer.from(x, 'base64url')])
  return createHash('sha256').update(framed).digest().subarray(0, 4)
}

/** A key of notes as one line, as Go's `note` package writes it: name, key id in hex, type and key in base64. */
export function describeNoteKey(key: NoteKey): string {
  const bytes = Buffer.concat([Buffer.of(ed25519), Buffer.from(key.x, 'base64url')])
  return `${key.name}+${keyId(key).toString('hex')}+${bytes.toString('base64')}`
}

/** Reads a key of notes. @returns undefined when it is none, or not of this kind, or its id is not its own */
export function readNoteKey(line: string): NoteKey | undefined {
  const [name = '', id = '', ...rest] = line.trim().split('+')
  // The base64 of a key may hold a plus of its own.
  const bytes = Buffer.from(rest.join('+'), 'base64')
  if (name === '' || bytes.length !== 33 || bytes[0] !== ed25519) return undefined
  const key = { name, x: bytes.subarray(1).toString('base64url') }
  return describeNoteKey(key) === line.trim() && keyId(key).toString('hex') === id ? key : undefined
}

/** Signs a text that ends with a line end. C2SP signed-note, "Format". */
export function signNote(text: string, name: string, { jwk }: SigningKey): string {
  const { kty, crv, x, d } = jwk
  const signature = sign(null, Buffer.from(text), createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' }))
  return `${text}\n\u2014 ${name} ${Buffer.concat([keyId({ name, x }), signature]).toString('base64')}\n`
}

function isSigned(text: string, signature: Uint8Array, x: PublicJwk['x']): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return signature.length === 64 && verify(null, Buffer.from(text), key, signature)
}

/**
 * Opens a note: its text, where one of the keys has signed it. Signatures of others are passed over.
 * @returns undefined when the form is wrong, none of the keys has signed, or the signature of one is wrong
 */
export function openNote(note: string, keys: readonly NoteKey[]): string | undefined {
  const end = note.lastIndexOf('\n\n')
  // eslint-disable-next-line no-control-regex -- the format forbids exactly these
  if (end < 0 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/u.test(note)) return undefined
  const text = note.slice(0, end + 1)
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > signatureLimit) return undefined
  let signed = false
  for (const line of lines) {
    const found = /^\u2014 (?<name>[^\s+]+) (?<base64>[A-Za-z0-9+/]+={0,2})$/u.exec(line)
    if (found?.groups === undefined) return undefined
    const bytes = Buffer.from(found.groups['base64'] ?? '', 'base64')
    const key = keys.find((one) => one.name === found.groups?.['name'] && keyId(one).equals(bytes.subarray(0, 4)))
    if (key === undefined) continue
    if (!isSigned(text, bytes.subarray(4), key.x)) return undefined
    signed = true
  }
  return signed ? text : undefined
}
