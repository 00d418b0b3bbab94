import { randomBytes } from 'node:crypto'
import type { PasskeyAssertion } from '@comity/contract/passkey'
import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { appendAudit } from '../audit/store.ts'
import type { Call } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import type { Session } from '../platform/session.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { countAttempt, forgiveAttempts } from './attempt.ts'
import { addChallenge, addPasskey, findPasskey, listPasskeysOf, noteUse, useChallenge } from './passkey-store.ts'
import { openSession } from './session.ts'
import { findAccount, hashSecret, setProven } from './store.ts'
import type { PasskeyRow } from './tables.ts'
import { checkAssertion, readRegistration, type RelyingParty } from './webauthn.ts'

const fiveMinutes = 5 * 60 * 1000
/** More than a person has devices. */
const mostPasskeys = 20

/** What the ceremonies of passkeys rest on. */
export interface PasskeyParts {
  readonly db: Kysely<Tables>
  readonly relyingParty: () => RelyingParty
}

interface Who {
  readonly address: string
  readonly now: string
}

/**
 * Something to sign, good once and for five minutes.
 * @param account who adds a passkey; null where one is used
 */
export async function newChallenge(db: Kysely<Tables>, account: string | null, now: string): Promise<string> {
  const challenge = randomBytes(32).toString('base64url')
  await addChallenge(db, challenge, { account, now, expiresAt: new Date(Date.parse(now) + fiveMinutes).toISOString() })
  return challenge
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url')

/** The challenge that the browser says it was given; what else it says is checked with it. */
function challengeIn(clientDataJSON: string): string {
  try {
    const { challenge } = JSON.parse(bytesOf(clientDataJSON).toString('utf8')) as { challenge?: unknown }
    return typeof challenge === 'string' ? challenge : ''
  } catch {
    return ''
  }
}

/** Adds a passkey to one's own account: what the authenticator made for a challenge that this account was given. */
export async function registerPasskey(
  { db, relyingParty }: PasskeyParts,
  given: { readonly name: string; readonly clientDataJSON: string; readonly attestationObject: string },
  call: Call,
): Promise<Result<PasskeyRow>> {
  const account = call.actor?.id ?? ''
  const challenge = challengeIn(given.clientDataJSON)
  // Outside the transaction: what comes to nothing uses it up too.
  if (!(await useChallenge(db, challenge, { account, now: call.now }))) return fail(invalid('passkey', 'passkey-not-taken'))
  return call.transact(account, async (trx) => {
    const ceremony = { clientDataJSON: bytesOf(given.clientDataJSON), attestationObject: bytesOf(given.attestationObject) }
    const registered = readRegistration(ceremony, { ...relyingParty(), challenge })
    if (registered === undefined) return fail(invalid('passkey', 'passkey-not-taken'))
    if ((await listPasskeysOf(trx, account)).length >= mostPasskeys) return fail({ code: 'too-many' })
    const { credential, algorithm, publicKey: public_key, counter } = registered
    const row = { id: newId(), account, credential, name: given.name, algorithm, public_key, counter, created_at: call.now, used_at: null }
    return (await addPasskey(trx, row)) ? ok(row) : fail(invalid('passkey', 'passkey-not-taken'))
  })
}

/** Holds a signature against the passkey it names. @returns the passkey and its new counter, or undefined */
async function check({ db, relyingParty }: PasskeyParts, given: PasskeyAssertion, now: string) {
  const challenge = challengeIn(given.clientDataJSON)
  // Used up whatever comes of it, and before anything else is looked at.
  if (!(await useChallenge(db, challenge, { account: null, now }))) return undefined
  const passkey = await findPasskey(db, bytesOf(given.id))
  if (passkey === undefined) return undefined
  const signed = {
    clientDataJSON: bytesOf(given.clientDataJSON),
    authenticatorData: bytesOf(given.authenticatorData),
    signature: bytesOf(given.signature),
  }
  const key = { algorithm: passkey.algorithm, publicKey: passkey.public_key, counter: passkey.counter }
  const counter = checkAssertion(signed, key, { ...relyingParty(), challenge })
  return counter === undefined ? undefined : { passkey, counter }
}

/** What counts wrong signatures with one passkey. */
function attemptWith(given: PasskeyAssertion, { address, now }: Who) {
  return { name: `passkey:${given.id}`, address, now }
}

/**
 * Opens a session for who holds a passkey and was verified by its authenticator: two factors in one. Whatever is wrong, the answer is
 * the same `sign-in-failed`.
 */
export async function signInWithPasskey(parts: PasskeyParts, given: PasskeyAssertion, who: Who): Promise<Result<Session>> {
  const attempt = attemptWith(given, who)
  const counted = await countAttempt(parts.db, attempt)
  if (!counted.ok) return counted
  const held = await check(parts, given, who.now)
  return parts.db.transaction().execute(async (trx) => {
    const account = held === undefined ? undefined : await findAccount(trx, held.passkey.account)
    const known = account !== undefined && account.disabled_at === null
    const proven = known && held !== undefined && (await noteUse(trx, held.passkey, { counter: held.counter, now: who.now }))
    if (!proven) {
      const entry = { at: who.now, actor: 'nobody', action: 'session.open', subject: account?.id ?? '', outcome: 'sign-in-failed' }
      await appendAudit(trx, entry)
      return fail({ code: 'sign-in-failed' })
    }
    return openSession(trx, account, attempt)
  })
}

async function noteProof(trx: Transaction, session: Session, now: string, outcome: string): Promise<void> {
  await appendAudit(trx, { at: now, actor: session.actor.id, action: 'session.prove', subject: session.actor.id, outcome })
}

/** Proves once more who holds a session, with a passkey of the same account. */
export async function proveWithPasskey(
  parts: PasskeyParts,
  given: PasskeyAssertion,
  { session, ...who }: Who & { readonly session: Session },
): Promise<Result<Record<string, never>>> {
  const attempt = attemptWith(given, who)
  const counted = await countAttempt(parts.db, attempt)
  if (!counted.ok) return counted
  const held = await check(parts, given, who.now)
  return parts.db.transaction().execute(async (trx) => {
    const own = held !== undefined && held.passkey.account === session.actor.id
    const proven = own && (await noteUse(trx, held.passkey, { counter: held.counter, now: who.now }))
    if (!proven) {
      await noteProof(trx, session, who.now, 'sign-in-failed')
      return fail(invalid('proof', 'passkey-not-taken'))
    }
    await setProven(trx, hashSecret(session.token), who.now)
    await forgiveAttempts(trx, attempt)
    await noteProof(trx, session, who.now, 'done')
    return ok({})
  })
}
