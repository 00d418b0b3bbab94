import type { MessageEntry } from '@comity/contract/message'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import type { ReceiptView } from './receipt-store.ts'

interface Row {
  readonly id: string
  readonly direction: 'out' | 'in'
  readonly peer: string
  readonly type: string | null
  readonly thread: string | null
  readonly standing: MessageEntry['standing']
  readonly at: string
  readonly attempts: number | null
  readonly problem: string | null
  readonly digest: string | null
  readonly ref: string
  readonly attention: boolean
  /** Tells rows of the same moment apart. */
  readonly key: string
}

/** What to leave in the list. */
interface Wanted {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly peer?: string | undefined
  readonly direction?: 'out' | 'in' | undefined
  readonly attention?: 'yes' | undefined
}

/** Place in the list: everything at or before it has been shown. */
interface Cursor {
  readonly at: string
  readonly key: string
}

// Somebody should look at what failed or was refused, at what was tried in vain more than once, and at what is late.
const messages = sql`
  SELECT id, 'out' AS direction, peer, type, thread, standing, created_at AS at, attempts, last_problem AS problem, digest, 'o' || id AS key, id::text AS ref,
    standing = 'failed' OR (standing <> 'consigned' AND ((attempts > 1 AND last_problem IS NOT NULL) OR last_problem IN ('unknown-peer', 'peer-suspended', 'peer-not-verified'))) AS attention
    FROM outbox
  UNION ALL
  SELECT id, 'in', peer, type, thread, standing, received_at, NULL, problem, digest, 'i' || id || peer, id::text,
    standing = 'receiving' AND EXISTS (SELECT FROM inbox AS later WHERE later.peer = inbox.peer AND later.thread = inbox.thread AND later.received_at > inbox.received_at)
    FROM inbox WHERE standing <> 'refused'
  UNION ALL
  SELECT id, 'in', peer, NULL, NULL, 'refused', at, NULL, problem, digest, 'r' || seq, 'refused-' || seq, true FROM refused_message`

function readCursor(text: string | undefined): Cursor | undefined {
  const [at, key] = Buffer.from(text ?? '', 'base64url')
    .toString()
    .split(' ')
  return at === undefined || key === undefined || Number.isNaN(Date.parse(at)) ? undefined : { at, key }
}

function receiptKey(row: {
  readonly direction: string
  readonly peer: string
  readonly message: string
  readonly digest: string | null
}): string {
  return [row.direction, row.peer, row.message, row.digest].join(' ')
}

async function receiptsByMessage(db: Kysely<Tables>, rows: readonly Row[]): Promise<ReadonlyMap<string, readonly ReceiptView[]>> {
  const found = new Map<string, ReceiptView[]>()
  if (rows.length === 0) return found
  const receipts = await db
    .selectFrom('receipt')
    .select(['direction', 'peer', 'message', 'envelope_digest as digest', 'event', 'at', 'issuer'])
    .where('message', 'in', [...new Set(rows.map(({ id }) => id))])
    .orderBy('seq')
    .execute()
  for (const receipt of receipts) {
    const key = receiptKey(receipt)
    found.set(key, [...(found.get(key) ?? []), { event: receipt.event, at: receipt.at, by: receipt.issuer }])
  }
  return found
}

/** Messages sent, received and refused, newest first, with their receipts: what happened to each, never what it says. */
export async function listMessages(db: Kysely<Tables>, wanted: Wanted): Promise<{ items: MessageEntry[]; next?: string }> {
  const { cursor, limit, peer, direction, attention } = wanted
  const from = readCursor(cursor)
  const conditions = [
    sql`true`,
    ...(from === undefined ? [] : [sql`(at, key) < (${from.at}::timestamptz, ${from.key})`]),
    ...(peer === undefined ? [] : [sql`peer = ${peer}`]),
    ...(direction === undefined ? [] : [sql`direction = ${direction}`]),
    ...(attention === undefined ? [] : [sql`attention`]),
  ]
  const where = sql.join(conditions, sql` AND `)
  const { rows } =
    await sql<Row>`SELECT * FROM (${messages}) AS message WHERE ${where} ORDER BY at DESC, key DESC LIMIT ${limit + 1}`.execute(db)
  const page = rows.slice(0, limit)
  const receipts = await receiptsByMessage(db, page)
  const items = page.map((row) => ({
    ref: row.ref,
    id: row.id,
    direction: row.direction,
    peer: row.peer,
    standing: row.standing,
    at: row.at,
    attention: row.attention,
    receipts: [...(receipts.get(receiptKey({ ...row, message: row.id })) ?? [])],
    ...(row.type === null ? {} : { type: row.type }),
    ...(row.thread === null ? {} : { thread: row.thread }),
    ...(row.attempts === null ? {} : { attempts: row.attempts }),
    ...(row.problem === null ? {} : { problem: row.problem }),
  }))
  const last = rows.length > limit ? page.at(-1) : undefined
  return last === undefined ? { items } : { items, next: Buffer.from(`${last.at} ${last.key}`).toString('base64url') }
}
