import { ok, type Result } from '@comity/domain/result'
import { digestOf } from '@comity/exchange/digest'
import type { Instance } from '../instance.ts'
import { findPeerRow } from '../peer-store.ts'
import { standingOf } from '../peer-line.ts'
import { listIssued } from '../receipt-store.ts'
import type { Parcel } from './bridge.ts'
import type { OpenBridge } from './open-bridges.ts'
import { listOwed, noteReturned } from './return-store.ts'

/** Events after which nothing more is signed about a message. */
const last = ['ContentHandover', 'RelayRejection', 'ContentConsignmentFailure']

function isLast(receipt: Uint8Array): boolean {
  const text = Buffer.from(receipt).toString('utf8')
  const payload = Buffer.from((JSON.parse(text) as { payload: string }).payload, 'base64url').toString('utf8')
  return last.includes(String((JSON.parse(payload) as { event: unknown }).event))
}

function parcelOf(receipts: readonly Buffer[], digest: string): Parcel {
  const text = Buffer.from(receipts.map((bytes) => `${bytes.toString('utf8')}\n`).join(''))
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield text
  }
  // Of other receipts another name: one that is still under way is not written over.
  return { name: `${digest.slice(0, 12)}.${digestOf(text).slice(0, 8)}.receipts`, size: text.length, stream }
}

/**
 * Puts down the receipts that we have signed about messages which came over a bridge, for those who sent them: the way they
 * came. Those of a peer to which the bridge does not lead wait for another way.
 * @returns what the bridge says of the first that it did not take
 */
export async function giveBack({ db, self }: Instance, { bridge, peers }: OpenBridge): Promise<Result<void>> {
  for (const owed of await listOwed(db, bridge.name, self)) {
    const { peer, message, digest } = owed
    if (!peers.has(peer) || !standingOf(await findPeerRow(db, peer)).ok) continue
    const receipts = await listIssued(db, self, { peer, direction: 'in', message, digest })
    const put = await bridge.put(peer, parcelOf(receipts, digest))
    if (!put.ok) return put
    await noteReturned(db, owed, receipts.length, !receipts.some(isLast))
  }
  return ok(undefined)
}
