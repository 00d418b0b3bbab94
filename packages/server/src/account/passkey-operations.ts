import type { Passkey } from '@comity/contract/passkey'
import { fail, ok } from '@comity/domain/result'
import type { Handlers } from '../platform/dispatch.ts'
import { newChallenge, type PasskeyParts, proveWithPasskey, registerPasskey, signInWithPasskey } from './passkey.ts'
import { listPasskeysOf, removePasskey } from './passkey-store.ts'
import { findAccount } from './store.ts'
import type { PasskeyRow } from './tables.ts'
import { algorithms } from './webauthn.ts'

type PasskeyHandlers = Pick<
  Handlers,
  'askChallenge' | 'signInWithPasskey' | 'proveWithPasskey' | 'beginPasskey' | 'addPasskey' | 'listPasskeys' | 'removePasskey'
>

function viewOf({ id, name, created_at, used_at }: PasskeyRow): Passkey {
  return { id, name, addedAt: created_at, ...(used_at === null ? {} : { usedAt: used_at }) }
}

/** Handlers of the operations on passkeys. */
export function passkeyHandlers(parts: PasskeyParts): PasskeyHandlers {
  const { db, relyingParty } = parts
  return {
    async askChallenge(_input, { now }) {
      return ok({ challenge: await newChallenge(db, null, now), relyingParty: relyingParty().id })
    },
    async signInWithPasskey({ body }, { address, now }) {
      const opened = await signInWithPasskey(parts, body, { address, now })
      return opened.ok ? ok({ token: opened.value.token, expiresAt: opened.value.expiresAt }) : opened
    },
    async proveWithPasskey({ body }, { session, address, now }) {
      return session === undefined ? fail({ code: 'not-signed-in' }) : proveWithPasskey(parts, body, { session, address, now })
    },
    async beginPasskey(_input, { actor, now }) {
      const account = actor === undefined ? undefined : await findAccount(db, actor.id)
      if (account === undefined) return fail({ code: 'not-signed-in' })
      const held = await listPasskeysOf(db, account.id)
      return ok({
        challenge: await newChallenge(db, account.id, now),
        relyingParty: relyingParty().id,
        // What authenticators keep to find the account again: no name, no personal number.
        user: {
          id: Buffer.from(account.id.replaceAll('-', ''), 'hex').toString('base64url'),
          name: account.name,
          displayName: account.display_name,
        },
        algorithms: [...algorithms],
        held: held.map(({ credential }) => credential.toString('base64url')),
      })
    },
    async addPasskey({ body }, call) {
      const added = await registerPasskey(parts, body, call)
      return added.ok ? ok(viewOf(added.value)) : added
    },
    async listPasskeys(_input, { actor }) {
      return ok({ items: (await listPasskeysOf(db, actor?.id ?? '')).map(viewOf) })
    },
    async removePasskey({ params }, call) {
      const account = call.actor?.id ?? ''
      return call.transact(params.passkey, async (trx) =>
        (await removePasskey(trx, account, params.passkey)) ? ok({}) : fail({ code: 'not-found' }),
      )
    },
  }
}
