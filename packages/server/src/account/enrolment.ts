import { randomBytes } from 'node:crypto'
import type { Role } from '@comity/domain/account/role'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { appendAudit } from '../audit/store.ts'
import { newId } from '../platform/id.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import { type Attempt, countAttempt, forgiveAttempts } from './attempt.ts'
import { describeSecret, readSecret } from './one-time-code.ts'
import { hashPassword } from './password.ts'
import { sealTotp } from './totp-secret.ts'
import { type AccountRow, addAccount, findAccountByName, hashSecret, setCredentials, useEnrolment } from './store.ts'

const threeDays = 3 * 24 * 60 * 60 * 1000

/** What is said of a person when an account is opened. */
export interface NewAccount {
  readonly name: string
  readonly displayName: string
  readonly role: Role
  readonly office?: string | undefined
  readonly language: string
}

/**
 * Opens an account that can do nothing until its person enrols: nobody but the person ever knows the password
 * (ASVS 6.4.6).
 * @returns the account, and the code to hand to the person, valid for three days
 */
export async function createAccount(
  trx: Transaction,
  about: NewAccount,
  now: string,
  id = newId(),
): Promise<Result<{ account: AccountRow; enrolmentCode: string }>> {
  const office = about.role === 'executing-authority' ? about.office?.trim() : undefined
  if (about.role === 'executing-authority' && (office === undefined || office === '')) return fail(invalid('office', 'required'))
  const enrolmentCode = randomBytes(15).toString('base64url')
  const account: AccountRow = {
    id,
    name: about.name,
    display_name: about.displayName,
    role: about.role,
    office: office ?? null,
    language: about.language,
    created_at: now,
    disabled_at: null,
    password_hash: null,
    totp_secret: null,
    totp_sealed: null,
    totp_step: null,
    enrolment_hash: hashSecret(enrolmentCode),
    enrolment_expires_at: new Date(Date.parse(now) + threeDays).toISOString(),
  }
  return (await addAccount(trx, account)) ? ok({ account, enrolmentCode }) : fail(invalid('name', 'taken'))
}

/**
 * Sets the person's own password with the enrolment code, once.
 * @returns the secret for the authenticator app, shown this once; `sign-in-failed` whatever is wrong
 */
export async function enrol(
  { db, vault }: { readonly db: Kysely<Tables>; readonly vault: Vault },
  given: Attempt & { readonly enrolmentCode: string; readonly password: string; readonly issuer: string },
): Promise<Result<{ totpSecret: string; totpUri: string }>> {
  const counted = await countAttempt(db, given)
  if (!counted.ok) return counted
  const passwordHash = await hashPassword(given.password)
  const totpSecret = randomBytes(20)
  return db.transaction().execute(async (trx) => {
    const account = await findAccountByName(trx, given.name)
    const proven = account !== undefined && (await useEnrolment(trx, account.id, given.enrolmentCode, given.now))
    const entry = { at: given.now, actor: proven ? account.id : 'nobody', action: 'account.enrol', subject: account?.id ?? '' }
    if (!proven) {
      await appendAudit(trx, { ...entry, outcome: 'sign-in-failed' })
      return fail({ code: 'sign-in-failed' })
    }
    await setCredentials(trx, account.id, { passwordHash, totpSealed: sealTotp(vault, account.id, totpSecret) })
    await forgiveAttempts(trx, given)
    await appendAudit(trx, { ...entry, outcome: 'done' })
    return ok(describeSecret(totpSecret, account.name, given.issuer))
  })
}

/**
 * Gives an account a known password and authenticator secret: for the demonstration's made-up officers and for tests.
 * @param totpSecret in base32
 */
export async function giveCredentials(
  trx: Transaction,
  vault: Vault,
  account: string,
  credentials: { password: string; totpSecret: string },
): Promise<void> {
  await setCredentials(trx, account, {
    passwordHash: await hashPassword(credentials.password),
    totpSealed: sealTotp(vault, account, readSecret(credentials.totpSecret)),
  })
}
