import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { LineReason } from '@comity/domain/exchange/message-history'
import type { ProblemCode } from '@comity/domain/problem'
import { ok, type Result } from '@comity/domain/result'
import { type Answered, deliver, type DeliveryEnd, type DeliveryStore, type OutgoingMessage } from '@comity/exchange/delivery'
import { readReceipt } from '@comity/exchange/receipt'
import { appendAudit } from '../audit/store.ts'
import { type Instance, now } from './instance.ts'
import { endAttempt } from './attempt-store.ts'
import { lineReasonOf } from './line-reason.ts'
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
/** Why an attempt has not brought a message to its end. */
export interface Unfinished {
  readonly problem: ProblemCode
  /** What the line did, where no answer of the peer's says more. */
  readonly reason?: LineReason | undefined
}

/** A message under a lease, on its way to its peer. */
export interface Carried extends OutgoingMessage {
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

/** Writes the end of a message with its audit entry, unless the lease was lost. */
async function settle(instance: Instance, { row, lease }: Carried, end: DeliveryEnd): Promise<void> {
  const { id, peer } = row
  const at = now(instance)
  const problem = end.standing === 'failed' ? end.problem : undefined
  await instance.db.transaction().execute(async (trx) => {
    const change = { standing: end.standing, lease: null, leased_until: null, settled_at: at, last_problem: problem ?? null }
    if (!(await changeLeased(trx, id, lease, change))) return
    // It may have been sealed in this very attempt.
    const { digest } = await trx.selectFrom('outbox').select('digest').where('id', '=', id).executeTakeFirstOrThrow()
    if (end.standing === 'failed' && end.evidence === 'ours' && digest !== null) {
      const about = { peer, direction: 'out', message: id, digest } as const
      await issueReceipt(trx, instance, { ...about, event: 'RelayFailure', problem: end.problem, at })
    }
    await endAttempt(trx, row, { at, problem })
    await appendAudit(trx, {
      at,
      actor: end.standing === 'consigned' ? `peer:${peer}` : 'system',
      action: `message.${end.standing}`,
      subject: id,
      outcome: problem ?? 'done',
      ...(digest === null ? {} : { digest }),
    })
  })
  if (end.standing === 'consigned') await rm(join(instance.folders.outgoing, id), { recursive: true, force: true })
}

/** A leased message as the delivery of the exchange package knows it. */
export function carried(row: OutboxRow, lease: string): Carried {
  const sealed = row.digest === null || row.parts === null ? null : { digest: row.digest, parts: row.parts.map(({ ct256 }) => ct256) }
  return { row, lease, id: row.id, peer: row.peer, notAfter: row.not_after, sealed }
}

async function announce(line: PeerLine, { row }: Carried): Promise<Result<Answered>> {
  if (row.envelope === null) throw new Error('a sealed message holds its envelope')
  const sent = await line.send(row.peer, {
    method: 'PUT',
    path: messagePath(row.id),
    headers: { 'content-type': 'application/octet-stream' },
    body: row.envelope,
    patience,
  })
  if (!sent.ok) return sent
  const read = readAnswer(sent.value.body)
  if (read === undefined) return refusalIn(sent.value)
  const { receipts, missing, code } = read
  return ok({ receipts: receipts.map((text) => Buffer.from(text, 'base64url')), missing, ...(code === undefined ? {} : { code }) })
}

async function upload(instance: Instance, line: PeerLine, { row, lease }: Carried, ct256: string): Promise<Result<void>> {
  const part = row.parts?.find((one) => one.ct256 === ct256)
  if (part === undefined || row.folder === null) throw new Error('a sealed message holds its parts')
  const onProgress = (): void => void changeLeased(instance.db, row.id, lease, { stalled: 0 }).catch(() => undefined)
  return uploadPart(line, row.peer, join(instance.folders.outgoing, row.folder), part, onProgress)
}

/** What delivery needs of this instance, over the line. */
export function storeOf(instance: Instance, line: PeerLine): DeliveryStore<Carried> {
  const { db } = instance
  return {
    async reach(peer) {
      const standing = standingOf(await findPeerRow(db, peer))
      if (!standing.ok) return standing
      await line.refreshIfAgeing(standing.value)
      return ok(undefined)
    },
    async seal({ row, lease }) {
      const peer = standingOf(await findPeerRow(db, row.peer))
      if (!peer.ok) return peer
      const sealed = await sealMessage(instance, row, peer.value, lease)
      return sealed.ok ? ok(carried(sealed.value, lease)) : sealed
    },
    announce: (message) => announce(line, message),
    upload: (message, part) => upload(instance, line, message, part),
    readReceipt: (bytes) => readReceipt(bytes, peerFinder(db)),
    refresh: (peer) => line.refresh(peer),
    keepReceipt: (signed, bytes) => keepReceipt(db, signed, bytes),
    async announced({ row, lease }) {
      if (row.standing !== 'announced') await changeLeased(db, row.id, lease, { standing: 'announced' })
    },
    settle: (message, end) => settle(instance, message, end),
    now: () => instance.clock().getTime(),
  }
}

/**
 * Makes one attempt to hand a leased message over.
 * @returns the problem for which it has to be tried again, or undefined when it has come to its end, one or the other
 */
export async function deliverOver(instance: Instance, line: PeerLine, row: OutboxRow, lease: string): Promise<Unfinished | undefined> {
  let reason: LineReason | undefined
  const watched: PeerLine = {
    ...line,
    async send(peer, outbound) {
      const answer = await line.send(peer, outbound)
      reason = answer.ok ? undefined : lineReasonOf(answer.problem)
      return answer
    },
  }
  const problem = await deliver(storeOf(instance, watched), carried(row, lease))
  if (problem === undefined) return undefined
  return { problem, ...(problem === 'try-later' ? { reason: reason ?? 'strange-answer' } : {}) }
}
