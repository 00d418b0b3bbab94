import type { EmblemFile } from '@comity/contract/letterhead'
import { type Insertable, type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { LetterheadTables, LetterheadUseRow, LetterheadVersionRow } from './tables.ts'

type Reader = Kysely<Tables> | Transaction
type Part = LetterheadVersionRow['part']

// Any number, so long as every process of an authority takes the same. The table itself is not ours to lock: we may only add to it.
const versionLock = 4_207_905

/** Every version of a language, the newest first. */
export async function listVersions(db: Reader, language: string): Promise<readonly LetterheadVersionRow[]> {
  return db.selectFrom('letterhead_version').selectAll().where('language', '=', language).orderBy('id', 'desc').execute()
}

/** Finds one version. */
export async function findVersion(db: Reader, id: string): Promise<LetterheadVersionRow | undefined> {
  return db.selectFrom('letterhead_version').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The uses of the versions of a language, the latest first. */
export async function listUses(db: Reader, language: string): Promise<readonly LetterheadUseRow[]> {
  return db
    .selectFrom('letterhead_use')
    .innerJoin('letterhead_version', 'letterhead_version.id', 'letterhead_use.letterhead')
    .selectAll('letterhead_use')
    .where('letterhead_version.language', '=', language)
    .orderBy('letterhead_use.seq', 'desc')
    .execute()
}

/** Finds the version that stood at a moment; at the last where none is given. */
export async function findCurrent(db: Reader, language: string, part: Part, at?: string): Promise<LetterheadVersionRow | undefined> {
  let query = db
    .selectFrom('letterhead_version')
    .innerJoin('letterhead_use', 'letterhead_use.letterhead', 'letterhead_version.id')
    .selectAll('letterhead_version')
    .where('letterhead_version.language', '=', language)
    .where('letterhead_version.part', '=', part)
    .orderBy('letterhead_use.seq', 'desc')
    .limit(1)
  if (at !== undefined) query = query.where('letterhead_use.used_at', '<=', at)
  return query.executeTakeFirst()
}

/** Adds the next version of a part. */
export async function addVersion(
  trx: Transaction,
  row: Omit<Insertable<LetterheadTables['letterhead_version']>, 'version'>,
): Promise<LetterheadVersionRow> {
  await sql`SELECT pg_advisory_xact_lock(${versionLock})`.execute(trx)
  const last = await trx
    .selectFrom('letterhead_version')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('language', '=', row.language)
    .where('part', '=', row.part)
    .executeTakeFirst()
  return trx
    .insertInto('letterhead_version')
    .values({ ...row, version: (last?.version ?? 0) + 1 })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Says that a version is used from now on. */
export async function addUse(trx: Transaction, row: Insertable<LetterheadTables['letterhead_use']>): Promise<void> {
  await trx.insertInto('letterhead_use').values(row).execute()
}

/** Keeps what a picture is; the same one again changes nothing. */
export async function addEmblemRow(trx: Transaction, row: Insertable<LetterheadTables['letterhead_emblem']>): Promise<void> {
  await trx
    .insertInto('letterhead_emblem')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Finds an emblem. */
export async function findEmblem(db: Reader, sha256: string): Promise<EmblemFile | undefined> {
  return db.selectFrom('letterhead_emblem').select(['sha256', 'width', 'height']).where('sha256', '=', sha256).executeTakeFirst()
}
