import type { RegisteredLetter } from '@comity/domain/paper/outgoing-letter'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { OutgoingLetterTable } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

function letterOf({ number, code, url, date, act, language, standing }: OutgoingLetterTable): RegisteredLetter {
  return { number, code, url, date, act, language, standing }
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
export async function addLetter(trx: Transaction, letter: Omit<OutgoingLetterTable, 'sha256' | 'replaced_by'>): Promise<void> {
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
