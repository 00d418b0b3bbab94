import { sql } from 'kysely'
import type { Transaction } from '../platform/tables.ts'

/** What a file became. */
export interface Imported {
  readonly items: readonly { readonly id: string; readonly reference: string }[]
  /** Where it was not now: when it was brought in last. */
  readonly before?: string
}

/** Finds what a file became when it was brought in last; until the transaction ends nobody else brings the same one in. */
export async function findLastImport(trx: Transaction, file: string): Promise<Imported | undefined> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`drafter-file ${file}`}, 0))`.execute(trx)
  const rows = await trx
    .selectFrom('drafter_import')
    .innerJoin('request', 'request.id', 'drafter_import.request')
    .select(['drafter_import.at', 'request.id', 'request.reference'])
    .where('file', '=', file)
    .orderBy('at', 'desc')
    .orderBy('request.reference')
    .execute()
  const before = rows[0]?.at
  if (before === undefined) return undefined
  return { before, items: rows.filter(({ at }) => at === before).map(({ id, reference }) => ({ id, reference: reference ?? '' })) }
}

/** Remembers what a file became. */
export async function addImport(trx: Transaction, file: string, items: Imported['items'], at: string): Promise<void> {
  if (items.length === 0) return
  await trx
    .insertInto('drafter_import')
    .values(items.map(({ id }) => ({ file, request: id, at })))
    .execute()
}
