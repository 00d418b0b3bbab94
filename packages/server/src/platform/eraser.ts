import type { Kysely } from 'kysely'
import type { Tables, Transaction } from './tables.ts'

/** What a slice that keeps something of requests can do when one is erased. */
export interface Eraser {
  /** Removes what it keeps of a request. @returns hashes of the files that it named there */
  erase(trx: Transaction, request: string): Promise<readonly string[]>
  /** Those of the hashes by which it names a file of something that is not erased. */
  listNamed?(db: Kysely<Tables>, hashes: readonly string[]): Promise<readonly string[]>
}
