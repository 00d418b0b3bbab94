import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from './tables.ts'

interface IdempotencyTable {
  account: string
  key: string
  operation: string
  input_hash: Buffer
  answer: unknown
  at: string
}

export interface IdempotencyTables {
  idempotency: IdempotencyTable
}

/** A change that its caller may repeat without a second effect: who asks for what, under which key. */
export interface KeyedChange {
  readonly account: string
  readonly key: string
  readonly operation: string
  /** SHA-256 of everything that the change depends on. */
  readonly inputHash: Buffer
}

/** What the key says: go on, answer as before, or refuse because it was used for something else. */
export type KeyState = { readonly kind: 'new' } | { readonly kind: 'done'; readonly answer: unknown } | { readonly kind: 'reused' }

/** SHA-256 of the parts of an input, however long. */
export function hashInput(parts: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}

/**
 * Claims the key in the act's own transaction. A second caller with the same key waits here until the first has
 * committed or given up.
 */
export async function claimKey(trx: Transaction, change: KeyedChange, now: string): Promise<KeyState> {
  const { account, key, operation, inputHash } = change
  const claimed = await trx
    .insertInto('idempotency')
    .values({ account, key, operation, input_hash: inputHash, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (claimed.numInsertedOrUpdatedRows === 1n) return { kind: 'new' }
  const found = await trx
    .selectFrom('idempotency')
    .select(['operation', 'input_hash', 'answer'])
    .where('account', '=', account)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (found.operation !== operation || !found.input_hash.equals(inputHash)) return { kind: 'reused' }
  return { kind: 'done', answer: found.answer }
}

/** Keeps the answer beside the key, before the act's transaction ends. */
export async function keepAnswer(trx: Transaction, change: KeyedChange, answer: unknown): Promise<void> {
  await trx
    .updateTable('idempotency')
    .set({ answer: JSON.stringify(answer) })
    .where('account', '=', change.account)
    .where('key', '=', change.key)
    .execute()
}

/** Forgets keys older than a day: long past any retry. */
export async function forgetKeys(db: Kysely<Tables>, now: string): Promise<void> {
  await sql`DELETE FROM idempotency WHERE at < ${now}::timestamptz - interval '1 day'`.execute(db)
}

/** Forgets the answers that speak of something by its id; a retry of these is a new call. */
export async function forgetAnswersOf(trx: Transaction, id: string): Promise<void> {
  await sql`DELETE FROM idempotency WHERE answer::text LIKE ${`%${id}%`}`.execute(trx)
}
