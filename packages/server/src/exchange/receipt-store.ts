import { timeUnder } from '@comity/exchange/directory-document'
import { type SignedReceipt, signReceipt } from '@comity/exchange/receipt'
import { type About, appendReceipt, type ReceiptChain, type Statement } from '@comity/exchange/receipt-chain'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { Instance } from './instance.ts'

/** A receipt as officers see it. */
export interface ReceiptView {
  readonly event: string
  readonly at: string
  readonly by: string
}

/** The bytes of the receipts that we have given about a message, in their order. */
export async function listIssued(
  db: Kysely<Tables>,
  issuer: string,
  { peer, direction, message, digest }: About,
): Promise<readonly Buffer[]> {
  const rows = await db
    .selectFrom('receipt')
    .select('bytes')
    .where('message', '=', message)
    .where('peer', '=', peer)
    .where('direction', '=', direction)
    .where('envelope_digest', '=', digest)
    .where('issuer', '=', issuer)
    .orderBy('seq')
    .execute()
  return rows.map(({ bytes }) => bytes)
}

function chainIn(trx: Transaction, issuer: string): ReceiptChain {
  return {
    async lock() {
      await trx
        .insertInto('receipt_chain')
        .values({ issuer, digest: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const head = await trx.selectFrom('receipt_chain').select('digest').where('issuer', '=', issuer).forUpdate().executeTakeFirstOrThrow()
      return head.digest
    },
    async findGiven({ peer, direction, message, digest, event, problem }) {
      const given = await trx
        .selectFrom('receipt')
        .select('bytes')
        .where('message', '=', message)
        .where('peer', '=', peer)
        .where('direction', '=', direction)
        .where('envelope_digest', '=', digest)
        .where('event', '=', event)
        .where('issuer', '=', issuer)
        .where('problem', '=', problem ?? '')
        .executeTakeFirst()
      return given?.bytes
    },
    async append({ peer, direction, message, digest: envelope_digest, event, problem, at }, { bytes, digest, previous }) {
      const about = { peer, direction, message, envelope_digest, event, problem: problem ?? '' } as const
      await trx
        .insertInto('receipt')
        .values({ ...about, issuer, at, previous, digest, bytes: Buffer.from(bytes) })
        .execute()
      await trx.updateTable('receipt_chain').set({ digest }).where('issuer', '=', issuer).execute()
    },
  }
}

/** Issues a receipt of ours, whose place in our chain is locked until the transaction ends. */
export async function issueReceipt(
  trx: Transaction,
  { self, keys, directory }: Pick<Instance, 'self' | 'keys' | 'directory'>,
  statement: Statement,
): Promise<Buffer> {
  const [key] = keys.sign
  if (key === undefined) throw new Error('an authority has a signing key')
  const at = timeUnder(directory().document, key.kid, statement.at)
  return Buffer.from(await appendReceipt(chainIn(trx, self), self, (receipt) => signReceipt(receipt, key), { ...statement, at }))
}

/** Keeps a receipt of a peer about a message of ours, whose signature has been checked. */
export async function keepReceipt(db: Kysely<Tables>, { receipt, digest }: SignedReceipt, bytes: Uint8Array): Promise<void> {
  await db
    .insertInto('receipt')
    .values({
      peer: receipt.by,
      direction: 'out',
      message: receipt.messageId,
      envelope_digest: receipt.envelopeDigest,
      event: receipt.event,
      problem: receipt.problem ?? '',
      issuer: receipt.by,
      at: receipt.at,
      previous: receipt.previous,
      digest,
      bytes: Buffer.from(bytes),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * The receipts of both sides for messages that were sent or taken in, by message id. What was said of a message
 * that only bore the same id is not among them.
 */
export async function receiptsOf(db: Kysely<Tables>, messages: readonly string[]): Promise<ReadonlyMap<string, readonly ReceiptView[]>> {
  const found = new Map<string, ReceiptView[]>()
  if (messages.length === 0) return found
  const rows = await db
    .selectFrom('receipt')
    .leftJoin('outbox', (join) => join.onRef('outbox.id', '=', 'receipt.message').onRef('outbox.digest', '=', 'receipt.envelope_digest'))
    .leftJoin('inbox', (join) =>
      join
        .onRef('inbox.id', '=', 'receipt.message')
        .onRef('inbox.peer', '=', 'receipt.peer')
        .onRef('inbox.digest', '=', 'receipt.envelope_digest'),
    )
    .select(['receipt.message', 'receipt.event', 'receipt.at', 'receipt.issuer'])
    .where('receipt.message', 'in', messages)
    .where((row) => row.or([row('outbox.id', 'is not', null), row('inbox.id', 'is not', null)]))
    .orderBy('receipt.seq')
    .execute()
  for (const { message, event, at, issuer } of rows) found.set(message, [...(found.get(message) ?? []), { event, at, by: issuer }])
  return found
}
