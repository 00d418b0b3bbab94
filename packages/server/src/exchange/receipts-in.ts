import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isFinalRefusal } from '@comity/exchange/delivery'
import { readReceipt, type Receipt } from '@comity/exchange/receipt'
import { fail, ok, type Result } from '@comity/domain/result'
import { appendAudit } from '../audit/store.ts'
import type { Transaction } from '../platform/tables.ts'
import { type Instance, now } from './instance.ts'
import { endByReceipt, findOutgoing, noteAnnounced } from './outbox-store.ts'
import { peerFinder } from './peer-store.ts'
import { keepReceipt } from './receipt-store.ts'

/** Most receipts that are read at once. */
const receiptsLimit = 1000

/** Receipts that came back about messages of ours. */
export interface TakenReceipts {
  readonly items: readonly Receipt[]
  /** How many were about no message that we know. */
  readonly passedOver: number
}

/** What a receipt means for the message: that it got there, that it was refused for good, that its envelope is there. */
async function follow(trx: Transaction, receipt: Receipt, at: string): Promise<void> {
  const { event, messageId, by, envelopeDigest, problem } = receipt
  if (event === 'RelayAcceptance') return noteAnnounced(trx, messageId)
  const refused = problem !== undefined && isFinalRefusal(receipt)
  if (event !== 'ContentConsignment' && !refused) return
  const end = refused ? ({ standing: 'failed', problem } as const) : ({ standing: 'consigned' } as const)
  if (!(await endByReceipt(trx, messageId, end, at))) return
  const outcome = refused ? problem : 'done'
  await appendAudit(trx, {
    at,
    actor: `peer:${by}`,
    action: `message.${end.standing}`,
    subject: messageId,
    outcome,
    digest: envelopeDigest,
  })
}

/** Keeps one receipt, and lets it settle its message. @returns it, or undefined when it is about no message of ours; or as `readReceipt` */
export async function takeReceipt(instance: Instance, bytes: Uint8Array): Promise<Result<Receipt | undefined>> {
  const read = await readReceipt(bytes, peerFinder(instance.db))
  if (!read.ok) return read
  const { receipt } = read.value
  const row = await findOutgoing(instance.db, receipt.messageId)
  if (row === undefined || row.peer !== receipt.by || row.digest !== receipt.envelopeDigest) return ok(undefined)
  await instance.db.transaction().execute(async (trx) => {
    await keepReceipt(trx, read.value, bytes)
    await follow(trx, receipt, now(instance))
  })
  if (receipt.event === 'ContentConsignment') await rm(join(instance.folders.outgoing, row.id), { recursive: true, force: true })
  return ok(receipt)
}

/**
 * Takes receipts that came back by hand, one signed receipt in a line, and ends the messages that they end. What was
 * taken before is taken again without effect.
 * @returns those about messages of ours; a problem of `readReceipt` for the first that does not hold, with `line`
 */
export async function takeInReceipts(instance: Instance, text: string): Promise<Result<TakenReceipts>> {
  const lines = text.split(/\r?\n/u).map((line) => line.trim())
  const said = lines.filter((line) => line !== '')
  if (said.length > receiptsLimit) return fail({ code: 'too-many' })
  const items: Receipt[] = []
  for (const [place, line] of said.entries()) {
    const taken = await takeReceipt(instance, Buffer.from(line, 'utf8'))
    if (!taken.ok) return fail({ ...taken.problem, values: { ...taken.problem.values, line: place + 1 } })
    if (taken.value !== undefined) items.push(taken.value)
  }
  return ok({ items, passedOver: said.length - items.length })
}
