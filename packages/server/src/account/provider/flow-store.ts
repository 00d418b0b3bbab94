import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../../platform/tables.ts'
import { hashSecret } from '../store.ts'
import { newFlow } from './flow.ts'
import type { ProviderFlowRow } from './tables.ts'

type Reader = Kysely<Tables> | Transaction

/** How long a person may take at the provider, and over the code of the moment. */
const tenMinutes = 10 * 60 * 1000

/** What is kept of a flow, but for what follows from its purpose. */
export type FlowAbout = Pick<ProviderFlowRow, 'purpose' | 'next'> &
  Partial<Pick<ProviderFlowRow, 'account' | 'session' | 'enrolment' | 'identity' | 'provider_session'>>

/** Keeps a flow until it is used or too old; those that are too old go. @returns what its browser holds */
export async function addFlow(db: Reader, about: FlowAbout, now: string): Promise<string> {
  const flow = newFlow()
  await db.deleteFrom('provider_flow').where('expires_at', '<', now).execute()
  const nobody = { account: null, session: null, enrolment: null, identity: null, provider_session: null }
  const expires_at = new Date(Date.parse(now) + tenMinutes).toISOString()
  await db
    .insertInto('provider_flow')
    .values({ ...nobody, ...about, hash: hashSecret(flow), began_at: now, expires_at })
    .execute()
  return flow
}

/** Uses up a flow on its way through the provider. @returns undefined when there is none, or it was used, or is too old */
export async function takeFlow(db: Reader, flow: string, now: string): Promise<ProviderFlowRow | undefined> {
  return db
    .deleteFrom('provider_flow')
    .where('hash', '=', hashSecret(flow))
    .where('purpose', '<>', 'code')
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
}

/** Finds a flow that waits for the account's own second factor. */
export async function findCodeFlow(db: Reader, flow: string, now: string): Promise<ProviderFlowRow | undefined> {
  return db
    .selectFrom('provider_flow')
    .selectAll()
    .where('hash', '=', hashSecret(flow))
    .where('purpose', '=', 'code')
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Ends a flow. @returns whether it was there */
export async function endFlow(trx: Transaction, hash: Buffer): Promise<boolean> {
  const ended = await trx.deleteFrom('provider_flow').where('hash', '=', hash).executeTakeFirst()
  return ended.numDeletedRows === 1n
}
