import type { ProblemCode } from '@comity/domain/problem'
import { digestOf } from '@comity/exchange/digest'
import { type ReceiptEvent, type SignedReceipt, signReceipt } from '@comity/exchange/receipt'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'
import type { Instance } from './instance.ts'

/** The message that a receipt is about. */
export interface About {
  readonly peer: string
  readonly direction: 'out' | 'in'
  readonly message: string
  /** Digest of its envelope. */
  readonly digest: string
}

/** What a receipt of ours says. */
export interface Statement extends About {
  readonly event: ReceiptEvent
  readonly problem?: ProblemCode
  readonly at: string
}

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

async function lockChain(trx: Transaction, issuer: string): Promise<string | null> {
  await trx
    .insertInto('receipt_chain')
    .values({ issuer, digest: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const head = await trx.selectFrom('receipt_chain').select('digest').where('issuer', '=', issuer).forUpdate().executeTakeFirstOrThrow()
  return head.digest
}

/**
 * Signs a receipt of ours and puts it at the end of our chain, under a lock until the transaction ends. To what was
 * said before, the same bytes are the answer: nothing is signed twice.
 */
export async function issueReceipt(
  trx: Transaction,
  { self, keys }: Pick<Instance, 'self' | 'keys'>,
  statement: Statement,
): Promise<Buffer> {
  const { peer, direction, message, digest, event, problem, at } = statement
  const previous = await lockChain(trx, self)
  const given = await trx
    .selectFrom('receipt')
    .select('bytes')
    .where('message', '=', message)
    .where('peer', '=', peer)
    .where('direction', '=', direction)
    .where('envelope_digest', '=', digest)
    .where('event', '=', event)
    .where('issuer', '=', self)
    .where('problem', '=', problem ?? '')
    .executeTakeFirst()
  if (given !== undefined) return given.bytes
  const key = keys.sign[0]
  if (key === undefined) throw new Error('an authority has a signing key')
  const said = { v: 1 as const, event, messageId: message, envelopeDigest: digest, at, by: self, previous }
  const bytes = Buffer.from(await signReceipt(problem === undefined ? said : { ...said, problem }, key))
  const own = digestOf(bytes)
  await trx
    .insertInto('receipt')
    .values({
      peer,
      direction,
      message,
      envelope_digest: digest,
      event,
      problem: problem ?? '',
      issuer: self,
      at,
      previous,
      digest: own,
      bytes,
    })
    .execute()
  await trx.updateTable('receipt_chain').set({ digest: own }).where('issuer', '=', self).execute()
  return bytes
}

/** Keeps a receipt of a peer about a message of ours, whose signature has been checked. */
export async function keepReceipt(db: Kysely<Tables>, peer: string, { receipt, digest }: SignedReceipt, bytes: Uint8Array): Promise<void> {
  await db
    .insertInto('receipt')
    .values({
      peer,
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
