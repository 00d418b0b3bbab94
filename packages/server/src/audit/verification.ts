import { openCheckpoint } from '@comity/exchange/audit/checkpoint'
import { saltedDigest } from '@comity/exchange/audit/entry'
import type { NoteKey } from '@comity/exchange/audit/signed-note'
import { growTree, type Hash, leafHash } from '@comity/exchange/audit/tree'
import type { Kysely, Selectable } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import { streamEntries } from './store.ts'
import { addVerification, findCheckpoint, findVerification, listCheckpoints } from './tree-store.ts'

/** What can be wrong with the log in the database. */
export type StoredLogFault = 'order' | 'hash' | 'columns' | 'root' | 'size' | 'signature'

/** What reading the whole log again has found. */
export interface Verification {
  readonly size: number
  readonly root: Hash
  readonly fault?: StoredLogFault
  /** The number of the entry at fault, where it is one. */
  readonly entry?: number
}

type Row = Selectable<Tables['audit']>

/** Whether the columns that people search and read say what was hashed. */
function agrees(row: Row, entry: Readonly<Record<string, unknown>>): boolean {
  const shown = (salt: string | null, value: string) => (entry['v'] === 1 ? value : saltedDigest([salt ?? '', value]))
  return (
    entry['seq'] === row.seq &&
    entry['at'] === row.at &&
    entry['action'] === row.action &&
    entry['outcome'] === row.outcome &&
    entry['actor'] === shown(row.actor_salt, row.actor) &&
    entry['subject'] === shown(row.subject_salt, row.subject) &&
    (row.note === null || entry['digest'] === saltedDigest([row.note_salt ?? '', row.note]))
  )
}

function faultOf(row: Row, expected: number): StoredLogFault | undefined {
  if (row.seq !== expected) return 'order'
  const text = row.entry.toString()
  if (leafHash(text) !== row.leaf.toString('hex')) return 'hash'
  return agrees(row, JSON.parse(text)) ? undefined : 'columns'
}

/**
 * Reads the whole log again, entry by entry, up to its newest checkpoint, and compares it with what was hashed, with every
 * checkpoint on the way, and with the signature of the newest.
 */
export async function verifyStoredLog(db: Kysely<Tables>, keys: readonly NoteKey[]): Promise<Verification> {
  const newest = await findCheckpoint(db)
  const to = newest?.size ?? 0
  const tree = growTree()
  for await (const rows of streamEntries(db, {}, to)) {
    const checkpoints = new Map((await listCheckpoints(db, tree.size, tree.size + rows.length)).map(({ size, root }) => [size, root]))
    for (const row of rows) {
      const fault = faultOf(row, tree.size + 1)
      if (fault !== undefined) return { size: tree.size, root: tree.root(), fault, entry: tree.size + 1 }
      tree.add(row.leaf.toString('hex'))
      const root = checkpoints.get(tree.size)
      if (root !== undefined && root !== tree.root()) return { size: tree.size, root: tree.root(), fault: 'root', entry: tree.size }
    }
  }
  const found = { size: tree.size, root: tree.root() }
  if (newest === undefined) return found
  if (tree.size !== to) return { ...found, fault: 'size' }
  const signed = openCheckpoint(newest.note, keys)
  return signed?.size === to && signed.root === found.root ? found : { ...found, fault: 'signature' }
}

const nearlyDay = 20 * 60 * 60 * 1000

/** A daily chore: reads the log again, and keeps what was found. Another process may have done it today. */
export async function verifyDaily(db: Kysely<Tables>, keys: readonly NoteKey[], now: string): Promise<Verification | undefined> {
  const last = await findVerification(db, now)
  if (last !== undefined && Date.parse(now) - Date.parse(last.at) < nearlyDay) return undefined
  const found = await verifyStoredLog(db, keys)
  if (found.size > 0 || found.fault !== undefined) await addVerification(db, { at: now, ...found })
  return found
}
