import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'

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
}

// Any number, so long as every process of an authority takes the same.
const auditLock = 4_207_902

/** RFC 8785 JSON of a flat object of strings and whole numbers: sorted keys are all it takes. */
function canonical(value: Readonly<Record<string, string | number>>): Buffer {
  return Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))))
}

/** The leaf of an entry in a Merkle log (RFC 6962 section 2.1): SHA-256 over a zero byte and the stored bytes. */
export function leafHash(entry: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(0)).update(entry).digest()
}

/**
 * Appends an entry to the audit log in the transaction of the act, so that there is no act without its trace.
 * Call it last: it waits for every other transaction that has appended, so that numbers have no gaps and become
 * visible in their order, which whoever builds the tree relies on.
 * @returns the number of the entry
 */
export async function appendAudit(trx: Transaction, entry: AuditEntry): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(${auditLock})`.execute(trx)
  const last = await trx.selectFrom('audit').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const seq = (last?.seq ?? 0) + 1
  const { at, actor, action, subject = '', outcome, digest } = entry
  const bytes = canonical({ v: 1, seq, at, actor, action, subject, outcome, ...(digest === undefined ? {} : { digest }) })
  await trx
    .insertInto('audit')
    .values({ seq, at, actor, action, subject, outcome, entry: bytes, leaf: leafHash(bytes) })
    .execute()
  return seq
}

/** Entries before the given number, newest first. */
export async function listEntries(db: Kysely<Tables>, page: { before?: number | undefined; subject?: string | undefined; limit: number }) {
  let query = db
    .selectFrom('audit')
    .select(['seq', 'at', 'actor', 'action', 'subject', 'outcome', 'leaf'])
    .orderBy('seq', 'desc')
    .limit(page.limit)
  if (page.before !== undefined) query = query.where('seq', '<', page.before)
  if (page.subject !== undefined) query = query.where('subject', '=', page.subject)
  return query.execute()
}
