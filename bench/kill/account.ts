import { openDatabase } from '@comity/server/platform/database'
import { findRequest } from '@comity/server/request/store'
import { rowOf } from '@comity/server/request/row'
import { sql } from 'kysely'
import type { Office } from './office.ts'

/** What one side's database holds when all is over. */
export interface Account {
  /** Ids of our acts, of those received, of messages consigned and accepted; as often as they are there. */
  readonly acted: readonly string[]
  readonly received: readonly string[]
  readonly consigned: readonly string[]
  readonly accepted: readonly string[]
  /** The thread of each request: both sides' acts in thread order. */
  readonly threads: ReadonlyMap<string, string>
  /** Messages that have not got there, or never will. */
  readonly unsettled: number
  /** Receipts given more than once for the same. */
  readonly receiptsTwice: number
  /** Receipts of ours that do not name the one before. */
  readonly chainBreaks: number
  /** Requests whose row is not what their events lead to. */
  readonly rowsApart: number
  /** Places at which the numbers of the audit log are not consecutive. */
  readonly auditGaps: number
  /** Acts of officers without an entry in the audit log, and accepted messages without one. */
  readonly untraced: number
}

/** Opens the database of an office that is stopped, and counts. */
export async function accountOf({ dataDirectory, databaseUrl, desk }: Office): Promise<Account> {
  const { db, close } = await openDatabase({ dataDirectory, ...(databaseUrl === undefined ? {} : { url: databaseUrl }) })
  const ids = async (query: ReturnType<typeof sql<{ id: string }>>) => (await query.execute(db)).rows.map(({ id }) => id)
  const count = async (query: ReturnType<typeof sql<{ count: number }>>) => (await query.execute(db)).rows[0]?.count ?? 0
  try {
    const requests = await db.selectFrom('request').selectAll().execute()
    const threads = new Map<string, string>()
    let rowsApart = 0
    for (const row of requests) {
      const request = await findRequest(db, row.id)
      if (request === undefined) throw new Error('a row has no events')
      threads.set(row.id, JSON.stringify(request.acts))
      const { searchWords: _, ...replayed } = rowOf(request)
      if (Object.entries(replayed).some(([name, value]) => row[name as keyof typeof row] !== value)) rowsApart += 1
    }
    return {
      threads,
      rowsApart,
      acted: await ids(sql`SELECT body -> 'act' ->> 'id' AS id FROM request_event WHERE type = 'acted'`),
      received: await ids(sql`SELECT body -> 'act' ->> 'id' AS id FROM request_event WHERE type = 'received'`),
      consigned: await ids(sql`SELECT id FROM outbox WHERE standing = 'consigned'`),
      accepted: await ids(sql`SELECT id FROM inbox WHERE standing = 'accepted'`),
      unsettled:
        (await count(sql`SELECT count(*) FROM outbox WHERE standing <> 'consigned'`)) +
        (await count(sql`SELECT count(*) FROM inbox WHERE standing <> 'accepted'`)),
      receiptsTwice: await count(
        sql`SELECT count(*) FROM (SELECT FROM receipt GROUP BY message, event, issuer HAVING count(*) > 1) AS repeated`,
      ),
      chainBreaks: await count(
        sql`SELECT count(*) FROM (SELECT previous, lag(digest) OVER (ORDER BY seq) AS before FROM receipt WHERE issuer = ${`${desk.state}/central`}) AS chain
          WHERE previous IS DISTINCT FROM before`,
      ),
      auditGaps: await count(
        sql`SELECT count(*) FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS place FROM audit) AS log WHERE seq <> place`,
      ),
      untraced: await count(
        sql`SELECT abs((SELECT count(*) FROM inbox WHERE standing = 'accepted') - (SELECT count(*) FROM audit WHERE action = 'message.accept' AND outcome = 'done'))
          + (SELECT count(*) FROM request_event e WHERE type = 'acted' AND NOT EXISTS
              (SELECT FROM audit a WHERE a.subject = e.request::text AND a.at = e.at AND a.outcome = 'done')) AS count`,
      ),
    }
  } finally {
    await close()
  }
}
