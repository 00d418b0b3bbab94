import { proveConsistency } from '@comity/exchange/audit/proof'
import type { Hash } from '@comity/exchange/audit/tree'
import type { Kysely } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import { findCheckpoint, hashReader } from './tree-store.ts'

/** Our log as it is shown to those who cosign it. */
export function openOwnLog(db: Kysely<Tables>) {
  return {
    /** The newest checkpoint, if there is one yet. */
    head: async (): Promise<{ readonly size: number; readonly note: string } | undefined> => findCheckpoint(db),
    /** The proof that the log of the second size goes on from that of the first, which is not empty. RFC 6962 section 2.1.2. */
    prove: async (from: number, to: number): Promise<readonly Hash[]> => proveConsistency(from, to, hashReader(db)),
  }
}
