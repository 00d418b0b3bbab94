import { openEnvelope } from '@comity/exchange/envelope'
import { type Inbox, openInbox } from '@comity/exchange/inbox'
import { acceptWith, type ApplyAct } from './acceptance.ts'
import { addArrived, findArrived, isForeignId, listParts, measureReceiving } from './inbox-store.ts'
import { type Instance, now } from './instance.ts'
import { releaseSilent } from './outbox-store.ts'
import type { PartStore } from './part-store.ts'
import type { PeerLine } from './peer-line.ts'
import { noteContact } from './peer-history-store.ts'
import { peerFinder } from './peer-store.ts'
import { issueReceipt, listIssued } from './receipt-store.ts'
import { refuseSigned, refuseUnsigned } from './refusal.ts'
import type { InboxRow } from './tables.ts'

/** Opens the inbox of this instance: the profile's decisions over our tables, files and peers. */
export function openInboxOf(instance: Instance, line: PeerLine, parts: PartStore, applyAct: ApplyAct): Inbox {
  const { db, self, log } = instance
  return openInbox<InboxRow>({
    open: (envelope) => openEnvelope(envelope, { self, keys: instance.keys, findPeer: peerFinder(db), now: now(instance) }),
    refresh: (peer) => line.refresh(peer),
    find: (peer, id) => findArrived(db, peer, id),
    isForeign: (peer, id) => isForeignId(db, peer, id),
    measure: (peer) => measureReceiving(db, peer),
    async listMissing(row) {
      const missing: string[] = []
      for (const part of await listParts(db, row)) if ((await parts.arrived(row.peer, part)) < part.ctLen) missing.push(part.ct256)
      return missing
    },
    async admit(opened, { envelope, way = 'https' }) {
      const { manifest, digest } = opened
      const at = now(instance)
      await db.transaction().execute(async (trx) => {
        if (!(await addArrived(trx, opened, { envelope: Buffer.from(envelope), way, at }))) return
        const about = { peer: manifest.from, direction: 'in', message: manifest.id, digest } as const
        await issueReceipt(trx, instance, { ...about, event: 'RelayAcceptance', at })
      })
    },
    accept: (row) => acceptWith(instance, parts, row, applyAct),
    listReceipts: (row) => listIssued(db, self, { peer: row.peer, direction: 'in', message: row.id, digest: row.digest }),
    refuseSigned: (refused, envelope) => refuseSigned(instance, refused, Buffer.from(envelope)),
    refuseUnsigned: (refused) => refuseUnsigned(instance, refused),
    async heardFrom(peer) {
      await noteContact(db, peer, now(instance))
      await releaseSilent(db, peer, now(instance))
    },
    flooded: (peer) => log.warn({ peer }, 'refusals are no longer written down in this minute'),
    now: () => instance.clock().getTime(),
  })
}
