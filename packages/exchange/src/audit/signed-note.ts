import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { PublicJwk, SigningKey } from '../keys.ts'

/** The type bytes of Ed25519 keys that sign notes, and that cosign checkpoints. C2SP signed-note, "Signature types". */
export const noteKeyTypes = { note: 1, cosignature: 4 } as const
export type NoteKeyType = keyof typeof noteKeyTypes
const signatureLimit = 16

/** Who signs notes: the name in the signature line and the public key. */
export interface NoteKey {
  readonly name: string
  /** 32 bytes, base64url. */
  readonly x: string
}

/** The first four bytes by which a signature line names its key. C2SP signed-note, "Signatures". */
export function noteKeyId({ name, x }: NoteKey, type: NoteKeyType): Buffer {
  const framed = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(noteKeyTypes[type]), Buffer.from(x, 'base64url')])
  return createHash('sha256').update(framed).digest().subarray(0, 4)
}

/** A key of notes as one line, as Go's `note` package writes it: name, key id in hex, type and key in base64. */
export function describeNoteKey(key: NoteKey, type: NoteKeyType = 'note'): string {
  const bytes = Buffer.concat([Buffer.of(noteKeyTypes[type]), Buffer.from(key.x, 'base64url')])
  return `${key.name}+${noteKeyId(key, type).toString('hex')}+${bytes.toString('base64')}`
}

/** Reads a key of notes. @returns undefined when it is none, or not of this type, or its id is not its own */
export function readNoteKey(line: string, type: NoteKeyType = 'note'): NoteKey | undefined {
  const [name = '', , ...rest] = line.trim().split('+')
  // The base64 of a key may hold a plus of its own.
  const bytes = Buffer.from(rest.join('+'), 'base64')
  if (name === '' || bytes.length !== 33 || bytes[0] !== noteKeyTypes[type]) return undefined
  const key = { name, x: bytes.subarray(1).toString('base64url') }
  return describeNoteKey(key, type) === line.trim() ? key : undefined
}

/** Signs bytes with an Ed25519 key. */
export function signWith({ jwk }: SigningKey, text: string): Buffer {
  const { kty, crv, x, d } = jwk
  return sign(null, Buffer.from(text), createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' }))
}

/** One signature line of a note. */
export function signatureLine(name: string, id: Uint8Array, signature: Uint8Array): string {
  return `\u2014 ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`
}

/** Signs a text that ends with a line end. C2SP signed-note, "Format". */
export function signNote(text: string, name: string, key: SigningKey): string {
  return `${text}\n${signatureLine(name, noteKeyId({ name, x: key.jwk.x }, 'note'), signWith(key, text))}`
}

/** Whether an Ed25519 key has signed a text. */
export function isSignedBy(x: PublicJwk['x'], text: string, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return signature.length === 64 && verify(null, Buffer.from(text), key, signature)
}

/** A note in its parts: what was signed, and the signature lines, none of them checked. */
export interface NoteParts {
  readonly text: string
  readonly signatures: readonly { readonly name: string; readonly id: Uint8Array; readonly signature: Uint8Array }[]
}

/** Takes a note apart. @returns undefined when its form is wrong */
export function splitNote(note: string): NoteParts | undefined {
  const end = note.lastIndexOf('\n\n')
  // eslint-disable-next-line no-control-regex -- the format forbids exactly these
  if (end < 0 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/u.test(note)) return undefined
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > signatureLimit) return undefined
  const signatures = lines.map((line) => {
    const { name = '', base64 = '' } = /^\u2014 (?<name>[^\s+]+) (?<base64>[A-Za-z0-9+/]+={0,2})$/u.exec(line)?.groups ?? {}
    const bytes = Buffer.from(base64, 'base64')
    return { name, isWritten: name !== '' && bytes.toString('base64') === base64, id: bytes.subarray(0, 4), signature: bytes.subarray(4) }
  })
  return signatures.some(({ isWritten }) => !isWritten) ? undefined : { text: note.slice(0, end + 1), signatures }
}

/**
 * Opens a note: its text, where one of the keys has signed it. Signatures of others are passed over.
 * @returns undefined when the form is wrong, none of the keys has signed, or the signature of one is wrong
 */
export function openNote(note: string, keys: readonly NoteKey[]): string | undefined {
  const parts = splitNote(note)
  if (parts === undefined) return undefined
  let signed = false
  for (const { name, id, signature } of parts.signatures) {
    const key = keys.find((one) => one.name === name && noteKeyId(one, 'note').equals(id))
    if (key === undefined) continue
    if (!isSignedBy(key.x, parts.text, signature)) return undefined
    signed = true
  }
  return signed ? parts.text : undefined
}
