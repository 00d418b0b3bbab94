import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import type { Vault } from '../platform/vault.ts'
import { createAccount, giveCredentials, type NewAccount } from './enrolment.ts'
import { codeAt } from './one-time-code.ts'

const start = Date.parse('2026-09-09T10:00:00.000Z')
export const minute = 60_000
export const at = (ms: number) => new Date(start + ms).toISOString()
export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const password = 'correct horse battery'

/** Opens accounts, and enrols them, all with one password and authenticator. */
export function openDoor({ db, vault }: { readonly db: Kysely<Tables>; readonly vault: Vault }) {
  let count = 0

  async function open(about: Partial<NewAccount> = {}) {
    const name = about.name ?? `officer-${++count}`
    return db.transaction().execute(async (trx) => {
      const created = await createAccount(
        trx,
        { name, displayName: 'Ana Quispe', role: 'officer', language: 'es', ...about },
        { now: at(0), by: null },
      )
      assert.ok(created.ok)
      return { name, id: created.value.account.id, enrolmentCode: created.value.enrolmentCode }
    })
  }

  async function enrolled(about: Partial<NewAccount> = {}) {
    const account = await open(about)
    await db.transaction().execute((trx) => giveCredentials(trx, vault, account.id, { password, totpSecret }, at(0)))
    return {
      ...account,
      attempt: (ms: number) => ({
        name: account.name,
        password,
        code: codeAt(totpSecret, at(ms)),
        address: `10.0.0.${count}`,
        now: at(ms),
      }),
    }
  }

  return { open, enrolled }
}
