import type { ErasureFacts } from '@comity/domain/retention/erasure'
import { type RetentionClass, retentionClassOf, reviewDate } from '@comity/domain/retention/retention-class'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'

type Reader = Kysely<Tables> | Transaction

/** What stands for each class: the newest word, which may be that nothing is set. */
export async function listPeriods(db: Reader) {
  return db.selectFrom('retention_period').selectAll().distinctOn('class').orderBy('class').orderBy('seq', 'desc').execute()
}

/** Months by class, of the classes for which a period is set. */
export async function monthsByClass(db: Reader): Promise<ReadonlyMap<RetentionClass, number>> {
  return new Map((await listPeriods(db)).flatMap(({ class: of, months }) => (months === null ? [] : [[of, months] as const])))
}

const named = ['id', 'side', 'counterpart', 'reference', 'their_reference', 'closed_at', 'closed_from', 'erased_at', 'stage'] as const

/** The row of a request, as far as keeping it goes. @param forChange holds it until the transaction ends, so that hold and erasure meet here */
export async function findKept(db: Reader, request: string, forChange = false) {
  const query = db.selectFrom('request').select(named).where('id', '=', request)
  return (forChange ? query.forUpdate() : query).executeTakeFirst()
}
export type KeptRow = NonNullable<Awaited<ReturnType<typeof findKept>>>

/** Every decision to keep a request longer, the newest last. */
export async function listExtensions(db: Reader, request: string) {
  return db.selectFrom('retention_extension').selectAll().where('request', '=', request).orderBy('seq').execute()
}

/** Holds on a request, the newest first. */
export async function listHolds(db: Reader, request: string) {
  return db.selectFrom('legal_hold').selectAll().where('request', '=', request).orderBy('set_at', 'desc').orderBy('id', 'desc').execute()
}

/** The erasure of a request that waits for its decision or is under way or done. */
export async function findOpenErasure(db: Reader, request: string) {
  return db.selectFrom('erasure').select(['id']).where('request', '=', request).where('standing', '<>', 'declined').executeTakeFirst()
}

async function countUnderWay(db: Reader, thread: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT
    (SELECT count(*) FROM outbox WHERE thread = ${thread} AND standing IN ('queued', 'sealed', 'announced'))
    + (SELECT count(*) FROM inbox WHERE thread = ${thread} AND standing = 'receiving') AS n`.execute(db)
  return rows[0]?.n ?? 0
}

/** The class of a closed request; none of one that is open. */
export function classOf({ side, closed_from }: Pick<KeptRow, 'side' | 'closed_from'>): RetentionClass | undefined {
  return closed_from === null ? undefined : retentionClassOf(side, closed_from)
}

/** What decides of a request whether it may be erased now. @param dateOf the capital's date of a moment */
export async function factsOf(
  db: Reader,
  row: KeptRow,
  dateOf: (at: string) => string,
  now: string,
): Promise<ErasureFacts & { readonly months: number | undefined }> {
  const of = classOf(row)
  const months = of === undefined ? undefined : (await monthsByClass(db)).get(of)
  const keptUntil = (await listExtensions(db, row.id)).at(-1)?.until
  return {
    held: (await listHolds(db, row.id)).some(({ lifted_at }) => lifted_at === null),
    closed: row.stage === 'closed' && row.erased_at === null,
    underWay: await countUnderWay(db, row.id),
    review: row.closed_at === null ? undefined : reviewDate(dateOf(row.closed_at), months, keptUntil),
    today: dateOf(now),
    months,
  }
}

/**
 * Closed requests that may be due, the longest closed first. The shortest period that is set narrows it; whether one is due is for
 * `factsOf` to say.
 */
export async function listClosed(
  db: Reader,
  page: { readonly before: string; readonly after?: { readonly at: string; readonly id: string }; readonly limit: number },
) {
  let query = db.selectFrom('request').select(named).where('closed_at', 'is not', null).where('erased_at', 'is', null)
  query = query.where('closed_at', '<=', page.before)
  const { after } = page
  if (after !== undefined) query = query.where(sql<boolean>`(closed_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`)
  return query.orderBy('closed_at').orderBy('id').limit(page.limit).execute()
}

function erasures(db: Reader) {
  return db
    .selectFrom('erasure')
    .innerJoin('request', 'request.id', 'erasure.request')
    .selectAll('erasure')
    .select(['request.side', 'request.counterpart', 'request.reference', 'request.their_reference', 'request.closed_at'])
    .select(sql<boolean>`EXISTS (SELECT FROM legal_hold WHERE legal_hold.request = request.id AND lifted_at IS NULL)`.as('held'))
}

/** Erasures with what is left of their requests, the newest first. */
export async function listErasureRows(
  db: Reader,
  page: {
    readonly standing?: 'proposed' | 'approved' | 'declined' | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
) {
  let query = erasures(db)
  if (page.standing !== undefined) query = query.where('erasure.standing', '=', page.standing)
  if (page.before !== undefined) query = query.where('erasure.id', '<', page.before)
  return query.orderBy('erasure.id', 'desc').limit(page.limit).execute()
}

/** One erasure. */
export async function findErasure(db: Reader, id: string) {
  return erasures(db).where('erasure.id', '=', id).executeTakeFirst()
}
export type ErasureRow = NonNullable<Awaited<ReturnType<typeof findErasure>>>
