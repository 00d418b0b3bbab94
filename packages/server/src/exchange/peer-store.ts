import type { Peer } from '@comity/contract/exchange'
import type { StateCode } from '@comity/domain/input'
import type { SignedDirectory } from '@comity/exchange/directory'
import type { FindPeer } from '@comity/exchange/peer'
import { type Kysely, sql } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { PeerRow } from './tables.ts'

/** One peer by its id. */
export function findPeerRow(db: Kysely<Tables>, id: string): Promise<PeerRow | undefined> {
  return db.selectFrom('peer').selectAll().where('id', '=', id).executeTakeFirst()
}

/** One peer, locked until the transaction ends. */
export function findPeerForChange(trx: Transaction, id: string): Promise<PeerRow | undefined> {
  return trx.selectFrom('peer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Every peer; there are as many as States that we deal with. */
export function listPeerRows(db: Kysely<Tables>): Promise<PeerRow[]> {
  return db.selectFrom('peer').selectAll().orderBy('id').execute()
}

/** The peers of a State: the trusted before the others, and its central authority before its other offices. */
export function listPeersOf(db: Kysely<Tables>, state: StateCode): Promise<PeerRow[]> {
  return db
    .selectFrom('peer')
    .selectAll()
    .where('state', '=', state)
    .orderBy(sql`standing = 'verified'`, 'desc')
    .orderBy(sql`id LIKE '%/central'`, 'desc')
    .orderBy('id')
    .execute()
}

/** The peers that name this certificate as theirs. More than one may: a directory document can say what it likes. */
export function listPeersWith(db: Kysely<Tables>, certificate: string): Promise<PeerRow[]> {
  return db
    .selectFrom('peer')
    .selectAll()
    .where(sql<boolean>`${certificate} = ANY (certificates)`)
    .execute()
}

/** The directory document that we hold of a peer. */
export function heldDirectory(row: PeerRow): SignedDirectory {
  return { document: row.document, digest: row.digest, bytes: row.bytes, authority: row.id, fingerprint: row.fingerprint }
}

/** How the exchange package asks for a peer; its `stage` is our `standing`. */
export function peerFinder(db: Kysely<Tables>): FindPeer {
  return async (authority) => {
    const row = await findPeerRow(db, authority)
    return row && { directory: row.document, stage: row.standing }
  }
}

function certificatesIn({ document }: SignedDirectory): string[] {
  return document.keys.flatMap((key) =>
    key.use === 'tls' && key.status === 'active' && typeof key['certificate'] === 'string' ? [key['certificate']] : [],
  )
}

function columnsOf(directory: SignedDirectory) {
  return {
    state: directory.document.authority.state,
    version: directory.document.version,
    bytes: Buffer.from(directory.bytes),
    document: JSON.stringify(directory.document),
    digest: directory.digest,
    fingerprint: directory.fingerprint,
    certificates: certificatesIn(directory),
  }
}

/** Enters a peer that nobody has verified yet, or replaces what was proposed before. */
export async function proposeRow(trx: Transaction, directory: SignedDirectory, at: string): Promise<PeerRow> {
  const columns = columnsOf(directory)
  return trx
    .insertInto('peer')
    .values({ id: directory.authority, standing: 'proposed', proposed_at: at, changed_at: at, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...columns, standing: 'proposed', verified_by: '[]', changed_at: at }))
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Puts the next version of a peer's directory document in place of the one it follows; how far it is trusted stays. */
export async function renewRow(trx: Transaction, directory: SignedDirectory, at: string): Promise<PeerRow> {
  return trx
    .updateTable('peer')
    .set({ ...columnsOf(directory), changed_at: at })
    .where('id', '=', directory.authority)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Writes how far a peer is trusted, and by whom. */
export async function standRow(
  trx: Transaction,
  id: string,
  change: Pick<PeerRow, 'standing' | 'verified_by'> & { readonly suspension_reason?: string | null },
  at: string,
): Promise<PeerRow> {
  return trx
    .updateTable('peer')
    .set({ ...change, verified_by: JSON.stringify(change.verified_by), changed_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A peer as the operations show it. */
export function peerView(row: PeerRow): Peer {
  return {
    id: row.id,
    state: row.state,
    name: row.document.authority.name,
    endpoint: row.document.endpoints[0]?.url ?? '',
    standing: row.standing,
    fingerprint: row.fingerprint,
    directoryVersion: row.version,
    expires: row.document.expires,
    verifiedBy: row.verified_by.map((officer) => officer.name),
  }
}
