import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { listCosignatures } from './cosignature.ts'
import { type LineFault, LogHead, readLine, readLines, type ReadLines } from './exported-log.ts'
import { isIncluded } from './proof.ts'
import { readNoteKey } from './signed-note.ts'
import { growTree } from './tree.ts'

/** What can be wrong with an exported log. */
export type LogFault = LineFault | 'head' | 'key' | 'signature' | 'proof' | 'root' | 'size' | 'earlier' | 'earlier-of-selection' | 'witness'

/** What was found in an exported log: how far it is whole, or the first thing that is wrong. */
export type LogFinding =
  | {
      readonly holds: true
      readonly checkpoint: Checkpoint
      readonly key: string
      readonly extent: LogHead['extent']
      readonly entries: number
      /** Size of the earlier checkpoint that this log continues, where one was given. */
      readonly continues?: number
      /** When the witness cosigned the earlier checkpoint, where its key was given. */
      readonly cosignedAt?: string
    }
  /** `entry` is the number of the entry at fault, where it is one. */
  | { readonly holds: false; readonly fault: LogFault; readonly entry?: number }

/** What the verifier knows from elsewhere. */
export interface KnownOfLog {
  /** The key of the log, as one line. Without it the key in the file is taken at its word. */
  readonly key?: string | undefined
  /** A checkpoint that the log gave out earlier. */
  readonly earlier?: string | undefined
  /** The key of an authority that has cosigned that checkpoint, as one line. */
  readonly witness?: string | undefined
}

/** Reads lines of a whole log, here or in another thread. Called again before an answer it may work on several at once. */
export type LineReader = { readonly read: (bytes: Uint8Array) => Promise<ReadLines>; readonly atOnce: number }

const here: LineReader = { read: async (bytes) => readLines(bytes), atOnce: 1 }

class Broken extends Error {
  readonly finding: LogFinding & { readonly holds: false }

  constructor(fault: LogFault, entry?: number) {
    super(fault)
    this.finding = entry === undefined ? { holds: false, fault } : { holds: false, fault, entry }
  }
}

interface Opened {
  readonly head: LogHead
  readonly checkpoint: Checkpoint
  readonly earlier: Checkpoint | undefined
  readonly cosignedAt: string | undefined
}

function parseHead(line: string): LogHead {
  try {
    return LogHead.parse(JSON.parse(line))
  } catch {
    throw new Broken('head')
  }
}

/** When the witness cosigned the earlier checkpoint. @throws Broken when it has not */
function cosignedAt({ witness, earlier }: KnownOfLog): string | undefined {
  if (witness === undefined) return undefined
  const key = readNoteKey(witness, 'cosignature')
  const [found] = key === undefined ? [] : listCosignatures(earlier ?? '', [key])
  if (found === undefined) throw new Broken('witness')
  return found.at
}

function openHead(line: string, known: KnownOfLog): Opened {
  const head = parseHead(line)
  if (known.key !== undefined && known.key.trim() !== head.key) throw new Broken('key')
  const key = readNoteKey(head.key)
  if (key === undefined) throw new Broken('key')
  const checkpoint = openCheckpoint(head.checkpoint, [key])
  if (checkpoint === undefined || checkpoint.origin !== key.name) throw new Broken('signature')
  const cosigned = cosignedAt(known)
  if (known.earlier === undefined) return { head, checkpoint, earlier: undefined, cosignedAt: undefined }
  const earlier = openCheckpoint(known.earlier, [key])
  if (earlier === undefined || earlier.origin !== checkpoint.origin || earlier.size > checkpoint.size) throw new Broken('earlier')
  if (head.extent === 'selection' && (earlier.size !== checkpoint.size || earlier.root !== checkpoint.root))
    throw new Broken('earlier-of-selection')
  return { head, checkpoint, earlier, cosignedAt: cosigned }
}

/** Whole lines from bytes that are cut anywhere. @throws Broken when the last one does not end */
async function* wholeLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array()
  for await (const chunk of bytes) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = joined.lastIndexOf(10) + 1
    rest = joined.subarray(end)
    if (end > 0) yield joined.subarray(0, end)
  }
  if (rest.length > 0) throw new Broken('size')
}

/** Checks the entries of a whole log: numbered from one without a gap, and under the roots of both checkpoints. */
async function checkWhole(lines: AsyncIterable<Uint8Array>, { checkpoint, earlier }: Opened, reader: LineReader): Promise<number> {
  const tree = growTree()
  const compare = () => {
    if (earlier !== undefined && tree.size === earlier.size && tree.root() !== earlier.root) throw new Broken('earlier')
  }
  const take = ({ first, leaves, fault }: ReadLines) => {
    if (leaves.length > 0 && first !== tree.size + 1) throw new Broken('order', tree.size + 1)
    for (const leaf of leaves) {
      tree.add(leaf)
      compare()
    }
    if (fault !== undefined) throw new Broken(fault, tree.size + 1)
  }
  compare()
  const under: Promise<ReadLines>[] = []
  for await (const some of lines) {
    under.push(reader.read(some))
    if (under.length < reader.atOnce) continue
    const next = under.shift()
    if (next !== undefined) take(await next)
  }
  for (const last of under) take(await last)
  if (tree.size !== checkpoint.size) throw new Broken('size')
  if (tree.root() !== checkpoint.root) throw new Broken('root')
  return tree.size
}

/** Checks a selection: in order, and each entry in the tree of the checkpoint. */
async function checkSelection(lines: AsyncIterable<Uint8Array>, { checkpoint }: Opened): Promise<number> {
  let last = 0
  let count = 0
  for await (const some of lines) {
    for (const line of new TextDecoder().decode(some).slice(0, -1).split('\n')) {
      const read = readLine(line)
      if (typeof read === 'string') throw new Broken(read, last + 1)
      const { seq, leaf, proof } = read
      if (seq <= last) throw new Broken('order', seq)
      const place = { index: seq - 1, size: checkpoint.size }
      if (proof === undefined || !isIncluded(leaf, place, proof, checkpoint.root)) throw new Broken('proof', seq)
      last = seq
      count += 1
    }
  }
  return count
}

async function check(bytes: AsyncIterable<Uint8Array>, known: KnownOfLog, reader: LineReader): Promise<LogFinding> {
  const lines = wholeLines(bytes)
  const first = await lines.next()
  if (first.done === true) throw new Broken('head')
  const end = first.value.indexOf(10) + 1
  const opened = openHead(new TextDecoder().decode(first.value.subarray(0, end)), known)
  const rest = first.value.subarray(end)
  const entries = async function* () {
    if (rest.length > 0) yield rest
    yield* lines
  }
  const { checkpoint, head, earlier } = opened
  const count = await (head.extent === 'whole' ? checkWhole(entries(), opened, reader) : checkSelection(entries(), opened))
  const found = { holds: true as const, checkpoint, key: head.key, extent: head.extent, entries: count }
  if (earlier === undefined) return found
  return { ...found, continues: earlier.size, ...(opened.cosignedAt === undefined ? {} : { cosignedAt: opened.cosignedAt }) }
}

/**
 * Verifies an exported audit log by itself: no server, no database, no private key.
 * @param bytes the file as it streams, cut anywhere
 * @param reader reads and hashes the lines of a whole log: here, or in other threads
 */
export async function verifyLog(bytes: AsyncIterable<Uint8Array>, known: KnownOfLog = {}, reader = here): Promise<LogFinding> {
  try {
    return await check(bytes, known, reader)
  } catch (error) {
    if (error instanceof Broken) return error.finding
    throw error
  }
}
