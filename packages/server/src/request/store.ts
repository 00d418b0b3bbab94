import type { FileReference } from '@comity/domain/request/content'
import { replay, type Request, type RequestEvent } from '@comity/domain/request/request'
import type { Stage } from '@comity/domain/request/progress'
import type { Side } from '@comity/domain/request/act'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import { rowOf, wordsOf } from './row.ts'
import type { RequestFileTable, RequestTable } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

/** The log of a request, oldest first. */
export async function listEvents(db: Reader, request: string): Promise<readonly RequestEvent[]> {
  const rows = await db.selectFrom('request_event').selectAll().where('request', '=', request).orderBy('version').execute()
  return rows.map(
    ({ body, id, at, actor_id, actor_name, type }) =>
      ({ ...(body as object), id, at, actor: { id: actor_id, name: actor_name }, type }) as unknown as RequestEvent,
  )
}

/** Loads a request as the fold of its events. */
export async function findRequest(db: Reader, id: string): Promise<Request | undefined> {
  const events = await listEvents(db, id)
  return events.length === 0 ? undefined : replay(events)
}

/** Loads a request and holds its row until the transaction ends, so that one change at a time is decided. */
export async function findRequestForChange(trx: Transaction, id: string): Promise<Request | undefined> {
  const row = await trx.selectFrom('request').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return row === undefined ? undefined : findRequest(trx, id)
}

/** Whether a request is no longer there but by its number. */
export async function isErased(db: Reader, id: string): Promise<boolean> {
  return (
    (await db.selectFrom('request').select('id').where('id', '=', id).where('erased_at', 'is not', null).executeTakeFirst()) !== undefined
  )
}

/** Appends events and writes the row they lead to. `before` is the request they were decided on. */
export async function appendEvents(
  trx: Transaction,
  before: Request | undefined,
  after: Request,
  events: readonly RequestEvent[],
): Promise<void> {
  const { searchWords, ...row } = rowOf(after)
  const words = sql`array_to_tsvector(${searchWords}::text[])`
  if (before === undefined) {
    await trx
      .insertInto('request')
      .values({ ...row, words, ...(row.stage === 'closed' ? { closed_at: row.changed_at } : {}) })
      .execute()
  } else {
    await trx
      .updateTable('request')
      // It stays closed since the act that closed it, whatever is confirmed afterwards.
      .set({ ...row, words, closed_at: row.stage === 'closed' ? sql`coalesce(closed_at, ${row.changed_at}::timestamptz)` : null })
      .where('id', '=', after.id)
      .execute()
  }
  const first = (before?.version ?? 0) + 1
  await trx
    .insertInto('request_event')
    .values(
      events.map(({ id, at, actor, type, ...body }, index) => ({
        request: after.id,
        version: first + index,
        id,
        at,
        actor_id: actor.id,
        actor_name: actor.name,
        type,
        body: JSON.stringify(body),
      })),
    )
    .execute()
}

/** What a page of the register is asked for. */
export interface ListQuery {
  readonly side?: Side | undefined
  readonly stage?: Stage | undefined
  readonly counterpart?: string | undefined
  readonly q?: string | undefined
  readonly sort: 'due' | 'changed'
  readonly office?: string
  readonly limit: number
  readonly after?: { readonly key: string; readonly id: string }
}

/** More matches than this are a common word. */
const fewMatches = 500

/**
 * The condition that a request bears the words. Whether to walk the list in its order or to sort what the words lead to
 * depends on how many bear them, which nobody can guess for a word of which the beginning is given: so they are looked up.
 */
async function bearing(db: Reader, words: readonly string[]): Promise<RawBuilder<boolean>> {
  const query = words.map((word) => `'${word}':*`).join(' & ')
  const matches = sql<boolean>`words @@ ${query}::tsquery`
  // Not `matches` itself: under row security its index could not be used.
  const { rows: found } = await sql<{ id: string }>`SELECT id FROM find_requests(${query}::tsquery, ${fewMatches + 1}) AS id`.execute(db)
  return found.length > fewMatches ? matches : sql<boolean>`id = ANY(${found.map(({ id }) => id)}::uuid[])`
}

/** A page of rows, by deadline or newest change first. */
export async function listRows(
  db: Reader,
  query: ListQuery,
): Promise<readonly Omit<RequestTable, 'words' | 'closed_at' | 'closed_from' | 'erased_at'>[]> {
  let select = db
    .selectFrom('request')
    .select([
      'id',
      'side',
      'counterpart',
      'reference',
      'their_reference',
      'title',
      'stage',
      'due',
      'assigned_to',
      'waits_for_approval',
      'opened_at',
      'changed_at',
      'version',
    ])
  select = select.where('erased_at', 'is', null)
  if (query.side !== undefined) select = select.where('side', '=', query.side)
  if (query.stage !== undefined) select = select.where('stage', '=', query.stage)
  if (query.counterpart !== undefined) select = select.where('counterpart', '=', query.counterpart)
  if (query.office !== undefined) select = select.where('assigned_to', '=', query.office)
  const words = query.q === undefined ? [] : wordsOf(query.q)
  if (words.length > 0) select = select.where(await bearing(db, words))
  const { after } = query
  if (query.sort === 'due') {
    if (after !== undefined) select = select.where(sql<boolean>`(due, id) > (${after.key}::date, ${after.id}::uuid)`)
    select = select.orderBy('due').orderBy('id')
  } else {
    if (after !== undefined) select = select.where(sql<boolean>`(changed_at, id) < (${after.key}::timestamptz, ${after.id}::uuid)`)
    select = select.orderBy('changed_at', 'desc').orderBy('id', 'desc')
  }
  return select.limit(query.limit).execute()
}

function referenceOf(row: RequestFileTable): FileReference {
  const { id, name, size, sha256 } = row
  return { id, name, mediaType: row.media_type, size, sha256, ...(row.describes === null ? {} : { describes: row.describes }) }
}

/** The files of a request, ours and theirs, oldest first. */
export async function listFiles(db: Reader, request: string): Promise<readonly FileReference[]> {
  const rows = await db.selectFrom('request_file').selectAll().where('request', '=', request).orderBy('added_at').orderBy('id').execute()
  return rows.map(referenceOf)
}

/** One file of a request. */
export async function findFile(db: Reader, request: string, id: string): Promise<FileReference | undefined> {
  const row = await db.selectFrom('request_file').selectAll().where('request', '=', request).where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : referenceOf(row)
}

/** Enters files of a request; one that is already there stays as it is. */
export async function addFiles(
  trx: Transaction,
  request: string,
  files: readonly FileReference[],
  added: { origin: 'ours' | 'theirs'; at: string; by: string },
): Promise<void> {
  if (files.length === 0) return
  await trx
    .insertInto('request_file')
    .values(
      files.map((file) => ({
        request,
        id: file.id,
        name: file.name,
        media_type: file.mediaType,
        size: file.size,
        sha256: file.sha256,
        describes: file.describes ?? null,
        origin: added.origin,
        added_at: added.at,
        added_by: added.by,
      })),
    )
    .onConflict((conflict) => conflict.columns(['request', 'id']).doNothing())
    .execute()
}
