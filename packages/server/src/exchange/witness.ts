import { type AddCheckpoint, readAddCheckpoint } from '@comity/exchange/audit/add-checkpoint'
import { auditOrigin, type Checkpoint, openCheckpoint } from '@comity/exchange/audit/checkpoint'
import { cosign, witnessName } from '@comity/exchange/audit/cosignature'
import { isConsistent } from '@comity/exchange/audit/proof'
import { signingKeysAt } from '@comity/exchange/directory-document'
import { type Instance, now } from './instance.ts'
import type { PeerRow } from './tables.ts'
import { findWitnessedForChange, keepContradiction, keepWitnessed, listContradictions } from './witness-store.ts'

/** What a witness answers. C2SP tlog-witness, "add-checkpoint"; `size` is how far it knows the log, with 409. */
export type Witnessed =
  | { readonly status: 200; readonly line: string }
  | { readonly status: 400 | 403 | 422 }
  | { readonly status: 409; readonly size: number }

interface Known {
  readonly size: number
  readonly root: string
}

/** How the new checkpoint stands to the one that we know. Pure. */
function compare(known: Known, { old, proof }: AddCheckpoint, next: Checkpoint): 'continues' | 'other-size' | 'contradicts' | 'malformed' {
  if (old > next.size) return 'malformed'
  if (old !== known.size) return 'other-size'
  if (old === 0) return proof.length === 0 ? 'continues' : 'malformed'
  if (old === next.size) return known.root === next.root ? 'continues' : 'contradicts'
  return isConsistent(known, next, proof) ? 'continues' : 'contradicts'
}

/**
 * Cosigns the audit log of a peer, if it goes on from what we have cosigned of it. A checkpoint that the peer has signed and that does
 * not is kept beside the earlier one, and nothing is cosigned until somebody has looked into it.
 * @param body as `writeAddCheckpoint` writes it
 */
export async function witness(instance: Instance, peer: PeerRow, body: string): Promise<Witnessed> {
  const asked = readAddCheckpoint(body)
  if (asked === undefined) return { status: 400 }
  const at = now(instance)
  const name = auditOrigin(peer.id)
  const keys = [...signingKeysAt(peer.document, at).values()].map(({ x }) => ({ name, x }))
  const next = openCheckpoint(asked.note, keys)
  if (next === undefined || next.origin !== name) return { status: 403 }
  return instance.db.transaction().execute(async (trx): Promise<Witnessed> => {
    const row = await findWitnessedForChange(trx, peer.id)
    const known = { size: row?.size ?? 0, root: row?.root.toString('hex') ?? '' }
    if ((await listContradictions(trx)).some((one) => one.peer === peer.id)) return { status: 422 }
    const found = compare(known, asked, next)
    if (found === 'malformed') return { status: 400 }
    if (found === 'other-size') return { status: 409, size: known.size }
    if (found === 'contradicts') {
      await keepContradiction(trx, peer.id, row?.note ?? '', asked.note, at)
      return { status: 422 }
    }
    await keepWitnessed(trx, peer.id, next, asked.note, at)
    const [key] = instance.keys.sign
    if (key === undefined) throw new Error('keys without one that signs')
    const seconds = Math.floor(instance.clock().getTime() / 1000)
    return { status: 200, line: cosign(asked.note, witnessName(instance.self), key, seconds) }
  })
}
