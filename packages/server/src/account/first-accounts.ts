import { ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { appendAudit } from '../audit/store.ts'
import { transact } from '../platform/transact.ts'
import type { Tables } from '../platform/tables.ts'
import { createAccount, giveCredentials, type NewAccount } from './enrolment.ts'
import { listAccounts } from './store.ts'

/** An account that an instance begins with, before there is an administrator to open any. */
export interface FirstAccount extends NewAccount {
  readonly password: string
  /** Base 32. */
  readonly totpSecret: string
}

/** Adds the accounts that an instance begins with, all or none; does nothing once there are accounts. */
export async function addFirstAccounts(db: Kysely<Tables>, accounts: readonly FirstAccount[], now: string): Promise<void> {
  if (accounts.length === 0 || (await listAccounts(db, { limit: 1 })).length > 0) return
  const entry = { at: now, actor: 'system', action: 'account.manage', subject: 'first-accounts', outcome: 'done' }
  const added = await transact(db, { entry }, async (trx) => {
    for (const { password, totpSecret, ...about } of accounts) {
      const created = await createAccount(trx, about, now)
      if (!created.ok) return created
      const { id } = created.value.account
      await giveCredentials(trx, id, { password, totpSecret })
      await appendAudit(trx, { ...entry, subject: id })
    }
    return ok(undefined)
  })
  if (!added.ok) throw new Error(`the first accounts cannot be opened: ${JSON.stringify(added.problem)}`)
}
