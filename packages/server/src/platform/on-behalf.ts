import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * For whom rows are read and written: a person, by the account's id; nobody who is signed in; or work of the system, each
 * kind with just the rows that it needs (`migrations/0024-row-security.sql`). `gate` learns how a person stands to a matter
 * before they may do anything in it.
 */
export type Party =
  | { readonly person: string }
  | 'nobody'
  | 'gate'
  | 'exchange'
  | 'screening'
  | 'statistics'
  | 'upkeep'
  /** An erasure that two people have decided: what others still name, and what may go. */
  | 'erasure'
  /** Who runs the instance: migrations, backup, moving. Only the database's own user can be this. */
  | 'operator'
  /** The connection as it is, outside of any transaction, for what may not stand in one. */
  | 'bare'

const parties = new AsyncLocalStorage<Party>()

/** Does the work on behalf of a party: whatever it asks of the database, and whatever it starts, sees that party's rows. */
export function onBehalfOf<T>(party: Party, work: () => T): T {
  return parties.run(party, work)
}

/** On whose behalf work is being done; undefined where nobody said. */
export function findParty(): Party | undefined {
  return parties.getStore()
}
