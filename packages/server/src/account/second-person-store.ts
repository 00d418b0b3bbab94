import type { Transaction } from '../platform/tables.ts'
import { endSessions } from './store.ts'

/** Keeps what the one who confirms an account must be told by its person. */
export async function setConfirmation(trx: Transaction, id: string, hash: Buffer): Promise<void> {
  await trx.updateTable('account').set({ confirmation_hash: hash, confirmed_at: null, confirmed_by: null }).where('id', '=', id).execute()
}

/** Lets an account of the operator's own file act. */
export async function confirmAtOnce(trx: Transaction, id: string, now: string): Promise<void> {
  await trx.updateTable('account').set({ confirmed_at: now }).where('id', '=', id).execute()
}

/** Lets an account act, whose person told the code. @returns false when the code is another, or there is nothing to confirm */
export async function confirm(
  trx: Transaction,
  id: string,
  { hash, by, now }: { readonly hash: Buffer; readonly by: string; readonly now: string },
): Promise<boolean> {
  const confirmed = await trx
    .updateTable('account')
    .set({ confirmed_at: now, confirmed_by: by, confirmation_hash: null })
    .where('id', '=', id)
    .where('confirmation_hash', '=', hash)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return confirmed.numUpdatedRows === 1n
}

/** Keeps who proposes that a person enrols again, or that nobody does any more. */
export async function setRecovery(
  trx: Transaction,
  id: string,
  proposed: { readonly by: string; readonly at: string } | null,
): Promise<void> {
  await trx
    .updateTable('account')
    .set({ recovery_by: proposed?.by ?? null, recovery_at: proposed?.at ?? null })
    .where('id', '=', id)
    .execute()
}

/** Takes from an account all that its person signed in with, passkeys, the provider's word and sessions too, and lets the person enrol again. */
export async function clearCredentials(
  trx: Transaction,
  id: string,
  enrolment: { readonly hash: Buffer; readonly expiresAt: string; readonly by: string },
): Promise<void> {
  await trx
    .updateTable('account')
    .set({
      password_hash: null,
      totp_secret: null,
      totp_sealed: null,
      totp_step: null,
      confirmed_at: null,
      confirmed_by: null,
      confirmation_hash: null,
      recovery_by: null,
      recovery_at: null,
      enrolment_hash: enrolment.hash,
      enrolment_expires_at: enrolment.expiresAt,
      enrolment_by: enrolment.by,
    })
    .where('id', '=', id)
    .execute()
  await trx.deleteFrom('passkey').where('account', '=', id).execute()
  await trx.deleteFrom('provider_flow').where('account', '=', id).execute()
  await trx.deleteFrom('provider_identity').where('account', '=', id).execute()
  await endSessions(trx, id)
}
