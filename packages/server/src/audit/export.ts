import { canonical, LogEntry } from '@comity/exchange/audit/entry'
import type { ExportedEntry, LogHead } from '@comity/exchange/audit/exported-log'
import { proveInclusion, type ReadHashes } from '@comity/exchange/audit/proof'
import { describeNoteKey } from '@comity/exchange/audit/signed-note'
import type { Kysely, Selectable } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import { type AuditFilter, streamEntries } from './store.ts'
import type { LogSigner } from './tree-builder.ts'
import { hashReader, type StoredCheckpoint } from './tree-store.ts'

type Row = Selectable<Tables['audit']>

function lineOf(row: Row): ExportedEntry {
  const entry = LogEntry.parse(JSON.parse(row.entry.toString()))
  if (canonical(entry) !== row.entry.toString()) throw new Error(`entry ${row.seq} of the audit log is not canonical`)
  return {
    entry,
    ...(row.actor_salt === null || row.actor === '' ? {} : { actor: [row.actor_salt, row.actor] as const }),
    ...(row.subject_salt === null || row.subject === '' ? {} : { subject: [row.subject_salt, row.subject] as const }),
    ...(row.note === null || row.note_salt === null ? {} : { note: [row.note_salt, row.note] as const }),
  }
}

/** Remembers what was read, since the proofs of entries that lie together share most of their hashes. */
function remembering(read: ReadHashes): ReadHashes {
  const known = new Map<string, Awaited<ReturnType<ReadHashes>>>()
  return async (height, from, count) => {
    const place = `${height}/${from}/${count}`
    const found = known.get(place)
    if (found !== undefined) return found
    const hashes = await read(height, from, count)
    if (known.size > 10_000) known.clear()
    known.set(place, hashes)
    return hashes
  }
}

async function* linesOf(db: Kysely<Tables>, signer: LogSigner, checkpoint: StoredCheckpoint, filter: AuditFilter): AsyncGenerator<string> {
  const whole = Object.values(filter).every((value) => value === undefined)
  const key = describeNoteKey({ name: signer.origin, x: signer.key.jwk.x })
  const head: LogHead = { comity: 'audit-log', v: 1, key, checkpoint: checkpoint.note, extent: whole ? 'whole' : 'selection' }
  yield `${JSON.stringify(head)}\n`
  const read = remembering(hashReader(db))
  for await (const rows of streamEntries(db, filter, checkpoint.size)) {
    let text = ''
    for (const row of rows) {
      const proof = whole ? {} : { proof: await proveInclusion(row.seq - 1, checkpoint.size, read) }
      text += `${JSON.stringify({ ...lineOf(row), ...proof })}\n`
    }
    yield text
  }
}

/**
 * The log as a file that anyone can verify: every entry up to the checkpoint, or those that the filter lets through, each
 * with its proof. It streams: nothing is kept in memory but a page of entries.
 */
export async function* exportLog(
  db: Kysely<Tables>,
  signer: LogSigner,
  checkpoint: StoredCheckpoint,
  filter: AuditFilter,
): AsyncGenerator<Uint8Array> {
  const utf8 = new TextEncoder()
  for await (const text of linesOf(db, signer, checkpoint, filter)) yield utf8.encode(text)
}
