import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { LetterSignatureTable } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

/** The signatures on the letters of one asking, in the order in which they were put; discarded ones are left out. */
export async function listSignatures(db: Reader, request: string, askedAt: string): Promise<readonly LetterSignatureTable[]> {
  return db
    .selectFrom('letter_signature')
    .selectAll()
    .where('request', '=', request)
    .where('asked_at', '=', askedAt)
    .where('discarded_at', 'is', null)
    .orderBy('language')
    .orderBy('place')
    .execute()
}

/** How many signatures of a request are no longer sent: on an earlier text, or discarded. */
export async function countDiscarded(db: Reader, request: string, askedAt: string): Promise<number> {
  const { count } = await db
    .selectFrom('letter_signature')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('request', '=', request)
    .where(({ eb, or }) => or([eb('asked_at', '<>', askedAt), eb('discarded_at', 'is not', null)]))
    .executeTakeFirstOrThrow()
  return count
}

/** Enters signatures that were put. */
export async function addSignatures(trx: Transaction, rows: readonly Omit<LetterSignatureTable, 'discarded_at'>[]): Promise<void> {
  await trx
    .insertInto('letter_signature')
    .values(rows.map((row) => ({ ...row, discarded_at: null })))
    .execute()
}

/** Discards the signatures of one asking; they stay as evidence and are never sent. */
export async function discardAll(trx: Transaction, request: string, askedAt: string, at: string): Promise<void> {
  await trx
    .updateTable('letter_signature')
    .set({ discarded_at: at })
    .where('request', '=', request)
    .where('asked_at', '=', askedAt)
    .where('discarded_at', 'is', null)
    .execute()
}

/** What is remembered of the keys in devices, by label. */
export async function listAttempts(db: Reader): Promise<ReadonlyMap<string, { readonly wrong: number; readonly changedAt: string }>> {
  const rows = await db.selectFrom('signing_key').selectAll().execute()
  return new Map(rows.map(({ key, wrong, changed_at }) => [key, { wrong, changedAt: changed_at }]))
}

/** Wrong PINs of a key since the last right one, held until the transaction ends so that one try at a time is counted. */
export async function countWrongForChange(trx: Transaction, key: string, at: string): Promise<number> {
  await trx
    .insertInto('signing_key')
    .values({ key, wrong: 0, changed_at: at })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const row = await trx.selectFrom('signing_key').select('wrong').where('key', '=', key).forUpdate().executeTakeFirstOrThrow()
  return row.wrong
}

/** Writes down how many wrong PINs a key has had; `'less'` takes back a try that came to nothing. */
export async function setWrong(trx: Transaction, key: string, wrong: number | 'less', at: string): Promise<void> {
  const value = wrong === 'less' ? sql<number>`greatest(wrong - 1, 0)` : wrong
  await trx.updateTable('signing_key').set({ wrong: value, changed_at: at }).where('key', '=', key).execute()
}
