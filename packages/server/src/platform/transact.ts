import type { Result } from '@comity/domain/result'
import { fail, ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { appendAudit, type AuditEntry } from '../audit/store.ts'
import { claimKey, keepAnswer, type KeyedChange } from './idempotency.ts'
import type { Tables, Transaction } from './tables.ts'

/** Carries an expected refusal out of a transaction, which only an exception rolls back. */
class RolledBack extends Error {
  readonly result: { readonly ok: false }

  constructor(result: { readonly ok: false }) {
    super('rolled back')
    this.result = result
  }
}

/**
 * Commits an act whole or not at all: the work, its audit entry, and the answer under the caller's key. A refusal
 * rolls everything back and is returned.
 */
export async function transact<T>(
  db: Kysely<Tables>,
  trail: { readonly entry: AuditEntry; readonly change?: KeyedChange | undefined },
  work: (trx: Transaction) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { entry, change } = trail
  try {
    return await db.transaction().execute(async (trx) => {
      const state = change === undefined ? undefined : await claimKey(trx, change, entry.at)
      if (state?.kind === 'reused') return fail({ code: 'idempotency-reuse' })
      if (state?.kind === 'done') {
        // Nothing is done again; but what the answer tells is told again.
        await appendAudit(trx, { ...entry, outcome: 'repeated' })
        return ok(state.answer as T)
      }
      const result = await work(trx)
      if (!result.ok) throw new RolledBack(result)
      if (change !== undefined) await keepAnswer(trx, change, result.value)
      await appendAudit(trx, entry)
      return result
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.result as Result<T>
    throw error
  }
}
