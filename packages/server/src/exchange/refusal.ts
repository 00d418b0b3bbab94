import type { Refused } from '@comity/exchange/inbox'
import { appendAudit } from '../audit/store.ts'
import type { Transaction } from '../platform/tables.ts'
import { endArrived, findArrivedForChange } from './inbox-store.ts'
import { type Instance, now } from './instance.ts'
import { issueReceipt } from './receipt-store.ts'

/** @returns whether this was not on record yet */
async function record(
  trx: Transaction,
  { peer, id, digest, problem }: Refused,
  kept: { readonly envelope: Buffer | null; readonly thread: string | null },
  at: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('refused_message')
    .values({ peer, id, digest, problem, at, ...kept })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

async function trace(trx: Transaction, { peer, id, digest, problem }: Refused, at: string): Promise<void> {
  await appendAudit(trx, { at, actor: `peer:${peer}`, action: 'message.refuse', subject: id, outcome: problem, digest })
}

/** Refuses a message whose author is proved: keeps it for the auditor and signs the refusal, once. */
export async function refuseSigned(instance: Instance, refused: Refused, envelope: Buffer): Promise<Buffer> {
  const at = now(instance)
  const { peer, id, digest, problem } = refused
  return instance.db.transaction().execute(async (trx) => {
    const receipt = await issueReceipt(trx, instance, { peer, direction: 'in', message: id, digest, event: 'RelayRejection', problem, at })
    if (await record(trx, refused, { envelope, thread: null }, at)) await trace(trx, refused, at)
    return receipt
  })
}

/** Refuses a message whose author nobody can prove: only its digest is kept, and nothing is signed. */
export async function refuseUnsigned(instance: Instance, refused: Refused): Promise<void> {
  const at = now(instance)
  await instance.db.transaction().execute(async (trx) => {
    if (await record(trx, refused, { envelope: null, thread: null }, at)) await trace(trx, refused, at)
  })
}

/** Refuses for good a message that was taken in and whose content cannot be; nothing of it has an effect. */
export async function refuseContent(instance: Instance, refused: Refused): Promise<void> {
  const at = now(instance)
  const { peer, id, digest, problem } = refused
  await instance.db.transaction().execute(async (trx) => {
    const row = await findArrivedForChange(trx, peer, id)
    if (row?.standing !== 'receiving') return
    await endArrived(trx, row, { standing: 'refused', problem }, at)
    await issueReceipt(trx, instance, { peer, direction: 'in', message: id, digest, event: 'ContentConsignmentFailure', problem, at })
    if (await record(trx, refused, { envelope: row.envelope, thread: row.thread }, at)) await trace(trx, refused, at)
  })
}
