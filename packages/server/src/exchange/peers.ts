import type { Peer } from '@comity/contract/exchange'
import type { Actor } from '@comity/domain/account/role'
import { fail, ok, type Result } from '@comity/domain/result'
import { readDirectory, type SignedDirectory, verifyDirectory } from '@comity/exchange/directory'
import { spokenFingerprint } from '@comity/exchange/keys'
import type { Transaction } from '../platform/tables.ts'
import { releaseFor } from './outbox-store.ts'
import { noteDocument, noteEvent } from './peer-history-store.ts'
import { findPeerForChange, heldDirectory, peerView, proposeRow, renewRow, standRow } from './peer-store.ts'
import type { PeerRow } from './tables.ts'

const needed = 2

/** An officer as the history of a peer names them. */
function by({ id, name }: Actor): { readonly account: string; readonly name: string } {
  return { account: id, name }
}

/** Both are signed by the roots that we hold, and cannot both be true. */
const contradictions: readonly string[] = ['id-reuse', 'bad-digest']

/**
 * Takes in another authority's directory document. Of a new peer it is a proposal. Of one that is verified it must
 * follow the document that we hold, and takes its place. Of one that is suspended it may also start anew, as when
 * that authority has lost its keys: two officers must then compare another fingerprint.
 * @param self our own id, whose document is no peer's
 * @returns the peer; or what `readDirectory` says; `same-state` for our own
 */
export async function propose(trx: Transaction, bytes: Uint8Array, self: string, officer: Actor, at: string): Promise<Result<Peer>> {
  const alone = await readDirectory(bytes, at)
  if (!alone.ok) return alone
  const directory = alone.value
  if (directory.authority === self) return fail({ code: 'same-state' })
  const held = await findPeerForChange(trx, directory.authority)
  const proposed = async (): Promise<Result<Peer>> => {
    const row = await proposeRow(trx, directory, at)
    await noteDocument(trx, directory, at)
    await noteEvent(trx, { peer: row.id, event: 'proposed', at, version: row.version, ...by(officer) })
    return ok(peerView(row))
  }
  if (held === undefined) return proposed()
  if (held.digest === directory.digest) return ok(peerView(held))
  const next = await verifyDirectory(bytes, heldDirectory(held))
  if (held.standing !== 'proposed' && next.ok) {
    await noteDocument(trx, next.value, at)
    await noteEvent(trx, { peer: held.id, event: 'renewed', at, version: next.value.document.version, ...by(officer) })
    return ok(peerView(await renewRow(trx, next.value, at)))
  }
  if (held.standing === 'verified' && !next.ok) return next
  return proposed()
}

/**
 * Puts the next document of a peer in place of ours, if it follows. The clock is not asked: after a long silence the
 * versions between have expired, and only over them is the one in force reached. Whether a document is in force is
 * asked when it is used.
 * @returns whether it followed
 */
export async function renew(trx: Transaction, bytes: Uint8Array, peer: string, at: string): Promise<boolean> {
  const held = await findPeerForChange(trx, peer)
  if (held === undefined) return false
  const next = await verifyDirectory(bytes, heldDirectory(held))
  if (!next.ok && contradictions.includes(next.problem.code)) {
    await noteContradiction(trx, held, bytes, at)
    return false
  }
  if (!next.ok || next.value.document.version === held.version) return false
  await noteDocument(trx, next.value, at)
  await noteEvent(trx, { peer, event: 'renewed', at, version: next.value.document.version })
  await renewRow(trx, next.value, at)
  return true
}

/** Keeps a document that contradicts the one we hold: both bear the signatures of the same roots. */
async function noteContradiction(trx: Transaction, held: PeerRow, bytes: Uint8Array, at: string): Promise<void> {
  const alone = await verifyDirectory(bytes)
  if (!alone.ok) return
  const isNew = await noteDocument(trx, alone.value, at)
  if (isNew) await noteEvent(trx, { peer: held.id, event: 'contradicted', at, version: alone.value.document.version })
}

function bare(text: string): string {
  return text.replaceAll(/\s/gu, '').toLowerCase()
}

function matches(typed: string, { fingerprint, document }: Pick<SignedDirectory, 'fingerprint' | 'document'>): boolean {
  return [fingerprint, spokenFingerprint(document.roots)].some((known) => bare(known) === bare(typed))
}

/**
 * Notes that an officer compared the fingerprint out of band. The second officer makes the peer verified, and what
 * waits for it may leave (DESIGN.md rule 4).
 * @param typed what the officer typed: the sixteen groups of hex, or the twelve of digits
 * @returns the peer; `bad-digest` when it is another fingerprint; `not-the-second-person`; `not-found`
 */
export async function verify(trx: Transaction, peer: string, typed: string, officer: Actor, at: string): Promise<Result<Peer>> {
  const held = await findPeerForChange(trx, peer)
  if (held === undefined || held.standing === 'revoked') return fail({ code: 'not-found' })
  if (!matches(typed, held)) return fail({ code: 'bad-digest', fields: [{ field: 'fingerprint', rule: 'hash' }] })
  if (held.standing === 'verified') return ok(peerView(held))
  if (held.verified_by.some(({ account }) => account === officer.id)) return fail({ code: 'not-the-second-person' })
  const verifiedBy = [...held.verified_by, { account: officer.id, name: officer.name, at }]
  const standing = verifiedBy.length >= needed ? 'verified' : held.standing
  const row = await standRow(trx, peer, { standing, verified_by: verifiedBy, suspension_reason: null }, at)
  await noteEvent(trx, { peer, event: standing === 'verified' ? 'verified' : 'compared', at, version: row.version, ...by(officer) })
  if (standing === 'verified') await releaseFor(trx, peer, at)
  return ok(peerView(row))
}

/** Stops all exchange with a peer. Two officers must verify it anew before it goes on. */
export async function suspend(trx: Transaction, peer: string, reason: string, officer: Actor, at: string): Promise<Result<Peer>> {
  const held = await findPeerForChange(trx, peer)
  if (held === undefined) return fail({ code: 'not-found' })
  await noteEvent(trx, { peer, event: 'suspended', at, version: held.version, reason, ...by(officer) })
  return ok(peerView(await standRow(trx, peer, { standing: 'suspended', verified_by: [], suspension_reason: reason }, at)))
}
