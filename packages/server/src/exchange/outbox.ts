import type { StateCode } from '@comity/domain/input'
import type { Act } from '@comity/domain/request/act'
import { filesOf } from '@comity/domain/request/decide'
import { fail, ok, type Result } from '@comity/domain/result'
import { actLimit, partLimit } from '@comity/exchange/limits'
import { type Manifest, readManifest } from '@comity/exchange/manifest'
import { paddingSaid } from '@comity/exchange/part-padding'
import { profile } from '@comity/exchange/signed-document'
import type { Transaction } from '../platform/tables.ts'
import { actSchema, partLabel, writeAct } from '@comity/exchange/act-part'
import { type Instance, now } from './instance.ts'
import { addToOutbox } from './outbox-store.ts'
import { listPeersOf } from './peer-store.ts'
import type { PeerRow } from './tables.ts'

/** How long we try to hand a message over on the line. In days. */
const openDays = 7

/** An act on its way to the other State. The message has the act's id; its type, number and files follow from the act. */
export interface Outgoing {
  readonly to: StateCode
  /** The request's id. */
  readonly thread: string
  readonly act: Act
}

function trusted(peers: readonly PeerRow[]): Result<PeerRow> {
  const [peer] = peers
  if (peer === undefined) return fail({ code: 'unknown-peer' })
  if (peer.standing === 'active') return ok(peer)
  return fail({
    code: peer.standing === 'proposed' || peer.standing === 'verified' ? 'peer-not-verified' : 'peer-suspended',
    values: { peer: peer.id },
  })
}

function hash(place: number): string {
  return place.toString(16).padStart(64, '0')
}

/** A manifest as long as the real one will be: what cannot be sent must be said before the act is done, not after. */
function rehearse(self: string, peer: string, { thread, act }: Outgoing, actLength: number): Result<unknown> {
  const files = filesOf(act).map((file, place) => ({
    role: 'file' as const,
    ...partLabel(file),
    len: file.size,
    sha256: file.sha256,
    ct256: hash(place + 1),
    ctLen: partLimit,
  }))
  const body = {
    role: 'act' as const,
    name: 'act.json',
    mediaType: 'application/json',
    len: actLength,
    sha256: hash(0),
    ct256: hash(0),
    ctLen: partLimit,
  }
  const directory = { version: 1_000_000, sha256: hash(0) }
  const manifest: Manifest = {
    v: 1,
    profile,
    id: act.id,
    type: act.type,
    thread,
    seq: act.seq,
    prev: act.seq === 1 ? null : hash(0),
    from: self,
    to: peer,
    created: '2026-01-01T00:00:00.000Z',
    notAfter: '2026-01-08T00:00:00.000Z',
    originalMode: 'electronic-original',
    schema: actSchema,
    addSelf: directory,
    addPeer: directory,
    sealKid: hash(0),
    parts: [body, ...files],
    ...paddingSaid({ padded: true }),
  }
  return readManifest(new TextEncoder().encode(JSON.stringify(manifest)))
}

/**
 * Puts an act into the outbox, in the transaction of the act itself: either both are done or neither.
 * @returns `unknown-peer`, `peer-not-verified` or `peer-suspended` when two officers do not vouch for a peer of that
 *   State, `file-unknown` when a file of the act is not in the store, `too-large` for what no message can hold
 */
export async function enqueue(instance: Instance, trx: Transaction, outgoing: Outgoing): Promise<Result<void>> {
  const { to, thread, act } = outgoing
  const peer = trusted(await listPeersOf(trx, to))
  if (!peer.ok) return peer
  for (const file of filesOf(act)) {
    if (!(await instance.files.has(file.sha256))) return fail({ code: 'file-unknown', values: { file: file.name } })
  }
  const { length } = writeAct(act)
  if (length > actLimit) return fail({ code: 'too-large', values: { limit: actLimit } })
  const possible = rehearse(instance.self, peer.value.id, outgoing, length)
  if (!possible.ok) return possible
  const at = now(instance)
  const notAfter = new Date(Date.parse(at) + openDays * 86_400_000).toISOString()
  await addToOutbox(trx, { peer: peer.value.id, thread, act, at, notAfter })
  return ok(undefined)
}
