import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import { hashSecret } from './store.ts'
import type { PasskeyRow } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

/** Keeps a challenge until it is used or too old; those that are too old go. */
export async function addChallenge(
  db: Kysely<Tables>,
  challenge: string,
  { account, now, expiresAt }: { readonly account: string | null; readonly now: string; readonly expiresAt: string },
): Promise<void> {
  await db.deleteFrom('passkey_challenge').where('expires_at', '<', now).execute()
  await db
    .insertInto('passkey_challenge')
    .values({ hash: hashSecret(challenge), account, expires_at: expiresAt })
    .execute()
}

/** Uses up a challenge. @returns whether it was given out, to this account or to nobody yet known, and not used before */
export async function useChallenge(
  db: Reader,
  challenge: string,
  { account, now }: { account: string | null; now: string },
): Promise<boolean> {
  const used = await db
    .deleteFrom('passkey_challenge')
    .where('hash', '=', hashSecret(challenge))
    .where('account', 'is not distinct from', account)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return used.numDeletedRows === 1n
}

/** Adds a passkey. @returns whether the authenticator's name for it was new */
export async function addPasskey(trx: Transaction, passkey: PasskeyRow): Promise<boolean> {
  const added = await trx
    .insertInto('passkey')
    .values(passkey)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Finds a passkey by what the authenticator calls it. */
export async function findPasskey(db: Reader, credential: Buffer): Promise<PasskeyRow | undefined> {
  return db.selectFrom('passkey').selectAll().where('credential', '=', credential).executeTakeFirst()
}

/** The passkeys of an account, the oldest first. */
export async function listPasskeysOf(db: Reader, account: string): Promise<readonly PasskeyRow[]> {
  return db.selectFrom('passkey').selectAll().where('account', '=', account).orderBy('created_at').orderBy('id').execute()
}

/** Notes a use. @returns false when another use moved the counter in the meantime, or the passkey is gone */
export async function noteUse(trx: Transaction, passkey: PasskeyRow, { counter, now }: { counter: number; now: string }): Promise<boolean> {
  const noted = await trx
    .updateTable('passkey')
    .set({ counter, used_at: now })
    .where('id', '=', passkey.id)
    .where('counter', '=', passkey.counter)
    .executeTakeFirst()
  return noted.numUpdatedRows === 1n
}

/** Removes one passkey of an account. @returns whether there was one */
export async function removePasskey(trx: Transaction, account: string, id: string): Promise<boolean> {
  const removed = await trx.deleteFrom('passkey').where('account', '=', account).where('id', '=', id).executeTakeFirst()
  return removed.numDeletedRows === 1n
}
