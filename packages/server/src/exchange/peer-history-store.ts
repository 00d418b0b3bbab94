import type { PeerEvent } from '@comity/contract/peer-history'
import type { SignedDirectory } from '@comity/exchange/directory'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'

/** Writes down what became of a peer. */
export async function noteEvent(
  trx: Transaction,
  event: {
    readonly peer: string
    readonly event: PeerEvent
    readonly at: string
    readonly version: number
    readonly account?: string
    readonly name?: string
    readonly reason?: string
  },
): Promise<void> {
  await trx.insertInto('peer_event').values(event).execute()
}

/** Keeps a directory document that was taken in, or that contradicts one. @returns false for one that is kept already */
export async function noteDocument(
  trx: Transaction,
  { authority, document, digest, bytes }: SignedDirectory,
  at: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('peer_document')
    .values({ peer: authority, version: document.version, digest, bytes: Buffer.from(bytes), received_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The directory documents of one version that were kept of a peer. */
export async function listKeptDocuments(trx: Transaction, peer: string, version: number): Promise<readonly Uint8Array[]> {
  const rows = await trx.selectFrom('peer_document').select('bytes').where('peer', '=', peer).where('version', '=', version).execute()
  return rows.map(({ bytes }) => bytes)
}

/** Notes that something came from a peer which its pinned certificate or its signature vouches for. */
export async function noteContact(db: Kysely<Tables>, peer: string, at: string): Promise<void> {
  await db
    .insertInto('peer_contact')
    .values({ peer, heard_at: at })
    .onConflict((conflict) => conflict.column('peer').doUpdateSet({ heard_at: at }))
    .execute()
}

/** What became of a peer, the newest first. */
export function listEvents(db: Kysely<Tables>, peer: string) {
  return db.selectFrom('peer_event').selectAll().where('peer', '=', peer).orderBy('seq', 'desc').limit(200).execute()
}

/** The directory documents of a peer that are kept, without their bytes, the newest first. */
export function listDocuments(db: Kysely<Tables>, peer: string) {
  return db
    .selectFrom('peer_document')
    .select(['version', 'digest', 'received_at'])
    .where('peer', '=', peer)
    .orderBy('received_at', 'desc')
    .orderBy('version', 'desc')
    .limit(200)
    .execute()
}

/** When something last came from each peer. */
export async function lastContacts(db: Kysely<Tables>): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('peer_contact').selectAll().execute()
  return new Map(rows.map(({ peer, heard_at }) => [peer, heard_at]))
}
