import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Carriable } from '@comity/contract/sealed-file'
import { fail, ok, type Result } from '@comity/domain/result'
import type { SignedDirectory } from '@comity/exchange/directory'
import { openOwnEnvelope } from '@comity/exchange/envelope'
import type { Manifest } from '@comity/exchange/manifest'
import { type SealedFileBytes, type SealedFileContent, sealedFileBytes } from '@comity/exchange/sealed-file-layout'
import { type Cut, planCut, sliceLength, volumeBytes, volumeName, volumesLimit } from '@comity/exchange/volume'
import { invalid } from '@comity/domain/problem'
import { type Instance, now } from './instance.ts'
import { changeLeased, claimMessage, findForerunner, findOutgoing, keepOpen } from './outbox-store.ts'
import { findOwnDirectory } from './own-directory.ts'
import { standingOf } from './peer-line.ts'
import { findPeerRow } from './peer-store.ts'
import { carriedUntil, sealMessage } from './seal-message.ts'
import type { OutboxRow } from './tables.ts'
import { peerOf } from '@comity/exchange/peer'

/** How long sealing by hand may take before another may think it dead. In milliseconds. */
const leaseLength = 10 * 60_000
/** Most of our own directory documents in one file. */
const chainLimit = 200

/** A message of ours that still moves. @returns `not-found`, or `message-ended` when it has arrived or was given up */
export async function findMoving(instance: Instance, id: string): Promise<Result<OutboxRow>> {
  const row = await findOutgoing(instance.db, id)
  if (row === undefined) return fail({ code: 'not-found' })
  return row.standing === 'consigned' || row.standing === 'failed' ? fail({ code: 'message-ended' }) : ok(row)
}

/** Shows a message that can be carried. */
export function carriableOf(row: OutboxRow): Carriable {
  return { message: row.id, peer: row.peer, type: row.type, thread: row.thread, notAfter: carriedUntil(row) }
}

/** Seals a message that still waits, after those of its thread that wait before it: each names the one before. */
async function sealed(instance: Instance, row: OutboxRow): Promise<Result<OutboxRow>> {
  const { db } = instance
  if (row.standing !== 'queued') return ok(row)
  const peer = standingOf(await findPeerRow(db, row.peer))
  if (!peer.ok) return peer
  const before = row.seq === 1 ? undefined : await findForerunner(db, row)
  if (before?.standing === 'queued') {
    const first = await sealed(instance, before)
    if (!first.ok) return first
  }
  const lease = randomUUID()
  const until = new Date(instance.clock().getTime() + leaseLength).toISOString()
  const claimed = await claimMessage(db, row.id, lease, now(instance), until)
  // The sender has it in hand at this moment, and may just have sealed it.
  if (claimed === undefined) return fail({ code: 'try-later' })
  try {
    return claimed.standing === 'queued' ? await sealMessage(instance, claimed, peer.value, lease) : ok(claimed)
  } finally {
    await changeLeased(db, row.id, lease, { lease: null, leased_until: null })
  }
}

/** Our directory documents up to the one under which the message was sealed, so that it is the same file for ever. */
async function chainTo(instance: Instance, version: number): Promise<readonly SignedDirectory[]> {
  const chain: SignedDirectory[] = []
  for (let number = Math.max(1, version - chainLimit + 1); number <= version; number += 1) {
    const one = await findOwnDirectory(instance.db, number)
    if (one !== undefined) chain.push(one)
  }
  return chain
}

/** What we have signed of a message of ours. */
async function manifestOf({ self, keys, directory }: Instance, { envelope }: OutboxRow): Promise<Manifest> {
  if (envelope === null) throw new Error('a sealed message holds its envelope')
  const own = await openOwnEnvelope(envelope, { self, keys, findPeer: () => peerOf(directory(), 'verified') })
  if (!own.ok) throw new Error(`our own copy of a message cannot be opened: ${own.problem.code}`)
  return own.value.manifest
}

async function contentOf(instance: Instance, row: OutboxRow, { addSelf }: Manifest): Promise<SealedFileContent> {
  const { folders } = instance
  const { envelope, parts, folder } = row
  if (envelope === null || parts === null || folder === null) throw new Error('a sealed message holds its parts')
  return {
    envelope,
    directories: await chainTo(instance, addSelf.version),
    receipts: [],
    parts: parts.map(({ ct256, ctLen }) => ({ ct256, ctLen, path: join(folders.outgoing, folder, ct256) })),
  }
}

/** A sealed file on its way to somebody's hands. */
export interface SealedFileOut extends SealedFileBytes {
  readonly row: OutboxRow
  readonly name: string
  /** Its recipient refuses it after that. UTC */
  readonly notAfter: string
}

/** A message that is sealed, as the file that it always is. */
export async function sealedFileOf(instance: Instance, row: OutboxRow): Promise<SealedFileOut> {
  const manifest = await manifestOf(instance, row)
  const bytes = sealedFileBytes(await contentOf(instance, row, manifest))
  return { ...bytes, row, notAfter: manifest.notAfter, name: `${row.digest?.slice(0, 12)}.comity` }
}

/**
 * Gives a message out as a sealed file, sealing it first where it still waits. It stays in the outbox: whichever way it
 * gets there first counts, and only a receipt ends it.
 * @returns `not-found`; `message-ended`; `unknown-peer`, `peer-not-verified` or `peer-suspended`; what `sealMessage` says
 */
export async function giveOut(instance: Instance, id: string): Promise<Result<SealedFileOut>> {
  const found = await findMoving(instance, id)
  if (!found.ok) return found
  const peer = standingOf(await findPeerRow(instance.db, found.value.peer))
  if (!peer.ok) return peer
  const row = await sealed(instance, found.value)
  if (!row.ok) return row
  const out = await sealedFileOf(instance, row.value)
  // A bag takes weeks: we do not give up what is in one before its recipient may no longer take it.
  await keepOpen(instance.db, id, out.notAfter)
  return ok(out)
}

/** Most cuts that are remembered: to learn how a file is cut it has to be read whole. */
const cutsKept = 50

/** Cuts sealed files into volumes. A message is the same file for ever, so its cut is learnt once. */
export function openCutter(): (out: SealedFileOut, slice: number) => Promise<Result<Cut>> {
  const cuts = new Map<string, Promise<Cut>>()
  return async (out, slice) => {
    if (Math.ceil(out.size / slice) > volumesLimit)
      return fail(invalid('slice', 'too-small', { minimum: Math.ceil(out.size / volumesLimit) }))
    const key = `${out.row.digest} ${slice}`
    const [oldest] = cuts.keys()
    if (cuts.size >= cutsKept && oldest !== undefined) cuts.delete(oldest)
    const cut = cuts.get(key) ?? planCut(out.size, out.stretch(0, out.size), slice)
    cuts.set(key, cut)
    try {
      return ok(await cut)
    } catch (error) {
      cuts.delete(key)
      throw error
    }
  }
}

/** One volume on its way to somebody's hands. */
export function volumeOut(out: SealedFileOut, cut: Cut, place: number) {
  const from = (place - 1) * cut.slice
  const length = sliceLength(cut, place)
  const { size, stream } = volumeBytes(cut, place, { length, stream: () => out.stretch(from, from + length) })
  return { name: volumeName(cut, place), size, stream }
}
