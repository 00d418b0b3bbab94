import { randomBytes } from 'node:crypto'
import type { OpenSession } from '@comity/contract/account'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { appendAudit } from '../audit/store.ts'
import type { Session } from '../platform/session.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import { type Attempt, countAttempt, forgiveAttempts } from './attempt.ts'
import { stepOf } from './one-time-code.ts'
import { isPassword } from './password.ts'
import {
  type AccountRow,
  addSession,
  endOldest,
  findAccount,
  findAccountByName,
  forgetExpired,
  hashSecret,
  listSessionRows,
  listSessionsOf,
  type Opening,
  setProven,
  setSeen,
  useStep,
} from './store.ts'
import { openTotp } from './totp-secret.ts'

/** What signing in needs: the accounts, and what opens the secrets of their authenticators. */
interface SignInParts {
  readonly db: Kysely<Tables>
  readonly vault: Vault
}

const minute = 60 * 1000
/** A session that is not used ends after this long, and every session after the second. */
export const idleLimit = 30 * minute
export const absoluteLimit = 12 * 60 * minute

/** A person has this many open at most: a further one ends the oldest. */
const sessionsAtOnce = 10

/** Processes of one authority may differ by this much. A session from further ahead is none: a clock that was set back prolongs nothing. */
const tolerated = minute

function earlier(now: string, by: number): string {
  return new Date(Date.parse(now) - by).toISOString()
}

/** When a session that is open now was opened, and last used. */
function openAt(now: string) {
  return { created: earlier(now, absoluteLimit), seen: earlier(now, idleLimit), until: earlier(now, -tolerated) }
}

/** An account as the rules see it. */
function accountActor(account: Pick<AccountRow, 'id' | 'display_name' | 'role' | 'office'>): Session['actor'] {
  return { id: account.id, name: account.display_name, role: account.role, ...(account.office === null ? {} : { office: account.office }) }
}

function sessionOf(
  account: Parameters<typeof accountActor>[0] & { language: string },
  token: string,
  { created, proven }: { readonly created: string; readonly proven: string },
): Session {
  const expiresAt = earlier(created, -absoluteLimit)
  return { token, actor: accountActor(account), language: account.language, expiresAt, provenAt: proven }
}

/**
 * Opens a session for who has proved to be the person of an account, unless no second person has confirmed it.
 * @param how where it was not proved just now, and to us
 */
export async function openSession(
  trx: Transaction,
  account: AccountRow,
  attempt: Attempt,
  how: Omit<Opening, 'at'> = {},
): Promise<Result<Session>> {
  const { now } = attempt
  const entry = { at: now, actor: account.id, action: 'session.open', subject: account.id }
  if (account.confirmed_at === null) {
    await appendAudit(trx, { ...entry, outcome: 'account-not-confirmed' })
    return fail({ code: 'account-not-confirmed' })
  }
  const token = randomBytes(32).toString('base64url')
  await addSession(trx, token, account.id, { at: now, ...how })
  await endOldest(trx, account.id, token, sessionsAtOnce - 1)
  await forgiveAttempts(trx, attempt)
  await appendAudit(trx, { ...entry, outcome: 'done' })
  return ok(sessionOf(account, token, { created: now, proven: how.provenAt ?? now }))
}

/**
 * Opens a session for the right password and a one-time code that was not used before. Whatever is wrong, name,
 * password or code, the answer is the same `sign-in-failed` after the same time. Who has proved to be the person of an
 * account that no second person has confirmed is told so.
 */
export async function signIn(
  { db, vault }: SignInParts,
  given: { readonly name: string; readonly password: string; readonly code: string; readonly address: string; readonly now: string },
): Promise<Result<Session>> {
  const counted = await countAttempt(db, given)
  if (!counted.ok) return counted
  const { now } = given
  const account = await findAccountByName(db, given.name)
  const known = account !== undefined && account.disabled_at === null
  const right = await isPassword(given.password, known ? account.password_hash : null)
  const secret = known ? openTotp(vault, account) : undefined
  const step = secret === undefined ? undefined : stepOf(given.code, secret, now)
  return db.transaction().execute(async (trx) => {
    const proven = known && right && step !== undefined && (await useStep(trx, account.id, step))
    if (!proven) {
      const entry = { at: now, actor: 'nobody', action: 'session.open', subject: account?.id ?? '', outcome: 'sign-in-failed' }
      await appendAudit(trx, entry)
      return fail({ code: 'sign-in-failed' })
    }
    return openSession(trx, account, given)
  })
}

/**
 * Proves once more who holds a session, with a one-time code that was not used before. Failures count as those of signing in.
 * @returns the same `one-time-code-wrong` whether the code is wrong or was used
 */
export async function prove(
  { db, vault }: SignInParts,
  given: { readonly session: Session; readonly proof: string; readonly address: string; readonly now: string },
): Promise<Result<Record<string, never>>> {
  const { session, now, address } = given
  const account = await findAccount(db, session.actor.id)
  const attempt = { name: account?.name ?? '', address, now }
  const counted = await countAttempt(db, attempt)
  if (!counted.ok) return counted
  const secret = account === undefined ? undefined : openTotp(vault, account)
  const step = secret === undefined ? undefined : stepOf(given.proof, secret, now)
  return db.transaction().execute(async (trx) => {
    const proven = step !== undefined && (await useStep(trx, session.actor.id, step))
    const entry = { at: now, actor: session.actor.id, action: 'session.prove', subject: session.actor.id }
    if (!proven) {
      await appendAudit(trx, { ...entry, outcome: 'sign-in-failed' })
      return fail(invalid('proof', 'one-time-code-wrong'))
    }
    await setProven(trx, hashSecret(session.token), now)
    await forgiveAttempts(trx, attempt)
    await appendAudit(trx, { ...entry, outcome: 'done' })
    return ok({})
  })
}

/** The open sessions of an account, the newest first. */
export async function openSessionsOf(db: Kysely<Tables>, session: Session, now: string): Promise<readonly OpenSession[]> {
  const rows = await listSessionsOf(db, session.actor.id, openAt(now))
  const own = hashSecret(session.token)
  return rows.map(({ id, token_hash, created_at, seen_at }) => ({
    id,
    openedAt: created_at,
    seenAt: seen_at,
    current: token_hash.equals(own),
  }))
}

/** The sessions of tokens that are still open, by token, each with its account's role as it is at this moment. */
export async function findSessions(db: Kysely<Tables>, tokens: readonly string[], now: string): Promise<ReadonlyMap<string, Session>> {
  const rows = await listSessionRows(db, tokens, openAt(now))
  const byHash = new Map(rows.map((row) => [row.token_hash.toString('hex'), row]))
  const found = new Map<string, Session>()
  for (const token of tokens) {
    const row = byHash.get(hashSecret(token).toString('hex'))
    if (row === undefined) continue
    // Once a minute is near enough, and spares a write on every request.
    if (row.seen_at < earlier(now, minute)) await setSeen(db, token, now)
    found.set(token, sessionOf(row, token, { created: row.created_at, proven: row.proven_at }))
  }
  return found
}

/** A daily chore: sessions past their end and attempts that no longer count. */
export async function forgetSessions(db: Kysely<Tables>, now: string): Promise<void> {
  await forgetExpired(db, earlier(now, absoluteLimit))
}
