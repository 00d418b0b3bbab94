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
import { newConfirmationCode, plainCode } from './confirmation-code.ts'
import { describeSecret, readSecret } from './one-time-code.ts'
import { hashPassword } from './password.ts'
import { confirmAtOnce, setConfirmation } from './second-person-store.ts'
import { sealTotp } from './totp-secret.ts'
import { type AccountRow, addAccount, findAccountByName, hashSecret, setCredentials, useEnrolment } from './store.ts'
import { weaknessOf } from './weak-password.ts'

const threeDays = 3 * 24 * 60 * 60 * 1000

/** What is said of a person when an account is opened. */
export interface NewAccount {
  readonly name: string
  readonly displayName: string
  readonly role: Role
  readonly office?: string | undefined
  readonly language: string
  readonly signsInBy?: AccountRow['signs_in_by'] | undefined
}

/** A code with which a person enrols, once: what is kept of it, and until when it is good. */
export function newEnrolmentCode(now: string): { readonly code: string; readonly hash: Buffer; readonly expiresAt: string } {
  const code = randomBytes(15).toString('base64url')
  return { code, hash: hashSecret(code), expiresAt: new Date(Date.parse(now) + threeDays).toISOString() }
}

/**
 * Opens an account that can do nothing until its person enrols and a second person confirms it: nobody but the person
 * ever knows the password (ASVS 6.4.6).
 * @param by who is shown the code; null for the operator
 * @returns the account, and the code to hand to the person, valid for three days
 */
export async function createAccount(
  trx: Transaction,
  about: NewAccount,
  { now, by, id = newId() }: { readonly now: string; readonly by: string | null; readonly id?: string },
): Promise<Result<{ account: AccountRow; enrolmentCode: string }>> {
  const office = about.role === 'executing-authority' ? about.office?.trim() : undefined
  if (about.role === 'executing-authority' && (office === undefined || office === '')) return fail(invalid('office', 'required'))
  const enrolment = newEnrolmentCode(now)
  const account: AccountRow = {
    id,
    name: about.name,
    display_name: about.displayName,
    role: about.role,
    office: office ?? null,
    team: null,
    language: about.language,
    created_at: now,
    disabled_at: null,
    signs_in_by: about.signsInBy ?? 'password',
    password_hash: null,
    totp_secret: null,
    totp_sealed: null,
    totp_step: null,
    enrolment_hash: enrolment.hash,
    enrolment_expires_at: enrolment.expiresAt,
    enrolment_by: by,
    confirmation_hash: null,
    confirmed_at: null,
    confirmed_by: null,
    recovery_by: null,
    recovery_at: null,
  }
  return (await addAccount(trx, account)) ? ok({ account, enrolmentCode: enrolment.code }) : fail(invalid('name', 'taken'))
}

/** What a person enrols with. */
export interface Enrolment extends Attempt {
  readonly enrolmentCode: string
  readonly password: string
  /** How the authority is called in an authenticator app. */
  readonly issuer: string
  /** Words of the authority that make no password. */
  readonly words?: readonly string[]
}

/** What a person is shown on enrolling, this once. */
export interface Enrolled {
  readonly totpSecret: string
  readonly totpUri: string
  /** What the person tells the one who confirms the account. */
  readonly confirmationCode: string
}

/**
 * Sets the person's own password with the enrolment code, once.
 * @returns the secret for the authenticator app and the code for the second person, shown this once; `sign-in-failed` whatever
 * is wrong with name or code, and what is wrong with the password before either is looked at
 */
export async function enrol(
  { db, vault }: { readonly db: Kysely<Tables>; readonly vault: Vault },
  given: Enrolment,
): Promise<Result<Enrolled>> {
  const weakness = weaknessOf(given.password, [given.name, ...(given.words ?? [])])
  if (weakness !== undefined) return fail(weakness)
  const counted = await countAttempt(db, given)
  if (!counted.ok) return counted
  const passwordHash = await hashPassword(given.password)
  return db.transaction().execute(async (trx) => {
    const account = await findAccountByName(trx, given.name)
    const code = { hash: hashSecret(given.enrolmentCode), by: 'password', now: given.now } as const
    const proven = account !== undefined && (await useEnrolment(trx, account.id, code))
    const entry = { at: given.now, actor: proven ? account.id : 'nobody', action: 'account.enrol', subject: account?.id ?? '' }
    if (!proven) {
      await appendAudit(trx, { ...entry, outcome: 'sign-in-failed' })
      return fail({ code: 'sign-in-failed' })
    }
    const enrolled = await giveFactors(trx, vault, account, { passwordHash, issuer: given.issuer })
    await forgiveAttempts(trx, given)
    await appendAudit(trx, { ...entry, outcome: 'done' })
    return ok(enrolled)
  })
}

/**
 * Gives an account whose person has just enrolled what it signs in with, and a code for the second person.
 * @param passwordHash null where the provider stands for the first factor
 */
export async function giveFactors(
  trx: Transaction,
  vault: Vault,
  account: AccountRow,
  { passwordHash, issuer }: { readonly passwordHash: string | null; readonly issuer: string },
): Promise<Enrolled> {
  const totpSecret = randomBytes(20)
  await setCredentials(trx, account.id, { passwordHash, totpSealed: sealTotp(vault, account.id, totpSecret) })
  const confirmationCode = newConfirmationCode()
  await setConfirmation(trx, account.id, hashSecret(plainCode(confirmationCode)))
  return { ...describeSecret(totpSecret, account.name, issuer), confirmationCode }
}

/**
 * Gives an account a known password and authenticator secret, and lets it act: for the accounts of the operator's file, the
 * demonstration's made-up officers and tests.
 * @param totpSecret in base32
 */
export async function giveCredentials(
  trx: Transaction,
  vault: Vault,
  account: string,
  credentials: { password: string; totpSecret: string },
  now: string,
): Promise<void> {
  await setCredentials(trx, account, {
    passwordHash: await hashPassword(credentials.password),
    totpSealed: sealTotp(vault, account, readSecret(credentials.totpSecret)),
  })
  await confirmAtOnce(trx, account, now)
}
