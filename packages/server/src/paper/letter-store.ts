import type { RegisteredLetter } from '@comity/domain/paper/outgoing-letter'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { OutgoingLetterTable } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

function letterOf({
  number,
  code,
  url,
  date,
  act,
  language,
  standing,
  settled_at: settledAt,
  allotted_at: at,
  sha256,
  pages,
}: OutgoingLetterTable): RegisteredLetter {
  return {
    number,
    code,
    url,
    date,
    act,
    language,
    standing,
    at,
    ...(settledAt === null ? {} : { settledAt }),
    ...(sha256 === null ? {} : { sha256 }),
    ...(pages === null ? {} : { pages }),
  }
}

/**
 * Takes the next number of a year. The row is held until the transaction ends, so that numbers have no gap and follow the order
 * of the transactions; one that fails gives its number back.
 */
export async function takeSerial(trx: Transaction, year: number): Promise<number> {
  const { last } = await trx
    .insertInto('letter_year')
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`letter_year.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** Enters a letter whose number was taken. */
export async function addLetter(trx: Transaction, letter: Omit<OutgoingLetterTable, 'sha256' | 'replaced_by' | 'pages'>): Promise<void> {
  await trx.insertInto('outgoing_letter').values(letter).execute()
}

/** The letters of a request, in the order of their numbers. */
export async function listLettersOf(db: Reader, request: string): Promise<readonly RegisteredLetter[]> {
  const rows = await db.selectFrom('outgoing_letter').selectAll().where('request', '=', request).orderBy('year').orderBy('serial').execute()
  return rows.map(letterOf)
}

/** What a number becomes of: issued with the hash of its PDF, void, or replaced by another. */
export type Settlement =
  | { readonly standing: 'issued'; readonly sha256?: string | undefined }
  | { readonly standing: 'void' }
  | { readonly standing: 'replaced'; readonly by: string }

/** Settles one letter. */
export async function settleLetter(trx: Transaction, number: string, at: string, settlement: Settlement): Promise<void> {
  await trx
    .updateTable('outgoing_letter')
    .set({
      standing: settlement.standing,
      settled_at: at,
      ...(settlement.standing === 'issued' && settlement.sha256 !== undefined ? { sha256: settlement.sha256 } : {}),
      ...(settlement.standing === 'replaced' ? { replaced_by: settlement.by } : {}),
    })
    .where('number', '=', number)
    .execute()
}

/** Notes of an issued letter the PDF that is printed. What was noted before stays: the database refuses another hash. */
export async function setPrint(
  trx: Transaction,
  number: string,
  print: { readonly sha256: string; readonly pages: number },
): Promise<void> {
  await trx.updateTable('outgoing_letter').set(print).where('number', '=', number).where('standing', '=', 'issued').execute()
}

/** The row of a code, whatever became of it. */
export async function findLetter(db: Reader, code: string): Promise<OutgoingLetterTable | undefined> {
  return db.selectFrom('outgoing_letter').selectAll().where('code', '=', code).executeTakeFirst()
}

/** What a page of the register of letters is asked for. */
export interface LetterQuery {
  readonly standing?: string | undefined
  readonly counterpart?: string | undefined
  readonly q?: string | undefined
  readonly limit: number
  /** Year and serial of the last one that was shown. */
  readonly before?: { readonly year: number; readonly serial: number }
}

/** Letters with the reference of their request, the last number first. */
export async function listLetterRows(db: Reader, query: LetterQuery) {
  let select = db
    .selectFrom('outgoing_letter as letter')
    .innerJoin('request', 'request.id', 'letter.request')
    .select(['letter.year', 'letter.serial', 'letter.number', 'letter.date', 'letter.counterpart', 'letter.act', 'letter.language'])
    .select(['letter.standing', 'letter.request', 'letter.replaced_by', 'request.reference'])
  if (query.standing !== undefined) select = select.where('letter.standing', '=', query.standing as OutgoingLetterTable['standing'])
  if (query.counterpart !== undefined) select = select.where('letter.counterpart', '=', query.counterpart)
  if (query.q !== undefined && query.q !== '') {
    const like = `%${query.q.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`
    select = select.where((is) => is.or([is('letter.number', 'ilike', like), is('request.reference', 'ilike', like)]))
  }
  const { before } = query
  if (before !== undefined) select = select.where(sql<boolean>`(letter.year, letter.serial) < (${before.year}::int, ${before.serial}::int)`)
  return select.orderBy('letter.year', 'desc').orderBy('letter.serial', 'desc').limit(query.limit).execute()
}

/** Counts what an address asked for in vain since a moment, one counter at a time. */
export async function countGuesses(trx: Transaction, bucket: string, since: string): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${bucket}, 0))`.execute(trx)
  const { n } = await trx
    .selectFrom('letter_guess')
    .select((is) => is.fn.countAll<number>().as('n'))
    .where('bucket', '=', bucket)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return n
}

/** Notes that an address asked for a letter that there is not. */
export async function addGuess(trx: Transaction, bucket: string, at: string): Promise<void> {
  await trx.insertInto('letter_guess').values({ bucket, at }).execute()
}

/** Forgets what was asked in vain before a moment. */
export async function forgetGuessesBefore(db: Kysely<Tables>, moment: string): Promise<void> {
  await db.deleteFrom('letter_guess').where('at', '<', moment).execute()
}
