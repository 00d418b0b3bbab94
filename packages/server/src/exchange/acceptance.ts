import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { StateCode } from '@comity/domain/input'
import type { Act } from '@comity/domain/request/act'
import type { FileReference } from '@comity/domain/request/content'
import { filesOf } from '@comity/domain/request/decide'
import { ok, type Result } from '@comity/domain/result'
import { accept, type AcceptanceStore, type ThreadLink } from '@comity/exchange/acceptance'
import { openEnvelope } from '@comity/exchange/envelope'
import { partLimit } from '@comity/exchange/limits'
import type { Manifest, Part } from '@comity/exchange/manifest'
import { openPart } from '@comity/exchange/part'
import { type PassingFile, passingFile } from '../platform/passing-file.ts'
import type { Transaction } from '../platform/tables.ts'
import { transact } from '../platform/transact.ts'
import { readAct } from '@comity/exchange/act-part'
import { endArrived, findArrivedForChange, listNeighbours, listParts } from './inbox-store.ts'
import { type Instance, now } from './instance.ts'
import type { PartStore } from './part-store.ts'
import { peerFinder } from './peer-store.ts'
import { issueReceipt } from './receipt-store.ts'
import { refuseContent } from './refusal.ts'
import type { InboxRow } from './tables.ts'

/** An act that arrived, with its files already in the store and compared with what was signed. */
export interface Arrival {
  readonly thread: string
  readonly from: StateCode
  readonly act: Act
  readonly files: readonly FileReference[]
}

/**
 * Lets an act of the other State take effect, in the transaction of its message.
 * @returns `gap`, `try-later` or `version-conflict` when it should come again; any other problem refuses it for good.
 *   Either way nothing of it may be kept
 */
export type ApplyAct = (trx: Transaction, arrival: Arrival, at: string) => Promise<Result<void>>

/** Opens every part into the folder, in order, sealed for us alone, and the files among them into the store. */
async function openParts(instance: Instance, parts: PartStore, manifest: Manifest, folder: string): Promise<Result<Act>> {
  const openOne = async (part: Part): Promise<Result<PassingFile>> => {
    const into = passingFile(join(folder, part.ct256))
    const opened = await openPart(parts.pathOf(manifest.from, part.ct256), part, instance.keys.seal, into, manifest)
    return opened.ok ? ok(into) : opened
  }
  const [first, ...rest] = manifest.parts
  if (first === undefined) throw new Error('a manifest has parts')
  const opened = await openOne(first)
  if (!opened.ok) return opened
  const act = readAct(await buffer(opened.value.read()), manifest)
  if (!act.ok) return act
  for (const [place, file] of filesOf(act.value).entries()) {
    const part = rest[place]
    if (part === undefined) throw new Error('the files of an act that was read have their parts')
    const plain = await openOne(part)
    if (!plain.ok) return plain
    const stored = await instance.files.write(plain.value.read(), { name: file.name, limit: partLimit, harmful: 'kept' })
    if (!stored.ok) return stored
    if (stored.value.sha256 !== file.sha256) throw new Error('the file store has written something else')
    await rm(plain.value.path)
  }
  return act
}

async function openMessage(instance: Instance, parts: PartStore, row: InboxRow): Promise<Result<Arrival>> {
  const { self, keys } = instance
  const opened = await openEnvelope(row.envelope, { self, keys, findPeer: peerFinder(instance.db), now: now(instance) })
  if (!opened.ok) return opened
  const { manifest } = opened.value
  const folder = join(instance.folders.opening, randomUUID())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const act = await openParts(instance, parts, manifest, folder)
    if (!act.ok) return act
    return ok({ thread: manifest.thread, from: manifest.from.slice(0, 3), act: act.value, files: filesOf(act.value) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function linkOf({ seq, prev, jws_digest }: Pick<InboxRow, 'seq' | 'prev' | 'jws_digest'>): ThreadLink {
  return { seq, prev, jwsDigest: jws_digest }
}

/**
 * Opens a message of which every part is here and lets its act take effect, exactly once, together with its audit entry.
 * @returns as `accept` of the exchange package
 */
export async function acceptWith(instance: Instance, parts: PartStore, row: InboxRow, applyAct: ApplyAct): Promise<Result<void>> {
  const { db } = instance
  const { peer, id, digest } = row
  const names = await listParts(db, row)
  const store: AcceptanceStore<ThreadLink, Arrival> = {
    openContent: () => openMessage(instance, parts, row),
    transact(_, work) {
      const at = now(instance)
      const entry = { at, actor: `peer:${peer}`, action: 'message.accept', subject: id, outcome: 'done', digest }
      return transact(db, { entry }, (trx) =>
        work({
          standing: async () => (await findArrivedForChange(trx, peer, id))?.standing,
          listNeighbours: async () => (await listNeighbours(trx, row)).map(linkOf),
          apply: (arrival) => applyAct(trx, arrival, at),
          async end() {
            await endArrived(trx, row, { standing: 'accepted' }, at)
            await issueReceipt(trx, instance, { peer, direction: 'in', message: id, digest, event: 'ContentConsignment', at })
          },
        }),
      )
    },
    refuse: (_, problem) => refuseContent(instance, { peer, id, digest, problem }),
  }
  const accepted = await accept(store, linkOf(row))
  if (accepted.ok) await parts.remove(peer, names)
  return accepted
}
