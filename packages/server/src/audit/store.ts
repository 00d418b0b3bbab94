import { randomBytes } from 'node:crypto'
import { canonical, type Disclosed, type LogEntry, saltedDigest } from '@comity/exchange/audit/entry'
import { leafHash } from '@comity/exchange/audit/tree'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import { together } from '../platform/together.ts'

/** What is written down of an act: identifiers only, never a name or a text of a case. */
export interface AuditEntry {
  /** RFC 3339, UTC. */
  readonly at: string
  /** An account's id, `peer:<id>` for another authority, or `system`. */
  readonly actor: string
  /** The action that was permitted or refused, or an event of the exchange. */
  readonly action: string
  /** The id of what it was about, if of anything. */
  readonly subject?: string
  /** `done`, or the code of the problem. */
  readonly outcome: string
  /** SHA-256 in hex of what was committed; salted where that holds personal data. */
  readonly digest?: string
  /** The reason that the actor gave. */
  readonly reason?: string
  /** Accounts in whose place the actor did it. */
  readonly standsInFor?: readonly string[]
}

/** What is kept of an act outside the tree, as text whose salted digest is in it; nothing where nothing was said. */
function noteOf({ reason, standsInFor = [] }: AuditEntry): string | undefined {
  if (reason === undefined && standsInFor.length === 0) return undefined
  return JSON.stringify({ ...(reason === undefined ? {} : { reason }), ...(standsInFor.length === 0 ? {} : { standsInFor }) })
}

// Any number, so long as every process of an authority takes the same.
const auditLock = 4_207_902

function salted(value: string): Disclosed {
  return [randomBytes(16).toString('base64url'), value]
}

function rowOf(entry: AuditEntry, seq: number) {
  const actor = salted(entry.actor)
  const subject = salted(entry.subject ?? '')
  const { at, action, outcome } = entry
  const said = noteOf(entry)
  const note = said === undefined ? undefined : salted(said)
  const digest = note === undefined ? entry.digest : saltedDigest(note)
  const hashed: LogEntry = {
    action,
    actor: saltedDigest(actor),
    at,
    ...(digest === undefined ? {} : { digest }),
    outcome,
    seq,
    subject: saltedDigest(subject),
    v: 2,
  }
  const text = canonical(hashed)
  return {
    seq,
    at,
    actor: entry.actor,
    action,
    subject: entry.subject ?? '',
    outcome,
    entry: Buffer.from(text),
    leaf: Buffer.from(leafHash(text), 'hex'),
    actor_salt: actor[0],
    subject_salt: subject[0],
    note_salt: note?.[0] ?? null,
    note: note?.[1] ?? null,
  }
}

/**
 * Appends entries to the audit log, one after the other, in the transaction of their acts. Call it last: it waits for every other
 * transaction that has appended, so that numbers have no gaps and become visible in their order, which whoever builds the tree relies on.
 * @returns the numbers of the entries
 */
async function appendEntries(trx: Transaction, entries: readonly AuditEntry[]): Promise<readonly number[]> {
  await sql`SELECT pg_advisory_xact_lock(${auditLock})`.execute(trx)
  const last = await trx.selectFrom('audit').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const rows = entries.map((entry, index) => rowOf(entry, (last?.seq ?? 0) + index + 1))
  await trx.insertInto('audit').values(rows).execute()
  return rows.map(({ seq }) => seq)
}

/**
 * Appends an entry to the audit log in the transaction of the act, so that there is no act without its trace. Call it last.
 * @returns the number of the entry
 */
export async function appendAudit(trx: Transaction, entry: AuditEntry): Promise<number> {
  const [seq] = await appendEntries(trx, [entry])
  return seq as number
}

/** How many entries one transaction appends. */
const atOnce = 200

/**
 * Appends entries of what is no act, an answer or a refusal, each on disk before its caller goes on: those that come while a
 * transaction is under way go together in the next, since one waits for the other in any case.
 */
export function createTracer(db: Kysely<Tables>): (entry: AuditEntry) => Promise<number> {
  return together((entries) => db.transaction().execute((trx) => appendEntries(trx, entries)), atOnce)
}

/** What `note` of an entry says. */
export function saidIn(note: string | null): { reason?: string; standsInFor?: string[] } {
  return note === null ? {} : (JSON.parse(note) as ReturnType<typeof saidIn>)
}

/** Which entries are looked for; what is left out does not matter. */
export interface AuditFilter {
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly subject?: string | undefined
  /** Moments, the first included and the second not. */
  readonly since?: string | undefined
  readonly until?: string | undefined
}

function chosen(db: Kysely<Tables>, { actor, action, subject, since, until }: AuditFilter) {
  let query = db.selectFrom('audit')
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (action !== undefined) query = query.where('action', '=', action)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (since !== undefined) query = query.where('at', '>=', since)
  if (until !== undefined) query = query.where('at', '<', until)
  return query
}

/** Entries before the given number, newest first. */
export async function listEntries(
  db: Kysely<Tables>,
  page: AuditFilter & { readonly before?: number | undefined; readonly limit: number },
) {
  let query = chosen(db, page)
    .select(['seq', 'at', 'actor', 'action', 'subject', 'outcome', 'leaf', 'note'])
    .orderBy('seq', 'desc')
    .limit(page.limit)
  if (page.before !== undefined) query = query.where('seq', '<', page.before)
  return query.execute()
}

/** The bytes of an entry as they were hashed. */
export async function findEntry(db: Kysely<Tables>, seq: number): Promise<Buffer | undefined> {
  const row = await db.selectFrom('audit').select('entry').where('seq', '=', seq).executeTakeFirst()
  return row?.entry
}

const pageSize = 1_000

/** The rows of a log that was never cut, as they are stored, oldest first, up to a number; a page at a time. */
export async function* streamEntries(db: Kysely<Tables>, filter: AuditFilter, to: number) {
  let after = 0
  for (;;) {
    const rows = await chosen(db, filter)
      .selectAll()
      .where('seq', '>', after)
      .where('seq', '<=', to)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    yield rows
    const last = rows.at(-1)
    if (rows.length < pageSize || last === undefined) return
    after = last.seq
  }
}
