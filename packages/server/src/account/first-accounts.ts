import { createAccount as createAccountOperation, enrol as enrolOperation } from '@comity/contract/account'
import { ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import * as z from 'zod'
import { appendAudit } from '../audit/store.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { transact } from '../platform/transact.ts'
import type { Tables } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import { createAccount, giveCredentials } from './enrolment.ts'
import { listAccounts } from './store.ts'

/** An account that an instance begins with, before there is an administrator to open any. The secret is in base 32. */
export const FirstAccount = z.strictObject({
  ...createAccountOperation.body.omit({ signsInBy: true }).shape,
  password: enrolOperation.body.shape.password,
  totpSecret: z.string().regex(/^[A-Z2-7]{16,}$/u),
})
export type FirstAccount = z.infer<typeof FirstAccount>

/** Adds the accounts that an instance begins with, all or none; does nothing once there are accounts. */
export async function addFirstAccounts(
  { db, vault }: { readonly db: Kysely<Tables>; readonly vault: Vault },
  accounts: readonly FirstAccount[],
  now: string,
): Promise<void> {
  if (accounts.length === 0 || (await listAccounts(db, { limit: 1 })).length > 0) return
  const entry = { at: now, actor: 'system', action: 'account.manage', subject: 'first-accounts', outcome: 'done' }
  const added = await transact(db, { entry }, async (trx) => {
    for (const { password, totpSecret, ...about } of accounts) {
      const created = await createAccount(trx, about, { now, by: null })
      if (!created.ok) return created
      const { id } = created.value.account
      await giveCredentials(trx, vault, id, { password, totpSecret }, now)
      await appendAudit(trx, { ...entry, subject: id })
    }
    return ok(undefined)
  })
  if (!added.ok) throw new OperatorError(`The first accounts cannot be opened: ${JSON.stringify(added.problem)}`)
}
