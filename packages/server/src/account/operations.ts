import type { Account } from '@comity/contract/account'
import { Id, read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import type { Tables } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import { createAccount, enrol } from './enrolment.ts'
import { changePassword } from './own-password.ts'
import { approveRecovery, confirmAccount, declineRecovery, proposeRecovery, recoveryOf } from './second-person.ts'
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
  | 'getAccount'
  | 'confirmAccount'
  | 'proposeRecovery'
  | 'declineRecovery'
  | 'approveRecovery'
  | 'changePassword'
>

function standingOf({ disabled_at, password_hash, totp_sealed, confirmed_at }: AccountRow): Account['standing'] {
  if (disabled_at !== null) return 'disabled'
  if (password_hash === null && totp_sealed === null) return 'invited'
  return confirmed_at === null ? 'enrolled' : 'open'
}

function viewOf(row: AccountRow, now: string): Account {
  const { id, name, role, language } = row
  const recovery = recoveryOf(row, now)
  return {
    id,
    name,
    displayName: row.display_name,
    role,
    ...(row.office === null ? {} : { office: row.office }),
    ...(row.team === null ? {} : { team: row.team }),
    language,
    standing: standingOf(row),
    signsInBy: row.signs_in_by,
    ...(recovery === undefined ? {} : { recovery: { ...recovery } }),
  }
}

/** What the operations on accounts rest on. */
export interface AccountParts {
  readonly db: Kysely<Tables>
  readonly vault: Vault
  /** How the authority is called in an authenticator app. */
  readonly issuer: string
  /** Names of the authority, that make no password. */
  readonly words: readonly string[]
  /** Whether the operator has named a provider of identities. */
  readonly hasProvider: boolean
}

/** Handlers of the operations on accounts and sessions. */
export function accountHandlers({ db, vault, issuer, words, hasProvider }: AccountParts): AccountHandlers {
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
    async whoAmI(_input, { actor, now }) {
      const account = actor === undefined ? undefined : await findAccount(db, actor.id)
      return account === undefined ? fail({ code: 'not-found' }) : ok(viewOf(account, now))
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
      return enrol({ db, vault }, { ...body, address, now, issuer, words })
    },
    async listAccounts({ query }, { now }) {
      const after = query.cursor === undefined ? undefined : read(Id, query.cursor, 'cursor')
      if (after?.ok === false) return after
      const rows = await listAccounts(db, { after: after?.value, limit: query.limit + 1 })
      const items = rows.slice(0, query.limit).map((row) => viewOf(row, now))
      const next = rows.length > query.limit ? items.at(-1)?.id : undefined
      return ok(next === undefined ? { items } : { items, next })
    },
    async getAccount({ params }, { now }) {
      const account = await findAccount(db, params.account)
      return account === undefined ? fail({ code: 'not-found' }) : ok(viewOf(account, now))
    },
    async createAccount({ body }, call) {
      if (body.signsInBy === 'provider' && !hasProvider) return fail(invalid('signsInBy', 'no-provider'))
      const id = newId()
      return call.transact(id, async (trx) => {
        const created = await createAccount(trx, body, { now: call.now, by: call.actor?.id ?? null, id })
        return created.ok ? ok({ account: viewOf(created.value.account, call.now), enrolmentCode: created.value.enrolmentCode }) : created
      })
    },
    async confirmAccount({ params, body }, call) {
      const done = await confirmAccount(db, { account: params.account, code: body.code }, call)
      return done.ok ? ok(viewOf(done.value.account, call.now)) : done
    },
    async proposeRecovery({ params }, call) {
      const done = await proposeRecovery(params.account, call)
      return done.ok ? ok(viewOf(done.value.account, call.now)) : done
    },
    async declineRecovery({ params }, call) {
      const done = await declineRecovery(params.account, call)
      return done.ok ? ok({}) : done
    },
    async approveRecovery({ params }, call) {
      const done = await approveRecovery(params.account, call)
      return done.ok ? ok({ account: viewOf(done.value.account, call.now), enrolmentCode: done.value.code ?? '' }) : done
    },
    async changePassword({ body }, call) {
      return changePassword(db, { ...body, words }, call)
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
        return account === undefined ? fail({ code: 'not-found' }) : ok(viewOf(account, call.now))
      })
    },
  }
}
