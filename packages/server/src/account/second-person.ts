import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Call } from '../platform/dispatch.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { countAttempt, forgiveAttempts } from './attempt.ts'
import { plainCode } from './confirmation-code.ts'
import { newEnrolmentCode } from './enrolment.ts'
import { clearCredentials, confirm, setRecovery } from './second-person-store.ts'
import { type AccountRow, findAccount, hashSecret } from './store.ts'

/** A proposal that nobody approved is none any more. */
const recoveryStands = 3 * 24 * 60 * 60 * 1000

/** Who proposes that the person of an account enrols again, where that still stands. */
export function recoveryOf(
  { recovery_by, recovery_at }: AccountRow,
  now: string,
): { readonly by: string; readonly at: string } | undefined {
  if (recovery_by === null || recovery_at === null) return undefined
  return Date.parse(now) - Date.parse(recovery_at) < recoveryStands ? { by: recovery_by, at: recovery_at } : undefined
}

async function change(
  call: Call,
  id: string,
  work: (trx: Transaction, account: AccountRow, actor: string) => Promise<Result<AccountRow | string>>,
): Promise<Result<{ account: AccountRow; code?: string }>> {
  return call.transact(id, async (trx) => {
    const account = await findAccount(trx, id)
    if (account === undefined) return fail({ code: 'not-found' })
    if (account.disabled_at !== null) return fail({ code: 'act-not-available' })
    const done = await work(trx, account, call.actor?.id ?? '')
    if (!done.ok) return done
    const after = (await findAccount(trx, id)) ?? account
    return ok(typeof done.value === 'string' ? { account: after, code: done.value } : { account: after })
  })
}

/**
 * Confirms that the right person enrolled in an account: whoever does it has the code from that person, and is not the one who
 * handed out the enrolment code, so that no one alone opens an account and acts in it.
 * @returns `not-the-second-person`, or which rule the code breaks; ten wrong ones an hour are looked at
 */
export async function confirmAccount(db: Kysely<Tables>, given: { readonly account: string; readonly code: string }, call: Call) {
  const attempt = { name: `confirm:${given.account}`, address: call.address, now: call.now }
  const counted = await countAttempt(db, attempt)
  if (!counted.ok) return counted
  return change(call, given.account, async (trx, account, actor) => {
    if (account.confirmation_hash === null) return fail({ code: 'act-not-available' })
    if (account.enrolment_by === actor || account.id === actor) return fail({ code: 'not-the-second-person' })
    const right = await confirm(trx, account.id, { hash: hashSecret(plainCode(given.code)), by: actor, now: call.now })
    if (!right) return fail(invalid('code', 'confirmation-code-wrong'))
    await forgiveAttempts(trx, attempt)
    return ok(account)
  })
}

/** Proposes that a person who lost what they sign in with enrols again; nothing changes until a second person approves. */
export async function proposeRecovery(account: string, call: Call) {
  return change(call, account, async (trx, row, actor) => {
    await setRecovery(trx, row.id, { by: actor, at: call.now })
    return ok(row)
  })
}

/** Drops such a proposal. */
export async function declineRecovery(account: string, call: Call) {
  return change(call, account, async (trx, row) => {
    if (recoveryOf(row, call.now) === undefined) return fail({ code: 'act-not-available' })
    await setRecovery(trx, row.id, null)
    return ok(row)
  })
}

/**
 * Approves it: what the person signed in with is good no more, every session ends, and the one who approves is given the code to
 * hand to the person. Somebody else confirms when the person has enrolled.
 */
export async function approveRecovery(account: string, call: Call) {
  return change(call, account, async (trx, row, actor) => {
    const proposed = recoveryOf(row, call.now)
    if (proposed === undefined) return fail({ code: 'act-not-available' })
    if (proposed.by === actor || row.id === actor) return fail({ code: 'not-the-second-person' })
    const { code, hash, expiresAt } = newEnrolmentCode(call.now)
    await clearCredentials(trx, row.id, { hash, expiresAt, by: actor })
    return ok(code)
  })
}
