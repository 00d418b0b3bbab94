import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import { addAttempts, countAttempts, forgetAttempts } from './store.ts'

/** How many failed attempts are looked at in an hour: for one name, whether or not it exists, and from one address. */
export const attemptsOfName = 10
export const attemptsOfAddress = 100
const hour = 60 * 60 * 1000

/** Someone trying to prove who they are. */
export interface Attempt {
  readonly name: string
  readonly address: string
  readonly now: string
}

/** People type passwords into the field for names, so what was typed is not kept. */
function bucketsOf({ name, address }: Attempt): { name: string; address: string } {
  const hash = (text: string) => createHash('sha256').update(text).digest('base64url')
  return { name: hash(`name:${name.toLowerCase()}`), address: hash(`address:${address}`) }
}

/**
 * Counts an attempt before it is looked at, so that many at once are counted too. Kept in the database: limits hold
 * across processes and restarts.
 */
export async function countAttempt(db: Kysely<Tables>, attempt: Attempt): Promise<Result<void>> {
  const { name, address } = bucketsOf(attempt)
  const since = new Date(Date.parse(attempt.now) - hour).toISOString()
  return db.transaction().execute(async (trx) => {
    if ((await countAttempts(trx, name, since)) >= attemptsOfName) return fail({ code: 'too-many-attempts' })
    if ((await countAttempts(trx, address, since)) >= attemptsOfAddress) return fail({ code: 'too-many-attempts' })
    await addAttempts(trx, [name, address], attempt.now)
    return ok(undefined)
  })
}

/** Forgives the name's attempts, and this one of the address, when it has succeeded. */
export async function forgiveAttempts(trx: Transaction, attempt: Attempt): Promise<void> {
  const { name, address } = bucketsOf(attempt)
  await forgetAttempts(trx, name)
  await forgetAttempts(trx, address, attempt.now)
}
