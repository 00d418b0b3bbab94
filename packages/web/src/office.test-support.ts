import type { Account } from '@comity/contract/account'
import type { Passkey } from '@comity/contract/passkey'
import type { Role } from '@comity/domain/account/role'
import { invalid } from '@comity/domain/problem'
import { fail, ok } from '@comity/domain/result'
import { witnessed, witnesses } from './audit/witnesses.test-support.ts'
import { exchangeOperations, type Handle } from './office-exchange.test-support.ts'
import { retentionOperations } from './retention.test-support.ts'

/** What an authority has beside its requests: people and a log, and its exchange. The password of everyone is `correct horse battery`. */
export function officeOperations(clock: () => string, self: string): Record<string, Handle> {
  const accounts = new Map<string, Account>()
  let passkeys: Passkey[] = []
  const log = [
    { seq: 1, at: clock(), actor: 'system', action: 'account.manage', subject: '<b>1</b>', outcome: 'done', hash: 'ab'.repeat(32) },
  ]

  function keepAccount(account: Account): Account {
    accounts.set(account.id, account)
    return account
  }

  return {
    signIn({ body }) {
      const { name, password, code } = body as { name: string; password: string; code: string }
      return password === 'correct horse battery' && code === '000000'
        ? ok({ token: `token-of-${name}`, expiresAt: clock() })
        : fail({ code: 'sign-in-failed' })
    },
    signOut: () => ok({}),
    leaveProvider: () => ok({}),
    prove({ body }) {
      return (body as { proof: string }).proof === '000000' ? ok({}) : fail(invalid('proof', 'one-time-code-wrong'))
    },
    listSessions: () =>
      ok({
        items: [true, false].map((current) => ({ id: crypto.randomUUID(), openedAt: clock(), seenAt: clock(), current })),
      }),
    endOwnSession: () => ok({}),
    endSessions: ({ params }) => (accounts.has(params['account'] ?? '') ? ok({}) : fail({ code: 'not-found' })),
    describeDrafter: () => ok({ name: 'comity-drafter.html', size: 1_500_000, sha256: 'cd'.repeat(32) }),
    enrol({ body }) {
      return (body as { enrolmentCode: string }).enrolmentCode === 'once'
        ? ok({
            totpSecret: 'JBSWY3DPEHPK3PXP',
            totpUri: 'otpauth://totp/Comity?secret=JBSWY3DPEHPK3PXP',
            confirmationCode: 'K7QM-2F9D',
          })
        : fail({ code: 'sign-in-failed' })
    },
    whoAmI: (_, { id, name, role, office }) =>
      ok({
        id,
        name: 'rosa',
        displayName: name,
        role,
        language: 'es',
        standing: 'open',
        signsInBy: 'password',
        ...(office === undefined ? {} : { office }),
      }),
    listAccounts: () => ok({ items: [...accounts.values()] }),
    createAccount({ body }) {
      const given = body as { name: string; displayName: string; role: Role; office?: string; language: string }
      const account: Account = { id: crypto.randomUUID(), standing: 'invited', signsInBy: 'password', ...given }
      accounts.set(account.id, account)
      return ok({ account, enrolmentCode: 'once' })
    },
    disableAccount({ params }) {
      const account = accounts.get(params['account'] ?? '')
      if (account === undefined) return fail({ code: 'not-found' })
      accounts.set(account.id, { ...account, standing: 'disabled' })
      return ok({ ...account, standing: 'disabled' })
    },
    getAccount({ params }) {
      const account = accounts.get(params['account'] ?? '')
      return account === undefined ? fail({ code: 'not-found' }) : ok(account)
    },
    setAccountTeam({ params, body }) {
      const { team: _team, ...account } = accounts.get(params['account'] ?? '') ?? {}
      keepAccount({ ...(account as Account), ...(body as { team?: string }) })
      return ok({})
    },
    confirmAccount({ params, body }) {
      const account = accounts.get(params['account'] ?? '')
      if (account === undefined) return fail({ code: 'not-found' })
      if ((body as { code: string }).code !== 'K7QM-2F9D') return fail(invalid('code', 'confirmation-code-wrong'))
      return ok(keepAccount({ ...account, standing: 'open' }))
    },
    proposeRecovery({ params }, actor) {
      const account = accounts.get(params['account'] ?? '')
      return account === undefined ? fail({ code: 'not-found' }) : ok(keepAccount({ ...account, recovery: { by: actor.id, at: clock() } }))
    },
    declineRecovery({ params }) {
      const { recovery: _recovery, ...account } = accounts.get(params['account'] ?? '') ?? {}
      keepAccount(account as Account)
      return ok({})
    },
    approveRecovery({ params }, actor) {
      const { recovery, ...account } = accounts.get(params['account'] ?? '') ?? {}
      if (recovery === undefined || recovery.by === actor.id) return fail({ code: 'not-the-second-person' })
      return ok({ account: keepAccount({ ...(account as Account), standing: 'invited' }), enrolmentCode: 'again' })
    },
    askChallenge: () => ok({ challenge: 'YWJj', relyingParty: 'localhost' }),
    signInWithPasskey: ({ body }) =>
      (body as { signature: string }).signature === 'good'
        ? ok({ token: 'token-of-passkey', expiresAt: clock() })
        : fail({ code: 'sign-in-failed' }),
    beginPasskey: () =>
      ok({
        challenge: 'YWJj',
        relyingParty: 'localhost',
        user: { id: 'YQ', name: 'rosa', displayName: 'Rosa' },
        algorithms: [-7],
        held: [],
      }),
    addPasskey: ({ body }) => {
      const passkey = { id: crypto.randomUUID(), name: (body as { name: string }).name, addedAt: clock() }
      passkeys.push(passkey)
      return ok(passkey)
    },
    listPasskeys: () => ok({ items: [...passkeys] }),
    removePasskey({ params }) {
      passkeys = passkeys.filter(({ id }) => id !== params['passkey'])
      return ok({})
    },
    getProviderBinding: () => ok({ name: 'Ministry', issuer: 'https://login.ministry.example', bound: { subject: 'a7', at: clock() } }),
    beginProviderSignIn: () => ok({ url: 'https://login.ministry.example/auth?state=x&nonce=y', flow: 'F'.repeat(43) }),
    removeProviderBinding: () => fail({ code: 'proof-needed' }),
    changePassword({ body }) {
      return (body as { password: string }).password === 'correct horse battery' ? ok({}) : fail(invalid('password', 'password-wrong'))
    },
    ...exchangeOperations(clock, self),
    ...retentionOperations,
    listWitnesses: () => ok({ ours: witnesses, theirs: witnessed }),
    askForCosignatures: () => ok({ ours: witnesses }),
    settleContradiction: ({ params }) => {
      if (params['peer'] !== 'BOL~central') return fail({ code: 'not-found' })
      return fail({ code: 'proof-needed' })
    },
    listAudit: () => ok({ items: log }),
    getAuditHead: () =>
      ok({
        key: 'PER/central/audit+00000000+AQ==',
        checkpoint: { size: 2, root: 'ab'.repeat(32), at: '2026-09-09T10:00:00.000Z', note: 'PER/central/audit\n2\n' },
        verification: { at: '2026-09-09T10:00:00.000Z', size: 2, root: 'ab'.repeat(32), fault: 'order', entry: 2 },
      }),
  }
}
