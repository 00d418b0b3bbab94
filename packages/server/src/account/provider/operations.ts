import { fail, ok, type Result } from '@comity/domain/result'
import { appendAudit } from '../../audit/store.ts'
import type { Handlers } from '../../platform/dispatch.ts'
import { listPasskeysOf } from '../passkey-store.ts'
import { findAccount, hashSecret } from '../store.ts'
import { beginEnrolment, beginInSession, beginSignIn, type ProviderParts } from './begin.ts'
import { finish, finishWithCode } from './finish.ts'
import { cameByProvider, endSessionsOfProvider, findIdentityOf, removeIdentity } from './identity-store.ts'

type ProviderHandlers = Pick<
  Handlers,
  | 'beginProviderSignIn'
  | 'finishProvider'
  | 'finishProviderWithCode'
  | 'beginProviderEnrolment'
  | 'beginProviderProof'
  | 'leaveProvider'
  | 'getProviderBinding'
  | 'beginProviderBinding'
  | 'removeProviderBinding'
>

const none = async (): Promise<Result<never>> => fail({ code: 'not-found' })

/** Where the operator has named no provider, there is nothing to be done with one. */
const withoutProvider: ProviderHandlers = {
  beginProviderSignIn: none,
  finishProvider: none,
  finishProviderWithCode: none,
  beginProviderEnrolment: none,
  beginProviderProof: none,
  leaveProvider: async () => ok({}),
  getProviderBinding: none,
  beginProviderBinding: none,
  removeProviderBinding: none,
}

/** Handlers of the operations with the operator's provider of identities. */
export function providerHandlers(
  parts: Omit<ProviderParts, 'provider'> & { readonly provider?: ProviderParts['provider'] },
): ProviderHandlers {
  if (parts.provider === undefined) return withoutProvider
  const whole: ProviderParts = { ...parts, provider: parts.provider }
  const { db, provider } = whole
  return {
    beginProviderSignIn: async ({ body }, { now }) => beginSignIn(whole, body, now),
    finishProvider: async ({ body }, { address, now }) => finish(whole, body, { address, now }),
    finishProviderWithCode: async ({ body }, { address, now }) => finishWithCode(whole, body, { address, now }),
    beginProviderEnrolment: async ({ body }, { address, now }) => beginEnrolment(whole, { ...body, address, now }),
    beginProviderProof: async ({ body }, call) => beginInSession(whole, 'prove', body.language, call),
    beginProviderBinding: async ({ body }, call) => beginInSession(whole, 'bind', body.language, call),
    async leaveProvider(_input, { session }) {
      if (session === undefined || !(await cameByProvider(db, hashSecret(session.token)))) return ok({})
      const url = await provider.leave()
      return ok(url === undefined ? {} : { url })
    },
    async getProviderBinding(_input, { actor }) {
      const found = await findIdentityOf(db, actor?.id ?? '', provider.issuer)
      const shared = { name: provider.name, issuer: provider.issuer }
      if (found === undefined) return ok(shared)
      const { subject, bound_at, used_at } = found
      return ok({ ...shared, bound: { subject, at: bound_at, ...(used_at === null ? {} : { usedAt: used_at }) } })
    },
    async removeProviderBinding(_input, call) {
      const id = call.actor?.id ?? ''
      const account = await findAccount(db, id)
      // Who has nothing else to sign in with would have locked the door behind them.
      const hasOther = (account?.password_hash ?? null) !== null || (await listPasskeysOf(db, id)).length > 0
      if (!hasOther) return fail({ code: 'act-not-available' })
      return call.transact(id, async (trx) => ((await removeIdentity(trx, id, provider.issuer)) ? ok({}) : fail({ code: 'not-found' })))
    },
  }
}

/**
 * Ends the sessions that the provider says have ended there.
 * @returns whether it was the provider that said so
 */
export async function endByProvider(
  { db, provider }: Pick<ProviderParts, 'db' | 'provider'>,
  token: string,
  now: string,
): Promise<boolean> {
  const told = await provider.readLogout(token)
  if (told === undefined) return false
  await db.transaction().execute(async (trx) => {
    const accounts = new Set(await endSessionsOfProvider(trx, provider.issuer, told))
    for (const subject of accounts)
      await appendAudit(trx, { at: now, actor: 'provider', action: 'session.close', subject, outcome: 'done' })
  })
  return true
}
