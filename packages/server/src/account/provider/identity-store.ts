import type { Kysely } from 'kysely'
import { newId } from '../../platform/id.ts'
import type { Tables, Transaction } from '../../platform/tables.ts'
import type { ProviderIdentityRow } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

/** Finds who somebody is here by who they are at the provider: both parts, and nothing else that it says. */
export async function findIdentity(db: Reader, issuer: string, subject: string): Promise<ProviderIdentityRow | undefined> {
  return db.selectFrom('provider_identity').selectAll().where('issuer', '=', issuer).where('subject', '=', subject).executeTakeFirst()
}

/** Finds who the person of an account is at a provider. */
export async function findIdentityOf(db: Reader, account: string, issuer: string): Promise<ProviderIdentityRow | undefined> {
  return db.selectFrom('provider_identity').selectAll().where('account', '=', account).where('issuer', '=', issuer).executeTakeFirst()
}

/** Binds an account. @returns false when it is bound there already, or another account to this person */
export async function addIdentity(
  trx: Transaction,
  { account, issuer, subject, now }: { readonly account: string; readonly issuer: string; readonly subject: string; readonly now: string },
): Promise<boolean> {
  const added = await trx
    .insertInto('provider_identity')
    .values({ id: newId(), account, issuer, subject, bound_at: now, used_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Notes that somebody signed in that way. @returns false when the account is no longer bound */
export async function noteIdentityUse(trx: Transaction, id: string, now: string): Promise<boolean> {
  const noted = await trx.updateTable('provider_identity').set({ used_at: now }).where('id', '=', id).executeTakeFirst()
  return noted.numUpdatedRows === 1n
}

/** Takes the binding of an account away, and every session that came by it. @returns whether there was one */
export async function removeIdentity(trx: Transaction, account: string, issuer: string): Promise<boolean> {
  const removed = await trx.deleteFrom('provider_identity').where('account', '=', account).where('issuer', '=', issuer).executeTakeFirst()
  return removed.numDeletedRows === 1n
}

/** Whether a session, by the hash of its token, came by the provider. */
export async function cameByProvider(db: Reader, hash: Buffer): Promise<boolean> {
  const row = await db.selectFrom('session').select('provider_identity').where('token_hash', '=', hash).executeTakeFirst()
  return row !== undefined && row.provider_identity !== null
}

/** Ends the sessions that a session of the provider, or every session of a person there, had opened. @returns whose they were */
export async function endSessionsOfProvider(
  trx: Transaction,
  issuer: string,
  { subject, session }: { readonly subject?: string; readonly session?: string },
): Promise<readonly string[]> {
  let of = trx.selectFrom('provider_identity').select('id').where('issuer', '=', issuer)
  if (subject !== undefined) of = of.where('subject', '=', subject)
  let query = trx.deleteFrom('session').where('provider_identity', 'in', of)
  if (session !== undefined) query = query.where('provider_session', '=', session)
  return (await query.returning('account').execute()).map(({ account }) => account)
}
