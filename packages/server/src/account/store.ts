import { createHash } from 'node:crypto'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { AccountTables } from './tables.ts'

export type AccountRow = Selectable<AccountTables['account']>
type Reader = Kysely<Tables> | Transaction

/** What is kept of a secret that its holder shows again: long and random, so one round of SHA-256 is enough. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Finds an account by what its person types, in any case of letters. */
export async function findAccountByName(db: Reader, name: string): Promise<AccountRow | undefined> {
  return db
    .selectFrom('account')
    .selectAll()
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .executeTakeFirst()
}

/** Finds an account by its id. */
export async function findAccount(db: Reader, id: string): Promise<AccountRow | undefined> {
  return db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Accounts in the order of their ids, which is that of their making. */
export async function listAccounts(db: Reader, page: { after?: string | undefined; limit: number }): Promise<readonly AccountRow[]> {
  let query = db.selectFrom('account').selectAll().orderBy('id').limit(page.limit)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  return query.execute()
}

/** The translators whose accounts are open, by the name that others see. */
export async function listTranslators(db: Reader): Promise<readonly { readonly account: string; readonly name: string }[]> {
  const rows = await db
    .selectFrom('account')
    .select(['id', 'display_name'])
    .where('role', '=', 'translator')
    .where('disabled_at', 'is', null)
    .orderBy('display_name')
    .orderBy('id')
    .execute()
  return rows.map(({ id, display_name }) => ({ account: id, name: display_name }))
}

/** Adds an account. @returns whether its name was free */
export async function addAccount(trx: Transaction, account: AccountRow): Promise<boolean> {
  const added = await trx
    .insertInto('account')
    .values(account)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/**
 * Uses up an enrolment code.
 * @param hash of the code
 * @param by with which proof the person enrols
 * @returns false when it is wrong, too old, or used, for another proof, or the account disabled
 */
export async function useEnrolment(
  trx: Transaction,
  id: string,
  { hash, by, now }: { readonly hash: Buffer; readonly by: AccountRow['signs_in_by']; readonly now: string },
): Promise<boolean> {
  const used = await trx
    .updateTable('account')
    .set({ enrolment_hash: null })
    .where('id', '=', id)
    .where('signs_in_by', '=', by)
    .where('enrolment_hash', '=', hash)
    .where('enrolment_expires_at', '>', now)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** Sets what the person signs in with, and ends the enrolment and every session. */
export async function setCredentials(
  trx: Transaction,
  id: string,
  credentials: { passwordHash: string | null; totpSealed: Buffer },
): Promise<void> {
  await trx
    .updateTable('account')
    .set({
      password_hash: credentials.passwordHash,
      totp_secret: null,
      totp_sealed: credentials.totpSealed,
      totp_step: null,
      enrolment_hash: null,
    })
    .where('id', '=', id)
    .execute()
  await endSessions(trx, id)
}

/** Replaces a password, and ends every session but that of a token. */
export async function setPassword(trx: Transaction, id: string, passwordHash: string, token: string): Promise<void> {
  await trx.updateTable('account').set({ password_hash: passwordHash }).where('id', '=', id).execute()
  await endSessions(trx, id, token)
}

/** Uses up a one-time code. @returns false when it, or a later one, was used before */
export async function useStep(trx: Transaction, id: string, step: number): Promise<boolean> {
  const used = await trx
    .updateTable('account')
    .set({ totp_step: step })
    .where('id', '=', id)
    .where((is) => is.or([is('totp_step', 'is', null), is('totp_step', '<', step)]))
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** Disables an account from a moment on: its enrolment and its sessions end with it. A second time changes nothing. */
export async function setDisabled(trx: Transaction, id: string, at: string): Promise<void> {
  await trx
    .updateTable('account')
    .set({ disabled_at: at, enrolment_hash: null })
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .execute()
  await endSessions(trx, id)
}

/** How a session came about: when its holder proved who they are, and by whose word where it is the provider's. */
export interface Opening {
  readonly at: string
  readonly provenAt?: string
  readonly provider?: { readonly identity: string; readonly session: string | null }
}

/** Opens a session under a token, of which only the hash is kept. */
export async function addSession(
  trx: Transaction,
  token: string,
  account: string,
  { at, provenAt = at, provider }: Opening,
): Promise<void> {
  const row = { token_hash: hashSecret(token), account, created_at: at, seen_at: at, proven_at: provenAt }
  const by = provider === undefined ? {} : { provider_identity: provider.identity, provider_session: provider.session }
  await trx
    .insertInto('session')
    .values({ ...row, ...by })
    .execute()
}

/** Ends the oldest sessions of an account. @param token of the session that stays in any case @param others how many stay beside it */
export async function endOldest(trx: Transaction, account: string, token: string, others: number): Promise<void> {
  const beside = trx.selectFrom('session').where('account', '=', account).where('token_hash', '!=', hashSecret(token))
  const old = beside.select('token_hash').orderBy('created_at', 'desc').orderBy('id', 'desc').offset(others)
  await trx.deleteFrom('session').where('token_hash', 'in', old).execute()
}

/** The sessions of tokens that began and were last seen after these moments, each with its account as it is now, if that may act. */
export async function listSessionRows(db: Reader, tokens: readonly string[], since: { created: string; seen: string; until: string }) {
  return db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select([
      'session.token_hash',
      'account.id',
      'account.display_name',
      'account.role',
      'account.office',
      'account.language',
      'session.created_at',
      'session.seen_at',
      'session.proven_at',
    ])
    .where('session.token_hash', 'in', tokens.map(hashSecret))
    .where('session.created_at', '>', since.created)
    .where('session.seen_at', '>', since.seen)
    .where('session.seen_at', '<=', since.until)
    .where('session.created_at', '<=', since.until)
    .where('account.disabled_at', 'is', null)
    .where('account.confirmed_at', 'is not', null)
    .execute()
}

/** Whether a session, by the hash of its token, is open, and its account one that may act. */
export async function isSessionOpen(
  db: Reader,
  { account, hash }: { readonly account: string; readonly hash: Buffer },
  since: { created: string; seen: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select('account.id')
    .where('session.token_hash', '=', hash)
    .where('account.id', '=', account)
    .where('session.created_at', '>', since.created)
    .where('session.seen_at', '>', since.seen)
    .where('account.disabled_at', 'is', null)
    .where('account.confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Notes when a session was last used, from which its idle time counts. */
export async function setSeen(db: Reader, token: string, at: string): Promise<void> {
  await db.updateTable('session').set({ seen_at: at }).where('token_hash', '=', hashSecret(token)).execute()
}

/** Notes that the holder of a session, by the hash of its token, has proved again who they are. */
export async function setProven(trx: Transaction, hash: Buffer, at: string): Promise<void> {
  await trx.updateTable('session').set({ proven_at: at }).where('token_hash', '=', hash).execute()
}

/** The sessions of an account that began and were last seen after these moments, the newest first. */
export async function listSessionsOf(db: Reader, account: string, since: { created: string; seen: string; until: string }) {
  return db
    .selectFrom('session')
    .select(['id', 'token_hash', 'created_at', 'seen_at'])
    .where('account', '=', account)
    .where('created_at', '>', since.created)
    .where('seen_at', '>', since.seen)
    .where('seen_at', '<=', since.until)
    .where('created_at', '<=', since.until)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Ends one session of an account by its id. @returns whether there was one */
export async function endSessionOf(trx: Transaction, account: string, id: string): Promise<boolean> {
  const ended = await trx.deleteFrom('session').where('account', '=', account).where('id', '=', id).executeTakeFirst()
  return ended.numDeletedRows === 1n
}

/** Ends one session. */
export async function endSession(db: Reader, token: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', hashSecret(token)).execute()
}

/** Ends every session of an account, or every one but that of a token. */
export async function endSessions(trx: Transaction, account: string, but?: string): Promise<void> {
  let query = trx.deleteFrom('session').where('account', '=', account)
  if (but !== undefined) query = query.where('token_hash', '<>', hashSecret(but))
  await query.execute()
}

/** Counts the attempts of a bucket since a moment, one counter at a time. */
export async function countAttempts(trx: Transaction, bucket: string, since: string): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${bucket}, 0))`.execute(trx)
  const { n } = await trx
    .selectFrom('sign_in_attempt')
    .select((is) => is.fn.countAll<number>().as('n'))
    .where('bucket', '=', bucket)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return n
}

/** Notes an attempt to sign in under each of its buckets: the account, and the address. */
export async function addAttempts(trx: Transaction, buckets: readonly string[], at: string): Promise<void> {
  await trx
    .insertInto('sign_in_attempt')
    .values(buckets.map((bucket) => ({ bucket, at })))
    .execute()
}

/** Forgets the attempts of a bucket, or the one of a moment. */
export async function forgetAttempts(trx: Transaction, bucket: string, at?: string): Promise<void> {
  let query = trx.deleteFrom('sign_in_attempt').where('bucket', '=', bucket)
  if (at !== undefined) query = query.where('at', '=', at)
  await query.execute()
}

/** Forgets sessions and attempts that no longer count. */
export async function forgetExpired(db: Kysely<Tables>, before: string): Promise<void> {
  await db.deleteFrom('session').where('created_at', '<', before).execute()
  await db.deleteFrom('sign_in_attempt').where('at', '<', before).execute()
}
