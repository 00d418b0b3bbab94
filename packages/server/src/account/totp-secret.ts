import type { Kysely } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import type { AccountRow } from './store.ts'

function placeOf(account: string): string {
  return `one-time codes of ${account}`
}

/** Seals the secret of an account's authenticator: in another account's row it opens nothing. */
export function sealTotp(vault: Vault, account: string, secret: Uint8Array): Buffer {
  return vault.seal(secret, placeOf(account))
}

/** @returns undefined where there is none yet, or it was sealed under a key that is lost: the person has to enrol anew */
export function openTotp(vault: Vault, { id, totp_sealed }: Pick<AccountRow, 'id' | 'totp_sealed'>): Buffer | undefined {
  return totp_sealed === null ? undefined : vault.open(totp_sealed, placeOf(id))
}

/** Seals the secrets that an earlier version left readable in the database. */
export async function sealPlainTotp(db: Kysely<Tables>, vault: Vault): Promise<void> {
  const rows = await db.selectFrom('account').select(['id', 'totp_secret']).where('totp_secret', 'is not', null).execute()
  for (const { id, totp_secret } of rows)
    if (totp_secret !== null)
      await db
        .updateTable('account')
        .set({ totp_sealed: sealTotp(vault, id, totp_secret), totp_secret: null })
        .where('id', '=', id)
        .where('totp_secret', '=', totp_secret)
        .execute()
}
