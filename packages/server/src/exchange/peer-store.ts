import type { Peer } from '@comity/contract/exchange'
import type { StateCode } from '@comity/domain/input'
import type { SignedDirectory } from '@comity/exchange/directory'
import { fingerprintCode, fingerprintWords, type SealSuite, spokenFingerprint } from '@comity/exchange/keys'
import type { FindPeer, PeerStage } from '@comity/exchange/peer'
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
    .orderBy(sql`standing = 'active'`, 'desc')
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

/** How the exchange package asks for a peer: it deals with those that are active here, and waits for those that are not yet. */
export function peerFinder(db: Kysely<Tables>): FindPeer {
  return async (authority) => {
    const row = await findPeerRow(db, authority)
    return row && { directory: row.document, digest: row.digest, stage: stageOf(row.standing) }
  }
}

function stageOf(standing: PeerRow['standing']): PeerStage {
  if (standing === 'active') return 'verified'
  return standing === 'verified' ? 'proposed' : standing
}

/** The certificates of its gateway that a document names as active. */
export function certificatesIn({ document }: SignedDirectory): string[] {
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
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        ...columns,
        standing: 'proposed',
        verified_by: '[]',
        suspension_reason: null,
        trouble: null,
        floor: null,
        floor_proposal: null,
        changed_at: at,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Puts the next version of a peer's directory document in place of the one it follows; how far it is trusted stays. */
export async function renewRow(trx: Transaction, directory: SignedDirectory, floor: SealSuite | undefined, at: string): Promise<PeerRow> {
  return trx
    .updateTable('peer')
    .set({
      ...columnsOf(directory),
      floor: floor ?? null,
      // Two documents that exclude each other stay a trouble until two officers have looked.
      trouble: sql`nullif(trouble, 'other-roots')`,
      changed_at: at,
    })
    .where('id', '=', directory.authority)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** How far a peer is trusted, and by whom; what is not named stays. */
export type PeerChange = Pick<PeerRow, 'standing' | 'verified_by' | 'suspension_reason'> &
  Partial<Pick<PeerRow, 'floor' | 'floor_proposal' | 'trouble'>>

/** Writes how far a peer is trusted, and by whom. */
export async function standRow(trx: Transaction, id: string, change: PeerChange, at: string): Promise<PeerRow> {
  const { floor_proposal: proposal, verified_by: verifiedBy, ...plain } = change
  return trx
    .updateTable('peer')
    .set({
      ...plain,
      verified_by: JSON.stringify(verifiedBy),
      ...(proposal === undefined ? {} : { floor_proposal: proposal === null ? null : JSON.stringify(proposal) }),
      changed_at: at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Keeps roots that are never to come back. */
export async function keepRevoked(trx: Transaction, { id, fingerprint }: PeerRow, at: string): Promise<void> {
  await trx
    .insertInto('revoked_roots')
    .values({ peer: id, fingerprint, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whether these roots of a peer were revoked here. */
export async function hasRevoked(db: Kysely<Tables>, peer: string, fingerprint: string): Promise<boolean> {
  const row = await db
    .selectFrom('revoked_roots')
    .select('at')
    .where('peer', '=', peer)
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
  return row !== undefined
}

/** A peer as the operations show it. */
export function peerView(row: PeerRow): Peer {
  const { roots, authority, contacts, suites } = row.document
  return {
    id: row.id,
    state: row.state,
    name: authority.name,
    endpoint: row.document.endpoints[0]?.url ?? '',
    standing: row.standing,
    fingerprint: row.fingerprint,
    digits: spokenFingerprint(roots),
    words: fingerprintWords(roots),
    code: fingerprintCode(row.id, roots),
    directoryVersion: row.version,
    expires: row.document.expires,
    verifiedBy: row.verified_by.map((officer) => officer.name),
    comparisons: row.verified_by.map(({ name, at, means, counterpart }) => ({
      name,
      at,
      ...(means === undefined ? {} : { means }),
      ...(counterpart === undefined ? {} : { counterpart }),
    })),
    contacts: contacts.map(({ name, email, telephone, address }) => ({
      name,
      ...(email === undefined ? {} : { email }),
      ...(telephone === undefined ? {} : { telephone }),
      ...(address === undefined ? {} : { address }),
    })),
    suites,
    ...(row.suspension_reason === null ? {} : { suspensionReason: row.suspension_reason }),
    ...(row.trouble === null ? {} : { trouble: row.trouble }),
    ...(row.floor === null ? {} : { floor: row.floor }),
    ...(row.floor_proposal === null
      ? {}
      : { floorProposal: { suite: row.floor_proposal.suite, by: row.floor_proposal.name, reason: row.floor_proposal.reason } }),
  }
}
