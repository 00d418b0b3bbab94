import type { SigningKey } from '../keys.ts'
import { type NoteKey, openNote, signNote } from './signed-note.ts'
import type { Hash } from './tree.ts'

/** The head of a log at one size: whose log it is, how many entries, and the root over them. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Hash
}

/** The name of an authority's audit log, which is the name of its key in notes too: `PER/central/audit`. */
export function auditOrigin(authority: string): string {
  return `${authority}/audit`
}

/** Writes and signs a checkpoint under the name of its log. C2SP tlog-checkpoint, "Note text". */
export function signCheckpoint({ origin, size, root }: Checkpoint, key: SigningKey): string {
  return signNote(`${origin}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`, origin, key)
}

/** Reads a checkpoint that one of the keys has signed. @returns undefined for anything else */
export function openCheckpoint(note: string, keys: readonly NoteKey[]): Checkpoint | undefined {
  const text = openNote(note, keys)
  const found = /^(?<origin>[^\n]+)\n(?<size>0|[1-9]\d{0,15})\n(?<root>[A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*$/u.exec(text ?? '')?.groups
  if (found === undefined) return undefined
  return { origin: found['origin'] ?? '', size: Number(found['size']), root: Buffer.from(found['root'] ?? '', 'base64').toString('hex') }
}
