import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { appendAudit } from '../audit/store.ts'
import type { Session } from '../platform/session.ts'
import type { Tables } from '../platform/tables.ts'
import { countAttempt, forgiveAttempts } from './attempt.ts'
import { stepOf } from './one-time-code.ts'
import { isPassword } from './password.ts'
import { type AccountRow, addSession, findAccountByName, forgetExpired, hashSecret, listSessionRows, setSeen, useStep } from './store.ts'

const minute = 60 * 1000
/** A session that is not used ends after this long, and every session after the second. */
export const idleLimit = 30 * minute
export const absoluteLimit = 12 * 60 * minute

function earlier(now: string, by: number): string {
  return new Date(Date.parse(now) - by).toISOString()
}

/** An account as the rules see it. */
export function actorOf(account: Pick<AccountRow, 'id' | 'display_name' | 'role' | 'office'>): Session['actor'] {
  return { id: account.id, name: account.display_name, role: account.role, ...(account.office === null ? {} : { office: account.office }) }
}

function sessionOf(account: Parameters<typeof actorOf>[0] & { language: string }, token: string, created: string): Session {
  return { token, actor: actorOf(account), language: account.language, expiresAt: earlier(created, -absoluteLimit) }
}

/**
 * Opens a session for the right password and a one-time code that was not used before. Whatever is wrong, name,
 * password or code, the answer is the same `sign-in-failed` after the same time.
 */
export async function signIn(
  db: Kysely<Tables>,
  given: { readonly name: string; readonly password: string; readonly code: string; readonly address: string; readonly now: string },
): Promise<Result<Session>> {
  const counted = await countAttempt(db, given)
  if (!counted.ok) return counted
  const { now } = given
  const account = await findAccountByName(db, given.name)
  const known = account !== undefined && account.disabled_at === null
  const right = await isPassword(given.password, known ? account.password_hash : null)
  const step = known && account.totp_secret !== null ? stepOf(given.code, account.totp_secret, now) : undefined
  return db.transaction().execute(async (trx) => {
    const proven = known && right && step !== undefined && (await useStep(trx, account.id, step))
    const entry = { at: now, actor: proven ? account.id : 'nobody', action: 'session.open', subject: account?.id ?? '' }
    if (!proven) {
      await appendAudit(trx, { ...entry, outcome: 'sign-in-failed' })
      return fail({ code: 'sign-in-failed' })
    }
    const token = randomBytes(32).toString('base64url')
    await addSession(trx, token, account.id, now)
    await forgiveAttempts(trx, given)
    await appendAudit(trx, { ...entry, outcome: 'done' })
    return ok(sessionOf(account, token, now))
  })
}

/** The sessions of tokens that are still open, by token, each with its account's role as it is at this moment. */
export async function findSessions(db: Kysely<Tables>, tokens: readonly string[], now: string): Promise<ReadonlyMap<string, Session>> {
  const rows = await listSessionRows(db, tokens, { created: earlier(now, absoluteLimit), seen: earlier(now, idleLimit) })
  const byHash = new Map(rows.map((row) => [row.token_hash.toString('hex'), row]))
  const found = new Map<string, Session>()
  for (const token of tokens) {
    const row = byHash.get(hashSecret(token).toString('hex'))
    if (row === undefined) continue
    // Once a minute is near enough, and spares a write on every request.
    if (row.seen_at < earlier(now, minute)) await setSeen(db, token, now)
    found.set(token, sessionOf(row, token, row.created_at))
  }
  return found
}

/** A daily chore: sessions past their end and attempts that no longer count. */
export async function forgetSessions(db: Kysely<Tables>, now: string): Promise<void> {
  await forgetExpired(db, earlier(now, absoluteLimit))
}
