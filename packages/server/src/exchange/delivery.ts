import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProblemCode } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { readReceipt, type Receipt } from '@comity/exchange/receipt'
import { appendAudit } from '../audit/store.ts'
import { type Instance, now } from './instance.ts'
import { changeLeased } from './outbox-store.ts'
import { type PeerLine, standingOf } from './peer-line.ts'
import { findPeerRow, peerFinder } from './peer-store.ts'
import { issueReceipt, keepReceipt } from './receipt-store.ts'
import { sealMessage } from './seal-message.ts'
import type { OutboxRow } from './tables.ts'
import { refusalIn, uploadPart } from './upload.ts'
import { AnnouncementAnswer, messagePath } from './wire.ts'

/** Opening a large message may keep its receiver busy for long before it answers. In milliseconds. */
const patience = 15 * 60_000
/** Announcements in one attempt: one to learn what is missing, one after the upload, one more if a part was lost. */
const rounds = 3

/** Refusals that time, or people, can mend without another message. All others end it. */
const mendable: readonly ProblemCode[] = [
  'unknown-peer',
  'peer-not-verified',
  'peer-suspended',
  'stale-directory',
  'gap',
  'too-many',
  'too-many-attempts',
  'not-found',
  'bad-digest',
  'version-conflict',
  'try-later',
]

/** A message under a lease, on its way to its peer. */
interface Carried {
  readonly row: OutboxRow
  readonly lease: string
}

function readAnswer(body: Uint8Array): AnnouncementAnswer | undefined {
  try {
    const read = AnnouncementAnswer.safeParse(JSON.parse(Buffer.from(body).toString()))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

async function keepReceipts(instance: Instance, row: OutboxRow, answer: AnnouncementAnswer): Promise<readonly Receipt[]> {
  const kept: Receipt[] = []
  for (const text of answer.receipts) {
    const bytes = Buffer.from(text, 'base64url')
    const read = await readReceipt(bytes, peerFinder(instance.db))
    if (!read.ok) continue
    const { receipt } = read.value
    if (receipt.by !== row.peer || receipt.messageId !== row.id || receipt.envelopeDigest !== row.digest) continue
    await keepReceipt(instance.db, row.peer, read.value, bytes)
    kept.push(receipt)
  }
  return kept
}

/** Writes the end of a message with its audit entry, unless the lease was lost. */
async function settle(
  instance: Instance,
  { row, lease }: Carried,
  end: { readonly standing: 'consigned' | 'failed'; readonly problem?: ProblemCode; readonly refused?: boolean },
): Promise<void> {
  const at = now(instance)
  await instance.db.transaction().execute(async (trx) => {
    const held = await changeLeased(trx, row.id, lease, {
      standing: end.standing,
      lease: null,
      leased_until: null,
      settled_at: at,
      last_problem: end.problem ?? null,
    })
    if (!held) return
    const about = { peer: row.peer, direction: 'out', message: row.id } as const
    // Where the peer has signed its refusal, that is the evidence; otherwise ours is that we tried.
    if (end.standing === 'failed' && end.refused !== true && row.digest !== null && end.problem !== undefined) {
      await issueReceipt(trx, instance, { ...about, digest: row.digest, event: 'RelayFailure', problem: end.problem, at })
    }
    const actor = end.standing === 'consigned' ? `peer:${row.peer}` : 'system'
    await appendAudit(trx, {
      at,
      actor,
      action: `message.${end.standing}`,
      subject: row.id,
      outcome: end.problem ?? 'done',
      ...(row.digest === null ? {} : { digest: row.digest }),
    })
  })
  if (end.standing === 'consigned') await rm(join(instance.folders.outgoing, row.id), { recursive: true, force: true })
}

type Outcome = 'consigned' | 'refused'

async function announce(instance: Instance, line: PeerLine, { row, lease }: Carried): Promise<Result<Outcome>> {
  const { envelope, parts, folder } = row
  if (envelope === null || parts === null || folder === null) throw new Error('a sealed message holds its envelope')
  for (let round = 0; round < rounds; round += 1) {
    const sent = await line.send(row.peer, {
      method: 'PUT',
      path: messagePath(row.id),
      headers: { 'content-type': 'application/octet-stream' },
      body: envelope,
      patience,
    })
    if (!sent.ok) return sent
    const read = readAnswer(sent.value.body)
    if (read === undefined) return refusalIn(sent.value)
    const receipts = await keepReceipts(instance, row, read)
    if (receipts.some(({ event }) => event === 'ContentConsignment')) return ok('consigned')
    if (read.code !== undefined) {
      const signed = receipts.some(({ problem }) => problem === read.code)
      return fail({ code: read.code, ...(signed ? { values: { signed: 1 } } : {}) })
    }
    if (!receipts.some(({ event }) => event === 'RelayAcceptance')) return refusalIn(sent.value)
    if (row.standing !== 'announced') await changeLeased(instance.db, row.id, lease, { standing: 'announced' })
    const missing = parts.filter(({ ct256 }) => read.missing.includes(ct256))
    if (missing.length === 0) break
    for (const part of missing) {
      const onProgress = (): void => void changeLeased(instance.db, row.id, lease, { stalled: 0 }).catch(() => undefined)
      const uploaded = await uploadPart(line, row.peer, join(instance.folders.outgoing, folder), part, onProgress)
      if (!uploaded.ok) return uploaded
    }
  }
  return fail({ code: 'try-later' })
}

async function attempt(instance: Instance, line: PeerLine, carried: Carried): Promise<Result<Outcome>> {
  const peer = standingOf(await findPeerRow(instance.db, carried.row.peer))
  if (!peer.ok) return peer
  await line.refreshIfAgeing(peer.value)
  if (carried.row.standing !== 'queued') return announce(instance, line, carried)
  const held = standingOf(await findPeerRow(instance.db, carried.row.peer))
  if (!held.ok) return held
  const sealed = await sealMessage(instance, carried.row, held.value, carried.lease)
  if (!sealed.ok) return sealed
  return announce(instance, line, { row: sealed.value, lease: carried.lease })
}

/**
 * Makes one attempt to hand a leased message over.
 * @returns the problem for which it has to be tried again, or undefined when it has come to its end, one or the other
 */
export async function deliver(instance: Instance, line: PeerLine, row: OutboxRow, lease: string): Promise<ProblemCode | undefined> {
  const carried = { row, lease }
  const outcome = await attempt(instance, line, carried)
  if (outcome.ok) {
    await settle(instance, carried, { standing: 'consigned' })
    return undefined
  }
  const { code, values } = outcome.problem
  if (mendable.includes(code) && Date.parse(row.not_after) > instance.clock().getTime()) return code
  const problem = mendable.includes(code) ? 'expired' : code
  // It may have been sealed in this very attempt.
  const current = await instance.db.selectFrom('outbox').selectAll().where('id', '=', row.id).executeTakeFirstOrThrow()
  await settle(instance, { row: current, lease }, { standing: 'failed', problem, refused: values?.['signed'] === 1 && problem === code })
  return undefined
}
