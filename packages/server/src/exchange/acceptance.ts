import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { StateCode } from '@comity/domain/input'
import type { ProblemCode } from '@comity/domain/problem'
import type { Act } from '@comity/domain/request/act'
import type { FileReference } from '@comity/domain/request/content'
import { filesOf } from '@comity/domain/request/decide'
import { fail, ok, type Result } from '@comity/domain/result'
import { openEnvelope } from '@comity/exchange/envelope'
import { partLimit } from '@comity/exchange/limits'
import type { Manifest, Part } from '@comity/exchange/manifest'
import { openPart } from '@comity/exchange/part'
import type { Transaction } from '../platform/tables.ts'
import { transact } from '../platform/transact.ts'
import { readAct } from './act-part.ts'
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

/** Problems that pass: the sender is told to come again, and nothing is kept of this attempt. */
const passing: readonly ProblemCode[] = ['gap', 'try-later', 'version-conflict', 'stale-directory']

/** Opens every part into the folder, in order, and the files among them into the store. */
async function openParts(instance: Instance, parts: PartStore, manifest: Manifest, folder: string): Promise<Result<Act>> {
  const openOne = async (part: Part): Promise<Result<string>> => {
    const into = join(folder, part.ct256)
    const opened = await openPart(parts.pathOf(manifest.from, part.ct256), part, instance.keys.seal, into)
    return opened.ok ? ok(into) : opened
  }
  const [first, ...rest] = manifest.parts
  if (first === undefined) throw new Error('a manifest has parts')
  const opened = await openOne(first)
  if (!opened.ok) return opened
  const act = readAct(await readFile(opened.value), manifest)
  if (!act.ok) return act
  for (const [place, file] of filesOf(act.value).entries()) {
    const part = rest[place]
    if (part === undefined) throw new Error('the files of an act that was read have their parts')
    const path = await openOne(part)
    if (!path.ok) return path
    const stored = await instance.files.write(createReadStream(path.value), { name: file.name, limit: partLimit })
    if (!stored.ok) return stored
    if (stored.value.sha256 !== file.sha256) throw new Error('the file store has written something else')
    await rm(path.value)
  }
  return act
}

/** Each message names the one before it: two that name different ones cannot both be true. */
async function isInChain(trx: Transaction, row: InboxRow): Promise<boolean> {
  const neighbours = await listNeighbours(trx, row)
  return neighbours.every((other) => (other.seq < row.seq ? row.prev === other.jws_digest : other.prev === row.jws_digest))
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

async function apply(instance: Instance, row: InboxRow, arrival: Arrival, applyAct: ApplyAct): Promise<Result<void>> {
  const at = now(instance)
  const { peer, id, digest } = row
  const entry = { at, actor: `peer:${peer}`, action: 'message.accept', subject: id, outcome: 'done', digest }
  return transact(instance.db, { entry }, async (trx) => {
    const current = await findArrivedForChange(trx, peer, id)
    // Another connection was quicker; whoever asks again finds its receipts.
    if (current?.standing !== 'receiving') return fail({ code: 'try-later' })
    if (!(await isInChain(trx, row))) return fail({ code: 'act-out-of-place' })
    const applied = await applyAct(trx, arrival, at)
    if (!applied.ok) return applied
    await endArrived(trx, row, { standing: 'accepted' }, at)
    await issueReceipt(trx, instance, { peer, direction: 'in', message: id, digest, event: 'ContentConsignment', at })
    return ok(undefined)
  })
}

/**
 * Opens a message of which every part is here and lets its act take effect, exactly once: the effect, the end of the
 * row, the receipt and the audit entry are one transaction. What cannot be accepted is refused for good.
 * @returns `ok` when the row has come to its end, one or the other; otherwise why it should come again
 */
export async function accept(instance: Instance, parts: PartStore, row: InboxRow, applyAct: ApplyAct): Promise<Result<void>> {
  const { peer, id, digest } = row
  const names = await listParts(instance.db, row)
  const arrival = await openMessage(instance, parts, row)
  const applied = arrival.ok ? await apply(instance, row, arrival.value, applyAct) : arrival
  if (!applied.ok) {
    if (passing.includes(applied.problem.code)) return applied
    await refuseContent(instance, { peer, id, digest, problem: applied.problem.code })
  }
  await parts.remove(peer, names)
  return ok(undefined)
}
