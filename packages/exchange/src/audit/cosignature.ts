import type { SigningKey } from '../keys.ts'
import { isSignedBy, type NoteKey, noteKeyId, signatureLine, signWith, splitNote } from './signed-note.ts'

/** A statement of another authority: at this moment it knew of no larger tree of this log, and all of them went on from each other. */
export interface Cosignature {
  /** The cosigner's name, as `witnessName` writes it. */
  readonly name: string
  /** UTC, to the second. */
  readonly at: string
}

/** The name under which an authority cosigns: `CHE/central/witness`. Its key is the one that signs for the authority. */
export function witnessName(authority: string): string {
  return `${authority}/witness`
}

/** What is signed. The first line keeps it apart from everything else that the key signs. C2SP tlog-cosignature, "Ed25519 signed message". */
function statement(text: string, seconds: number): string {
  return `cosignature/v1\ntime ${seconds}\n${text}`
}

/**
 * Cosigns a checkpoint that was found to continue the ones before.
 * @param note the signed checkpoint
 * @param seconds since 1970, UTC
 * @returns a signature line to be put under the note
 * @throws when the note has no text: it was checked before
 */
export function cosign(note: string, name: string, key: SigningKey, seconds: number): string {
  const parts = splitNote(note)
  if (parts === undefined) throw new Error('not a note')
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(seconds))
  const signature = Buffer.concat([time, signWith(key, statement(parts.text, seconds))])
  return signatureLine(name, noteKeyId({ name, x: key.jwk.x }, 'cosignature'), signature)
}

/** The cosignatures of these keys under a note that hold; what others have signed is passed over, and so is what is wrong. */
export function listCosignatures(note: string, keys: readonly NoteKey[]): readonly Cosignature[] {
  const parts = splitNote(note)
  if (parts === undefined) return []
  return parts.signatures.flatMap(({ name, id, signature }) => {
    const key = keys.find((one) => one.name === name && noteKeyId(one, 'cosignature').equals(id))
    if (key === undefined || signature.length !== 72) return []
    const seconds = Number(Buffer.from(signature.subarray(0, 8)).readBigUInt64BE())
    // Beyond what a date can hold nobody has seen anything.
    if (seconds > 8.64e12 || !isSignedBy(key.x, statement(parts.text, seconds), signature.subarray(8))) return []
    return [{ name, at: new Date(seconds * 1000).toISOString() }]
  })
}
