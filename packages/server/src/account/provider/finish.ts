import type { ProviderOutcome } from '@comity/contract/provider'
import type { ProblemCode } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { appendAudit } from '../../audit/store.ts'
import type { Transaction } from '../../platform/tables.ts'
import { type Attempt, countAttempt, forgiveAttempts } from '../attempt.ts'
import { giveFactors } from '../enrolment.ts'
import { stepOf } from '../one-time-code.ts'
import { absoluteLimit, idleLimit, openSession } from '../session.ts'
import { findAccount, isSessionOpen, setProven, useEnrolment, useStep } from '../store.ts'
import { openTotp } from '../totp-secret.ts'
import type { ProviderParts } from './begin.ts'
import { addFlow, endFlow, findCodeFlow, takeFlow } from './flow-store.ts'
import { addIdentity, findIdentity, noteIdentityUse } from './identity-store.ts'
import type { Said } from './provider.ts'
import type { ProviderFlowRow } from './tables.ts'

/** Someone who comes back from the provider. */
interface Who {
  readonly address: string
  readonly now: string
}

/** What an act is called in the audit log, by what was begun. */
const actionOf = {
  'sign-in': 'session.open',
  code: 'session.open',
  bind: 'credential.change',
  prove: 'session.prove',
  enrol: 'account.enrol',
} as const satisfies Record<ProviderFlowRow['purpose'], string>

async function note(trx: Transaction, { purpose, account }: Pick<ProviderFlowRow, 'purpose' | 'account'>, now: string, outcome: string) {
  await appendAudit(trx, { at: now, actor: account ?? 'nobody', action: actionOf[purpose], subject: account ?? '', outcome })
}

/** Writes a refusal down, in a transaction of its own: what it undoes is undone. */
async function refuse({ db }: ProviderParts, flow: Pick<ProviderFlowRow, 'purpose' | 'account'>, now: string, code: ProblemCode) {
  await db.transaction().execute((trx) => note(trx, flow, now, code))
  return fail({ code })
}

class Refused extends Error {
  readonly code: ProblemCode
  constructor(code: ProblemCode) {
    super(code)
    this.code = code
  }
}

async function signIn(
  parts: ProviderParts,
  trx: Transaction,
  flow: ProviderFlowRow,
  said: Said,
  attempt: Attempt,
): Promise<Result<ProviderOutcome>> {
  const { now } = attempt
  const identity = await findIdentity(trx, parts.provider.issuer, said.subject)
  const account = identity === undefined ? undefined : await findAccount(trx, identity.account)
  // Who is disabled is told no more than who is nobody.
  if (identity === undefined || account === undefined || account.disabled_at !== null) throw new Refused('provider-stranger')
  const session = said.session ?? null
  if (!said.twoFactors) {
    const about = { purpose: 'code', account: account.id, identity: identity.id, provider_session: session, next: flow.next } as const
    await forgiveAttempts(trx, attempt)
    return ok({ outcome: 'code-needed', flow: await addFlow(trx, about, now), next: flow.next })
  }
  await noteIdentityUse(trx, identity.id, now)
  const opened = await openSession(trx, account, attempt, { provenAt: said.at, provider: { identity: identity.id, session } })
  if (!opened.ok) return opened
  return ok({ outcome: 'signed-in', token: opened.value.token, expiresAt: opened.value.expiresAt, next: flow.next })
}

/** Whether the session in whose name a flow began is still one, and its account may act. */
async function stands(trx: Transaction, { account, session }: ProviderFlowRow, now: string): Promise<boolean> {
  const before = (by: number) => new Date(Date.parse(now) - by).toISOString()
  return (
    account !== null &&
    session !== null &&
    isSessionOpen(trx, { account, hash: session }, { created: before(absoluteLimit), seen: before(idleLimit) })
  )
}

async function bind(parts: ProviderParts, trx: Transaction, flow: ProviderFlowRow, said: Said, now: string): Promise<ProviderOutcome> {
  if (!(await stands(trx, flow, now))) throw new Refused('provider-begin-again')
  const bound = await addIdentity(trx, { account: flow.account ?? '', issuer: parts.provider.issuer, subject: said.subject, now })
  if (!bound) throw new Refused('provider-bound-already')
  await note(trx, flow, now, 'done')
  return { outcome: 'bound' }
}

async function prove(parts: ProviderParts, trx: Transaction, flow: ProviderFlowRow, said: Said, now: string): Promise<ProviderOutcome> {
  if (!(await stands(trx, flow, now))) throw new Refused('provider-begin-again')
  // One factor, shown anew, is less than the code of the moment.
  if (!said.twoFactors) throw new Refused('provider-too-weak')
  const identity = await findIdentity(trx, parts.provider.issuer, said.subject)
  if (identity === undefined || identity.account !== flow.account || flow.session === null) throw new Refused('provider-stranger')
  await setProven(trx, flow.session, said.at)
  await note(trx, flow, now, 'done')
  return { outcome: 'proven' }
}

async function enrol(parts: ProviderParts, trx: Transaction, flow: ProviderFlowRow, said: Said, now: string): Promise<ProviderOutcome> {
  const account = flow.account === null ? undefined : await findAccount(trx, flow.account)
  const code = { hash: flow.enrolment ?? Buffer.alloc(0), by: 'provider', now } as const
  if (account === undefined || !(await useEnrolment(trx, account.id, code))) throw new Refused('provider-begin-again')
  if (!(await addIdentity(trx, { account: account.id, issuer: parts.provider.issuer, subject: said.subject, now })))
    throw new Refused('provider-bound-already')
  const factors = await giveFactors(trx, parts.vault, account, { passwordHash: null, issuer: parts.issuer })
  await note(trx, flow, now, 'done')
  return { outcome: 'enrolled', ...factors }
}

/**
 * Takes what the browser brings back from the provider, once, and does what was begun.
 * @param answer the query of the address at which it came back
 * @returns `provider-begin-again` for what this browser did not begin, has used, or began too long ago; `provider-stranger` for who is
 * bound to no account, or a disabled one; `provider-bound-already`; what the provider's answer lacks
 */
export async function finish(
  parts: ProviderParts,
  given: { readonly flow: string; readonly answer: string },
  who: Who,
): Promise<Result<ProviderOutcome>> {
  const { db, provider } = parts
  const attempt = { name: `provider:${given.flow}`, ...who }
  const counted = await countAttempt(db, attempt)
  if (!counted.ok) return counted
  const { now } = who
  // Used up whatever comes of it, and before anything else is looked at.
  const flow = await takeFlow(db, given.flow, now)
  if (flow === undefined) return refuse(parts, { purpose: 'sign-in', account: null }, now, 'provider-begin-again')
  const said = await provider.finish(given.flow, given.answer, flow.purpose === 'sign-in' ? undefined : flow.began_at)
  if (!said.ok) return refuse(parts, flow, now, said.problem.code)
  try {
    return await db.transaction().execute(async (trx) => {
      if (flow.purpose === 'sign-in') return signIn(parts, trx, flow, said.value, attempt)
      const done = flow.purpose === 'bind' ? bind : flow.purpose === 'prove' ? prove : enrol
      const outcome = await done(parts, trx, flow, said.value, now)
      await forgiveAttempts(trx, attempt)
      return ok(outcome)
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return refuse(parts, flow, now, error.code)
  }
}

/**
 * Opens the session of who signed in by the provider with one factor there, for the account's own second one. Wrong codes count as those
 * of signing in.
 * @returns `sign-in-failed`, `provider-begin-again`
 */
export async function finishWithCode(
  { db, vault }: ProviderParts,
  given: { readonly flow: string; readonly code: string },
  who: Who,
): Promise<Result<{ token: string; expiresAt: string; next: string }>> {
  const { now } = who
  const flow = await findCodeFlow(db, given.flow, now)
  const account = flow?.account ? await findAccount(db, flow.account) : undefined
  const attempt = { name: account?.name ?? `provider:${given.flow}`, ...who }
  const counted = await countAttempt(db, attempt)
  if (!counted.ok) return counted
  if (flow === undefined || account === undefined || account.disabled_at !== null) return fail({ code: 'provider-begin-again' })
  const secret = openTotp(vault, account)
  const step = secret === undefined ? undefined : stepOf(given.code, secret, now)
  return db.transaction().execute(async (trx) => {
    if (step === undefined || !(await useStep(trx, account.id, step))) {
      await note(trx, { purpose: 'code', account: null }, now, 'sign-in-failed')
      return fail({ code: 'sign-in-failed' })
    }
    const { identity, provider_session: session } = flow
    const bound = identity !== null && (await noteIdentityUse(trx, identity, now))
    if (!bound || !(await endFlow(trx, flow.hash))) return fail({ code: 'provider-begin-again' })
    const opened = await openSession(trx, account, attempt, { provider: { identity, session } })
    return opened.ok ? ok({ token: opened.value.token, expiresAt: opened.value.expiresAt, next: flow.next }) : opened
  })
}
