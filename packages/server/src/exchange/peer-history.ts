import type { PeerHistory, PeerWay } from '@comity/contract/peer-history'
import type { Kysely } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import { lastContacts, listDocuments, listEvents } from './peer-history-store.ts'
import { findPeerRow } from './peer-store.ts'

/** What we hold of a peer and what became of it. @param ways by which it can be reached */
export async function findPeerHistory(db: Kysely<Tables>, peer: string, ways: readonly PeerWay[]): Promise<PeerHistory | undefined> {
  const row = await findPeerRow(db, peer)
  if (row === undefined) return undefined
  const heardAt = (await lastContacts(db)).get(peer)
  const waiting = await db
    .selectFrom('outbox')
    .select((of) => [of.fn.countAll<number>().as('count'), of.fn.min('created_at').as('since')])
    .where('peer', '=', peer)
    .where('standing', 'in', ['queued', 'sealed', 'announced'])
    .executeTakeFirstOrThrow()
  const since = waiting.since as string | null
  const documents = await listDocuments(db, peer)
  const events = await listEvents(db, peer)
  return {
    id: row.id,
    state: row.state,
    waiting: waiting.count,
    ways: [...ways],
    suites: [...row.document.suites],
    keys: row.document.keys.map(({ use, kid, status, from, to }) => ({ use, kid, status, from, to })),
    contacts: row.document.contacts.map(({ name, email, telephone, address, note }) => ({
      name,
      ...(email === undefined ? {} : { email }),
      ...(telephone === undefined ? {} : { telephone }),
      ...(address === undefined ? {} : { address }),
      ...(note === undefined ? {} : { note }),
    })),
    documents: documents.map(({ version, digest, received_at: receivedAt }) => ({
      version,
      digest,
      receivedAt,
      held: digest === row.digest,
    })),
    events: events.map(({ event, at, version, name, reason }) => ({
      event,
      at,
      version,
      ...(name === null ? {} : { by: name }),
      ...(reason === null ? {} : { reason }),
    })),
    ...(heardAt === undefined ? {} : { heardAt }),
    ...(since === null ? {} : { waitingSince: since }),
  }
}
