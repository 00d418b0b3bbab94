import type { KeptSegment } from '@comity/domain/translation/segment'
import { type Insertable, type Kysely, sql, type Updateable } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { ExportedSegment, TranslationRecord, TranslationTables } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

/** Finds a translation. */
export async function findTranslation(db: Reader, id: string): Promise<TranslationRecord | undefined> {
  return db.selectFrom('translation').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Finds a translation and lets nobody else change it until the transaction ends. */
export async function findTranslationForChange(trx: Transaction, id: string): Promise<TranslationRecord | undefined> {
  return trx.selectFrom('translation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The certified translations of a request. */
export async function listCertified(db: Reader, request: string): Promise<readonly TranslationRecord[]> {
  return db
    .selectFrom('translation')
    .selectAll()
    .where('request', '=', request)
    .where('stage', '=', 'certified')
    .orderBy('language')
    .execute()
}

/** What a list of translations is asked for. */
export interface TranslationQuery {
  readonly request?: string | undefined
  /** Only those that are not certified. */
  readonly open: boolean
  readonly translator?: string | undefined
  readonly limit: number
  readonly after?: { readonly due: string; readonly id: string } | undefined
}

/** Translations by the day they are due. */
export async function listTranslationRows(db: Reader, query: TranslationQuery): Promise<readonly TranslationRecord[]> {
  let select = db.selectFrom('translation').selectAll().orderBy('due').orderBy('id').limit(query.limit)
  if (query.request !== undefined) select = select.where('request', '=', query.request)
  if (query.open) select = select.where('stage', '<>', 'certified')
  if (query.translator !== undefined) select = select.where('translator', '=', query.translator)
  const { after } = query
  if (after !== undefined) select = select.where(sql<boolean>`(due, id) > (${after.due}::date, ${after.id}::uuid)`)
  return select.execute()
}

/** Adds a translation. @returns undefined where the request has one into that language */
export async function addTranslation(
  trx: Transaction,
  row: Insertable<TranslationTables['translation']>,
): Promise<TranslationRecord | undefined> {
  return trx
    .insertInto('translation')
    .values(row)
    .onConflict((conflict) => conflict.columns(['request', 'language']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Changes a translation, and counts its version on. */
export async function changeTranslation(
  trx: Transaction,
  id: string,
  change: Updateable<TranslationTables['translation']>,
): Promise<TranslationRecord> {
  return trx
    .updateTable('translation')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** What a translation keeps of its segments, in the order of the request. */
export async function listSegments(db: Reader, translation: string): Promise<readonly KeptSegment[]> {
  const rows = await db.selectFrom('translation_segment').selectAll().where('translation', '=', translation).orderBy('place').execute()
  return rows.map(({ key, source, target, made_for, done }) => ({
    key,
    source,
    done,
    ...(target === null ? {} : { target }),
    ...(made_for === null ? {} : { madeFor: made_for }),
  }))
}

/** Rows of one statement: each brings seven values, of which PostgreSQL takes 65,535. */
const rowsAtOnce = 5000

/** Writes the segments of a translation anew. */
export async function writeSegments(trx: Transaction, translation: string, segments: readonly KeptSegment[]): Promise<void> {
  await trx.deleteFrom('translation_segment').where('translation', '=', translation).execute()
  const rows = segments.map(({ key, source, target = null, madeFor = null, done }, place) => ({
    translation,
    key,
    place,
    source,
    target,
    made_for: madeFor,
    done,
  }))
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await trx
      .insertInto('translation_segment')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute()
}

/** Keeps what leaves in a file. */
export async function addExport(trx: Transaction, row: Insertable<TranslationTables['translation_export']>): Promise<void> {
  await trx.insertInto('translation_export').values(row).execute()
}

/** What left in a file of this translation. */
export async function findExport(db: Reader, translation: string, id: string): Promise<readonly ExportedSegment[] | undefined> {
  const row = await db
    .selectFrom('translation_export')
    .select('segments')
    .where('id', '=', id)
    .where('translation', '=', translation)
    .executeTakeFirst()
  return row?.segments
}
