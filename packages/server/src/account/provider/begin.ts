import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { appendAudit } from '../../audit/store.ts'
import type { Call } from '../../platform/dispatch.ts'
import type { Tables } from '../../platform/tables.ts'
import type { Vault } from '../../platform/vault.ts'
import { type Attempt, countAttempt, forgiveAttempts } from '../attempt.ts'
import { findAccountByName, hashSecret } from '../store.ts'
import { addFlow, type FlowAbout } from './flow-store.ts'
import { findIdentityOf } from './identity-store.ts'
import type { Provider } from './provider.ts'

/** What signing in by the provider rests on. */
export interface ProviderParts {
  readonly db: Kysely<Tables>
  readonly vault: Vault
  readonly provider: Provider
  /** How the authority is called in an authenticator app. */
  readonly issuer: string
}

/** Where the browser goes, and what it shows when it comes back. */
export interface Begun {
  readonly url: string
  readonly flow: string
}

/** @param language in which the provider is asked to speak */
async function send({ db, provider }: ProviderParts, about: FlowAbout, language: string | undefined, now: string): Promise<Result<Begun>> {
  const flow = await addFlow(db, about, now)
  const fresh = about.purpose !== 'sign-in'
  const url = await provider.begin(flow, { fresh, ...(language === undefined ? {} : { language }) })
  return url.ok ? ok({ url: url.value, flow }) : url
}

/** Sends somebody to the provider, of whom nothing is known yet. @param next where they wanted to go */
export async function beginSignIn(parts: ProviderParts, given: { next: string; language?: string | undefined }, now: string) {
  return send(parts, { purpose: 'sign-in', next: given.next }, given.language, now)
}

/** Sends somebody who is signed in, to bind their account or to prove once more who they are. */
export async function beginInSession(
  parts: ProviderParts,
  purpose: 'bind' | 'prove',
  language: string | undefined,
  call: Call,
): Promise<Result<Begun>> {
  const { session, now } = call
  if (session === undefined) return fail({ code: 'not-signed-in' })
  const isBound = (await findIdentityOf(parts.db, session.actor.id, parts.provider.issuer)) !== undefined
  // One is bound once, and only who is bound can be proved that way.
  if (isBound === (purpose === 'bind')) return fail({ code: 'act-not-available' })
  return send(parts, { purpose, account: session.actor.id, session: hashSecret(session.token), next: '/account' }, language, now)
}

/**
 * Sends the person of a new account to the provider, with the enrolment code that an administrator handed out. The code is used up when they
 * come back.
 * @returns `sign-in-failed` whatever is wrong with name or code
 */
export async function beginEnrolment(
  parts: ProviderParts,
  given: Attempt & { readonly enrolmentCode: string; readonly language?: string | undefined },
): Promise<Result<Begun>> {
  const counted = await countAttempt(parts.db, given)
  if (!counted.ok) return counted
  const { now } = given
  const account = await findAccountByName(parts.db, given.name)
  const enrolment = hashSecret(given.enrolmentCode)
  const isRight =
    account !== undefined &&
    account.disabled_at === null &&
    account.signs_in_by === 'provider' &&
    account.enrolment_hash?.equals(enrolment) === true &&
    (account.enrolment_expires_at ?? '') > now
  const entry = { at: now, actor: 'nobody', action: 'account.enrol', subject: account?.id ?? '', outcome: 'sign-in-failed' }
  await parts.db.transaction().execute(async (trx) => {
    if (isRight) await forgiveAttempts(trx, given)
    else await appendAudit(trx, entry)
  })
  if (!isRight) return fail({ code: 'sign-in-failed' })
  return send(parts, { purpose: 'enrol', account: account.id, enrolment, next: '/sign-in' }, given.language, now)
}
