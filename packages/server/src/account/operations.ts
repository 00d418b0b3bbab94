import type { Account } from '@comity/contract/account'
import { Id, read } from '@comity/domain/input'
import { fail, ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import type { Tables } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import { createAccount, enrol } from './enrolment.ts'
import { openSessionsOf, prove, signIn } from './session.ts'
import { type AccountRow, endSession, endSessionOf, endSessions, findAccount, listAccounts, setDisabled } from './store.ts'

type AccountHandlers = Pick<
  Handlers,
  | 'signIn'
  | 'signOut'
  | 'whoAmI'
  | 'prove'
  | 'listSessions'
  | 'endOwnSession'
  | 'enrol'
  | 'listAccounts'
  | 'createAccount'
  | 'disableAccount'
  | 'endSessions'
>

function viewOf(row: AccountRow): Account {
  const { id, name, role, language } = row
  return {
    id,
    name,
    displayName: row.display_name,
    role,
    ...(row.office === null ? {} : { office: row.office }),
    language,
    disabled: row.disabled_at !== null,
  }
}

/**
 * Handlers of the operations on accounts and sessions.
 * @param issuer how the authority is called in an authenticator app
 */
export function accountHandlers({
  db,
  vault,
  issuer,
}: {
  readonly db: Kysely<Tables>
  readonly vault: Vault
  readonly issuer: string
}): AccountHandlers {
  return {
    async signIn({ body }, { address, now }) {
      const opened = await signIn({ db, vault }, { ...body, address, now })
      return opened.ok ? ok({ token: opened.value.token, expiresAt: opened.value.expiresAt }) : opened
    },
    async signOut(_input, call) {
      return call.transact(call.actor?.id, async (trx) => {
        if (call.session !== undefined) await endSession(trx, call.session.token)
        return ok({})
      })
    },
    async whoAmI(_input, { actor }) {
      const account = actor === undefined ? undefined : await findAccount(db, actor.id)
      return account === undefined ? fail({ code: 'not-found' }) : ok(viewOf(account))
    },
    async prove({ body }, { session, address, now }) {
      return session === undefined ? fail({ code: 'not-signed-in' }) : prove({ db, vault }, { session, proof: body.proof, address, now })
    },
    async listSessions(_input, { session, now }) {
      return session === undefined ? fail({ code: 'not-signed-in' }) : ok({ items: [...(await openSessionsOf(db, session, now))] })
    },
    async endOwnSession({ params }, call) {
      const account = call.actor?.id ?? ''
      return call.transact(params.session, async (trx) =>
        (await endSessionOf(trx, account, params.session)) ? ok({}) : fail({ code: 'not-found' }),
      )
    },
    async enrol({ body }, { address, now }) {
      return enrol({ db, vault }, { ...body, address, now, issuer })
    },
    async listAccounts({ query }) {
      const after = query.cursor === undefined ? undefined : read(Id, query.cursor, 'cursor')
      if (after?.ok === false) return after
      const rows = await listAccounts(db, { after: after?.value, limit: query.limit + 1 })
      const items = rows.slice(0, query.limit).map(viewOf)
      const next = rows.length > query.limit ? items.at(-1)?.id : undefined
      return ok(next === undefined ? { items } : { items, next })
    },
    async createAccount({ body }, call) {
      const id = newId()
      return call.transact(id, async (trx) => {
        const created = await createAccount(trx, body, call.now, id)
        return created.ok ? ok({ account: viewOf(created.value.account), enrolmentCode: created.value.enrolmentCode }) : created
      })
    },
    async endSessions({ params }, call) {
      return call.transact(params.account, async (trx) => {
        if ((await findAccount(trx, params.account)) === undefined) return fail({ code: 'not-found' })
        await endSessions(trx, params.account)
        return ok({})
      })
    },
    async disableAccount({ params }, call) {
      return call.transact(params.account, async (trx) => {
        await setDisabled(trx, params.account, call.now)
        const account = await findAccount(trx, params.account)
        return account === undefined ? fail({ code: 'not-found' }) : ok(viewOf(account))
      })
    },
  }
}
