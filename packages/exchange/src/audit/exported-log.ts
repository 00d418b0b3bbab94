import * as z from 'zod'
import { canonical, type Disclosed, type LogEntry, saltedDigest } from './entry.ts'
import { type Hash, leafHash } from './tree.ts'

/** The first line of an exported log. Every further line is an `ExportedEntry`; all are JSON and end with a line end. */
export const LogHead = z.strictObject({
  comity: z.literal('audit-log'),
  v: z.literal(1),
  /** The key of the checkpoint as `describeNoteKey` writes it: to be compared with one known from elsewhere. */
  key: z.string(),
  /** A checkpoint over every entry exported. */
  checkpoint: z.string(),
  /** `whole`: every entry from the first to the checkpoint. `selection`: some, each with its proof. */
  extent: z.enum(['whole', 'selection']),
})
export type LogHead = z.infer<typeof LogHead>

/** One line of an exported log. */
export interface ExportedEntry {
  readonly entry: LogEntry
  /** What stands outside the tree; absent where it was forgotten, and in entries of version 1, which hold it. */
  readonly actor?: Disclosed
  readonly subject?: Disclosed
  /** What the actor said with it and in whose place they did it, as JSON; `entry.digest` is of this. */
  readonly note?: Disclosed
  /** In a selection: the proof that the entry is in the tree, from the leaf up. */
  readonly proof?: readonly Hash[]
}

/** What can be wrong with a line. */
export type LineFault = 'line' | 'order' | 'disclosure'

const members: readonly string[] = ['entry', 'actor', 'subject', 'note', 'proof'] satisfies readonly (keyof ExportedEntry)[]

function isFlat(entry: unknown): entry is Readonly<Record<string, unknown>> {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return false
  for (const name in entry) {
    const value = (entry as Record<string, unknown>)[name]
    if (typeof value !== 'string' && !Number.isSafeInteger(value)) return false
  }
  return true
}

function isHash(value: unknown): value is Hash {
  return typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value)
}

function fits(digest: unknown, disclosed: unknown): boolean {
  if (disclosed === undefined) return true
  if (!Array.isArray(disclosed) || disclosed.length !== 2) return false
  const [salt, value] = disclosed as readonly unknown[]
  return typeof salt === 'string' && typeof value === 'string' && saltedDigest([salt, value]) === digest
}

/** A line as the verifier sees it: the number of its entry, the leaf, and the proof where there is one. */
export interface ReadLine {
  readonly seq: number
  readonly leaf: Hash
  readonly proof: readonly Hash[] | undefined
}

/**
 * Reads one line by hand, since a schema would take longer than all the hashing.
 * @returns the fault where the line is none, or what it discloses is not what the entry has the digest of
 */
export function readLine(line: string): ReadLine | 'line' | 'disclosure' {
  let parsed: Partial<Record<keyof ExportedEntry, unknown>> | null
  try {
    parsed = JSON.parse(line)
  } catch {
    return 'line'
  }
  // What is in no hash must not look as if it were.
  for (const name in parsed) if (!members.includes(name)) return 'line'
  const entry = parsed?.entry
  if (!isFlat(entry)) return 'line'
  const { seq, v } = entry
  if (typeof seq !== 'number' || (v !== 1 && v !== 2)) return 'line'
  if (!fits(entry['actor'], parsed?.actor) || !fits(entry['subject'], parsed?.subject) || !fits(entry['digest'], parsed?.note))
    return 'disclosure'
  const proof = parsed?.proof
  if (proof !== undefined && !(Array.isArray(proof) && proof.every(isHash))) return 'line'
  return { seq, leaf: leafHash(canonical(entry as unknown as LogEntry)), proof }
}

/** Lines of a whole log that follow each other, hashed up to the first fault. */
export interface ReadLines {
  /** Number of the first entry. */
  readonly first: number
  readonly leaves: readonly Hash[]
  readonly fault?: LineFault
}

/** Reads and hashes lines of a whole log: the numbers of their entries follow each other. The last line ends with a line end. */
export function readLines(bytes: Uint8Array): ReadLines {
  const leaves: Hash[] = []
  let first = 0
  for (const line of new TextDecoder().decode(bytes).slice(0, -1).split('\n')) {
    const read = readLine(line)
    if (typeof read === 'string') return { first, leaves, fault: read }
    if (leaves.length === 0) first = read.seq
    if (read.seq !== first + leaves.length) return { first, leaves, fault: 'order' }
    leaves.push(read.leaf)
  }
  return { first, leaves }
}
