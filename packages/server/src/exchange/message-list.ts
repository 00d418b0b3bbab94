import type { MessageEntry } from '@comity/contract/exchange'
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
  /** Tells rows of the same moment apart. */
  readonly key: string
}

/** Place in the list: everything at or before it has been shown. */
interface Cursor {
  readonly at: string
  readonly key: string
}

const messages = sql`
  SELECT id, 'out' AS direction, peer, type, thread, standing, created_at AS at, attempts, last_problem AS problem, digest, 'o' || id AS key FROM outbox
  UNION ALL
  SELECT id, 'in', peer, type, thread, standing, received_at, NULL, problem, digest, 'i' || id || peer FROM inbox WHERE standing <> 'refused'
  UNION ALL
  SELECT id, 'in', peer, NULL, NULL, 'refused', at, NULL, problem, digest, 'r' || seq FROM refused_message`

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
export async function listMessages(
  db: Kysely<Tables>,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: MessageEntry[]; next?: string }> {
  const from = readCursor(cursor)
  const after = from === undefined ? sql`` : sql`WHERE (at, key) < (${from.at}::timestamptz, ${from.key})`
  const { rows } = await sql<Row>`SELECT * FROM (${messages}) AS message ${after} ORDER BY at DESC, key DESC LIMIT ${limit + 1}`.execute(db)
  const page = rows.slice(0, limit)
  const receipts = await receiptsByMessage(db, page)
  const items = page.map((row) => ({
    id: row.id,
    direction: row.direction,
    peer: row.peer,
    standing: row.standing,
    at: row.at,
    receipts: [...(receipts.get(receiptKey({ ...row, message: row.id })) ?? [])],
    ...(row.type === null ? {} : { type: row.type }),
    ...(row.thread === null ? {} : { thread: row.thread }),
    ...(row.attempts === null ? {} : { attempts: row.attempts }),
    ...(row.problem === null ? {} : { problem: row.problem }),
  }))
  const last = rows.length > limit ? page.at(-1) : undefined
  return last === undefined ? { items } : { items, next: Buffer.from(`${last.at} ${last.key}`).toString('base64url') }
}
