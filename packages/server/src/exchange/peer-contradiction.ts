import { readDirectory, type SignedDirectory, verifyDirectory } from '@comity/exchange/directory'
import type { Transaction } from '../platform/tables.ts'
import { heldDirectory } from './peer-store.ts'
import type { PeerRow } from './tables.ts'

/**
 * A document that excludes what we took in of its author, by signatures that the author cannot deny: signed by the roots that
 * we hold and by its own, in force at this moment, and another one of a version that we took in, or a next one that names
 * another before it. Nobody else can make one, and nothing else of what may arrive suspends a peer. One that is kept already
 * has been looked at, and shown again it says nothing new.
 * @param at the moment of reading, UTC
 * @returns the document as read; undefined where it contradicts nothing
 */
export async function findContradiction(
  trx: Transaction,
  bytes: Uint8Array,
  held: PeerRow,
  at: string,
): Promise<SignedDirectory | undefined> {
  const holding = heldDirectory(held)
  const against = await verifyDirectory(bytes, holding)
  const read = await readDirectory(bytes, at)
  if (against.ok || !read.ok) return undefined
  const { digest, document } = read.value
  const kept = await trx
    .selectFrom('peer_document')
    .select(['bytes', 'digest'])
    .where('peer', '=', held.id)
    .where('version', '=', document.version)
    .execute()
  if (kept.some((one) => one.digest === digest)) return undefined
  // Each of these is said only of what both thresholds have signed.
  const { code } = against.problem
  if (code === 'id-reuse' || code === 'bad-digest') return read.value
  if (code !== 'stale-directory') return undefined
  for (const one of kept) {
    const before = await verifyDirectory(one.bytes, holding)
    // A proposal of somebody else's may be kept as well, and excludes nothing.
    if (!before.ok && before.problem.code === 'stale-directory') return read.value
  }
  return undefined
}
