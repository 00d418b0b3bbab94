import type { ComparisonMeans, Peer } from '@comity/contract/exchange'
import type { Actor } from '@comity/domain/account/role'
import { type PeerAct, standingAfter } from '@comity/domain/exchange/peer-standing'
import { fail, ok, type Result } from '@comity/domain/result'
import { findContradiction } from '@comity/exchange/contradiction'
import { readDirectory, type SignedDirectory, verifyDirectory } from '@comity/exchange/directory'
import { fingerprintCode, fingerprintWords, type SealSuite, spokenFingerprint } from '@comity/exchange/keys'
import { raisedFloor } from '@comity/exchange/suite-floor'
import type { Transaction } from '../platform/tables.ts'
import { releaseFor } from './outbox-store.ts'
import { listKeptDocuments, noteDocument, noteEvent } from './peer-history-store.ts'
import {
  findPeerForChange,
  hasRevoked,
  heldDirectory,
  keepRevoked,
  type PeerChange,
  peerView,
  proposeRow,
  renewRow,
  standRow,
} from './peer-store.ts'
import type { PeerRow } from './tables.ts'

const needed = 2

/** How an officer compared a fingerprint. */
export interface Comparison {
  /** What was typed or scanned: the groups of hex, of digits, the words, or the text of the QR code. */
  readonly fingerprint: string
  readonly means?: ComparisonMeans | undefined
  readonly counterpart?: string | undefined
}

/** An officer as the history of a peer names them. */
function by({ id, name }: Actor): { readonly account: string; readonly name: string } {
  return { account: id, name }
}

const closed = fail({ code: 'act-not-available' })

async function stand(trx: Transaction, held: PeerRow, change: PeerChange, at: string): Promise<Result<Peer>> {
  return ok(peerView(await standRow(trx, held.id, change, at)))
}

function stopped(held: PeerRow): PeerRow['standing'] {
  return standingAfter(held.standing, 'suspend') ?? held.standing
}

function contradictionOf(trx: Transaction, bytes: Uint8Array, held: PeerRow, at: string): Promise<SignedDirectory | undefined> {
  return findContradiction(bytes, at, heldDirectory(held), (version) => listKeptDocuments(trx, held.id, version))
}

/** The authority has signed two documents that exclude each other. Both are kept, and nothing goes to and fro until two officers have looked. */
async function suspendContradicted(trx: Transaction, held: PeerRow, document: SignedDirectory, at: string): Promise<PeerRow> {
  await noteDocument(trx, document, at)
  const reason = held.suspension_reason
  const change = { standing: stopped(held), verified_by: [], suspension_reason: reason, trouble: 'contradicted' as const }
  await noteEvent(trx, { peer: held.id, event: 'contradicted', at, version: document.document.version })
  return standRow(trx, held.id, change, at)
}

/**
 * Takes in another authority's directory document. Of a new peer it is a proposal. Of one that is trusted it must
 * follow the document that we hold, and takes its place; one that contradicts what we hold suspends the peer. Of one that is
 * suspended it may also start anew, as when that authority has lost its keys, and of one that is revoked it must, under other
 * roots: two officers must then compare another fingerprint.
 * @param self our own id, whose document is no peer's
 * @returns the peer; what `readDirectory` says; `same-state` for our own; `act-not-available` for roots that were revoked
 */
export async function propose(trx: Transaction, bytes: Uint8Array, self: string, officer: Actor, at: string): Promise<Result<Peer>> {
  const alone = await readDirectory(bytes, at)
  if (!alone.ok) return alone
  const directory = alone.value
  if (directory.authority === self) return fail({ code: 'same-state' })
  const held = await findPeerForChange(trx, directory.authority)
  if (held !== undefined && (await hasRevoked(trx, held.id, directory.fingerprint))) return closed
  if (held === undefined) return proposeAs(trx, directory, officer, at)
  if (held.digest === directory.digest) return ok(peerView(held))
  if (held.standing === 'proposed' || held.standing === 'revoked') return proposeAs(trx, directory, officer, at)
  const next = await verifyDirectory(bytes, heldDirectory(held))
  if (next.ok) return ok(peerView(await followed(trx, held, next.value, officer, at)))
  const against = held.standing === 'suspended' ? undefined : await contradictionOf(trx, bytes, held, at)
  if (against !== undefined) return ok(peerView(await suspendContradicted(trx, held, against, at)))
  return standingAfter(held.standing, 'propose') === undefined ? next : proposeAs(trx, directory, officer, at)
}

async function proposeAs(trx: Transaction, directory: SignedDirectory, officer: Actor, at: string): Promise<Result<Peer>> {
  const row = await proposeRow(trx, directory, at)
  await noteDocument(trx, directory, at)
  await noteEvent(trx, { peer: row.id, event: 'proposed', at, version: row.version, ...by(officer) })
  return ok(peerView(row))
}

async function followed(trx: Transaction, held: PeerRow, next: SignedDirectory, officer: Actor | undefined, at: string): Promise<PeerRow> {
  const row = await renewRow(trx, next, raisedFloor(held.floor ?? undefined, next.document), at)
  await noteDocument(trx, next, at)
  await noteEvent(trx, { peer: held.id, event: 'renewed', at, version: row.version, ...(officer === undefined ? {} : by(officer)) })
  return row
}

/**
 * Puts the next document of a peer in place of ours, if it follows. The clock is not asked: after a long silence the
 * versions between have expired, and only over them is the one in force reached. Whether a document is in force is
 * asked when it is used. One that contradicts what we hold suspends the peer (`findContradiction`); one that its old roots
 * have not signed is noted for the officers, as is nothing else that does not follow.
 * @returns whether it followed
 */
export async function renew(trx: Transaction, bytes: Uint8Array, peer: string, at: string): Promise<boolean> {
  const held = await findPeerForChange(trx, peer)
  if (held === undefined) return false
  const next = await verifyDirectory(bytes, heldDirectory(held))
  if (next.ok) {
    if (next.value.document.version === held.version) return false
    await followed(trx, held, next.value, undefined, at)
    return true
  }
  const against = await contradictionOf(trx, bytes, held, at)
  if (against !== undefined) await suspendContradicted(trx, held, against, at)
  else if (next.problem.code === 'bad-signature' && (await beginsAnew(bytes, held))) {
    const { standing, verified_by: verifiedBy, suspension_reason: reason } = held
    await standRow(trx, peer, { standing, verified_by: verifiedBy, suspension_reason: reason, trouble: 'other-roots' }, at)
  }
  return false
}

async function beginsAnew(bytes: Uint8Array, held: PeerRow): Promise<boolean> {
  const alone = await verifyDirectory(bytes)
  return alone.ok && alone.value.authority === held.id && alone.value.document.version > held.version
}

function bare(text: string): string {
  return text.replaceAll(/\s/gu, '').toLowerCase()
}

function matches(typed: string, held: PeerRow): boolean {
  const { roots } = held.document
  const forms = [held.fingerprint, spokenFingerprint(roots), fingerprintWords(roots), fingerprintCode(held.id, roots)]
  return forms.some((known) => bare(known) === bare(typed))
}

/**
 * Notes that an officer compared the fingerprint out of band. The second officer makes the peer verified (DESIGN.md rule 4).
 * @returns the peer; `bad-digest` when it is another fingerprint; `not-the-second-person`; `not-found`; `act-not-available`
 */
export async function verify(trx: Transaction, peer: string, compared: Comparison, officer: Actor, at: string): Promise<Result<Peer>> {
  const held = await findPeerForChange(trx, peer)
  if (held === undefined) return fail({ code: 'not-found' })
  const act: PeerAct = held.verified_by.length + 1 >= needed ? 'confirm' : 'compare'
  const standing = standingAfter(held.standing, act)
  if (standing === undefined) return closed
  if (!matches(compared.fingerprint, held)) return fail({ code: 'bad-digest', fields: [{ field: 'fingerprint', rule: 'hash' }] })
  if (held.verified_by.some(({ account }) => account === officer.id)) return fail({ code: 'not-the-second-person' })
  const { means, counterpart } = compared
  const how = { ...(means === undefined ? {} : { means }), ...(counterpart === undefined ? {} : { counterpart }) }
  const verifiedBy = [...held.verified_by, { account: officer.id, name: officer.name, at, ...how }]
  await noteEvent(trx, { peer, event: act === 'confirm' ? 'verified' : 'compared', at, version: held.version, ...by(officer) })
  if (act === 'compare') return stand(trx, held, { standing, verified_by: verifiedBy, suspension_reason: held.suspension_reason }, at)
  const floor = raisedFloor(held.floor ?? undefined, held.document) ?? null
  return stand(trx, held, { standing, verified_by: verifiedBy, suspension_reason: null, trouble: null, floor }, at)
}

/** Begins to exchange messages with a peer that two officers have verified; what waited for it may leave. */
export async function activate(trx: Transaction, peer: string, officer: Actor, at: string): Promise<Result<Peer>> {
  const held = await findPeerForChange(trx, peer)
  if (held === undefined) return fail({ code: 'not-found' })
  const standing = standingAfter(held.standing, 'activate')
  if (standing === undefined) return closed
  await noteEvent(trx, { peer, event: 'activated', at, version: held.version, ...by(officer) })
  await releaseFor(trx, peer, at)
  return stand(trx, held, { standing, verified_by: held.verified_by, suspension_reason: null }, at)
}

/** Stops all exchange with a peer: until two officers verify it anew, or, revoked, for ever under these roots. */
export async function end(
  trx: Transaction,
  peer: string,
  act: 'suspend' | 'revoke',
  reason: string,
  officer: Actor,
  at: string,
): Promise<Result<Peer>> {
  const held = await findPeerForChange(trx, peer)
  if (held === undefined) return fail({ code: 'not-found' })
  const standing = standingAfter(held.standing, act)
  if (standing === undefined) return closed
  if (act === 'revoke') await keepRevoked(trx, held, at)
  await noteEvent(trx, { peer, event: act === 'revoke' ? 'revoked' : 'suspended', at, version: held.version, reason, ...by(officer) })
  return stand(trx, held, { standing, verified_by: [], suspension_reason: reason, trouble: held.trouble }, at)
}

/**
 * Allows a weaker suite for a peer, when a second officer asks for what a first has asked for.
 * @returns the peer; `act-not-available` where that would not lower anything; `not-the-second-person`; `not-found`
 */
export async function lowerFloor(
  trx: Transaction,
  peer: string,
  wanted: { readonly suite: SealSuite; readonly reason: string },
  officer: Actor,
  at: string,
): Promise<Result<Peer>> {
  const held = await findPeerForChange(trx, peer)
  if (held === undefined) return fail({ code: 'not-found' })
  if (held.floor === null || held.floor === wanted.suite || held.floor === 'age-x25519') return closed
  const { standing, verified_by: verifiedBy, suspension_reason: reason, floor_proposal: first } = held
  const kept = { standing, verified_by: verifiedBy, suspension_reason: reason, trouble: held.trouble }
  if (first?.suite === wanted.suite) {
    if (first.account === officer.id) return fail({ code: 'not-the-second-person' })
    await noteEvent(trx, { peer, event: 'floor-lowered', at, version: held.version, reason: wanted.reason, ...by(officer) })
    await releaseFor(trx, peer, at)
    return stand(trx, held, { ...kept, floor: wanted.suite, floor_proposal: null }, at)
  }
  return stand(trx, held, { ...kept, floor_proposal: { ...wanted, account: officer.id, name: officer.name, at } }, at)
}
