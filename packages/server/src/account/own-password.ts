import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Call } from '../platform/dispatch.ts'
import type { Tables } from '../platform/tables.ts'
import { countAttempt, forgiveAttempts } from './attempt.ts'
import { hashPassword, isPassword } from './password.ts'
import { findAccount, setPassword } from './store.ts'
import { weaknessOf } from './weak-password.ts'

/**
 * Replaces one's own password, for who knows the present one; every other session ends. Wrong ones count as those of signing in.
 * @param words of the authority, that make no password
 */
export async function changePassword(
  db: Kysely<Tables>,
  given: { readonly password: string; readonly newPassword: string; readonly words: readonly string[] },
  call: Call,
): Promise<Result<Record<string, never>>> {
  const account = await findAccount(db, call.actor?.id ?? '')
  if (account === undefined || call.session === undefined) return fail({ code: 'not-signed-in' })
  const weakness = weaknessOf(given.newPassword, [account.name, account.display_name, ...given.words], 'newPassword')
  if (weakness !== undefined) return fail(weakness)
  if (given.newPassword.normalize('NFC') === given.password.normalize('NFC')) return fail(invalid('newPassword', 'password-same'))
  const attempt = { name: account.name, address: call.address, now: call.now }
  const counted = await countAttempt(db, attempt)
  if (!counted.ok) return counted
  if (!(await isPassword(given.password, account.password_hash))) return fail(invalid('password', 'password-wrong'))
  const hash = await hashPassword(given.newPassword)
  const { token } = call.session
  return call.transact(account.id, async (trx) => {
    await setPassword(trx, account.id, hash, token)
    await forgiveAttempts(trx, attempt)
    return ok({})
  })
}
