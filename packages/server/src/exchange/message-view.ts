import type { MessageView } from '@comity/contract/message'
import { historyOf, type ReceivedFacts, type ReceiptFact, type SentFacts } from '@comity/domain/exchange/message-history'
import { mayRetry } from '@comity/domain/exchange/retry'
import type { ProblemCode } from '@comity/domain/problem'
import type { Kysely } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import { listAttempts } from './attempt-store.ts'
import { findArrived } from './inbox-store.ts'
import { isBehind } from './outbox-store.ts'
import { findPeerRow } from './peer-store.ts'
import type { InboxRow, OutboxRow } from './tables.ts'

type Receipts = readonly { event: string; at: string; by: string; problem?: ProblemCode; digest: string }[]

/** Which message, as far as receipts name it. */
interface Named {
  readonly peer: string
  readonly direction: 'out' | 'in'
  readonly message: string
  readonly digest: string | null
}

/** The receipts of both sides about the very bytes of a message, in the order in which they came to be kept. */
export async function listReceiptsOf(db: Kysely<Tables>, { peer, direction, message, digest }: Named) {
  if (digest === null) return []
  return db
    .selectFrom('receipt')
    .select(['event', 'at', 'issuer', 'problem', 'digest', 'bytes'])
    .where('message', '=', message)
    .where('peer', '=', peer)
    .where('direction', '=', direction)
    .where('envelope_digest', '=', digest)
    .orderBy('seq')
    .execute()
}

async function receiptViews(db: Kysely<Tables>, named: Named): Promise<Receipts> {
  const rows = await listReceiptsOf(db, named)
  return rows.map(({ event, at, issuer, problem, digest }) => ({
    event,
    at,
    by: issuer,
    digest,
    ...(problem === '' ? {} : { problem }),
  }))
}

function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined | null> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)) as ReturnType<
    typeof given<T>
  >
}

async function sentView(db: Kysely<Tables>, row: OutboxRow, now: string): Promise<MessageView> {
  const [attempts, receipts, behind, peer] = [
    await listAttempts(db, row.id),
    await receiptViews(db, { peer: row.peer, direction: 'out', message: row.id, digest: row.digest }),
    await isBehind(db, row),
    await findPeerRow(db, row.peer),
  ]
  const inHand = row.lease !== null && row.leased_until !== null && Date.parse(row.leased_until) > Date.parse(now)
  const facts: SentFacts = {
    direction: 'out',
    standing: row.standing,
    createdAt: row.created_at,
    attempts,
    receipts: receipts satisfies readonly ReceiptFact[],
    nextAt: row.next_at,
    notAfter: row.not_after,
    inHand,
    behind,
    ...given({ writtenBy: row.written_by, sealedAt: row.sealed_at, settledAt: row.settled_at, problem: row.last_problem }),
  }
  const { entries, advice } = historyOf(facts)
  const retry = mayRetry({
    standing: row.standing,
    peerStanding: peer?.standing ?? 'unknown',
    inHand,
    behind,
    now,
    ...given({ lastAttemptAt: attempts.at(-1)?.at }),
  })
  return {
    ref: row.id,
    id: row.id,
    direction: 'out',
    peer: row.peer,
    type: row.type,
    thread: row.thread,
    standing: row.standing,
    at: row.created_at,
    notAfter: row.not_after,
    attention: advice !== 'nothing' && advice !== 'wait',
    history: [...entries],
    advice,
    retry: retry.ok ? 'yes' : retry.problem.code,
    receipts: [...receipts],
    ...given({ digest: row.digest, problem: row.last_problem }),
    ...(row.parts === null ? {} : { parts: row.parts.map(({ ct256, ctLen }) => ({ ct256, ctLen })) }),
  }
}

async function hasForerunner(db: Kysely<Tables>, { peer, thread, seq }: InboxRow): Promise<boolean> {
  if (seq === 1) return true
  const before = await db
    .selectFrom('inbox')
    .select('id')
    .where('peer', '=', peer)
    .where('thread', '=', thread)
    .where('seq', '=', seq - 1)
    .where('standing', '<>', 'refused')
    .executeTakeFirst()
  return before !== undefined
}

async function receivedView(db: Kysely<Tables>, row: InboxRow): Promise<MessageView> {
  const receipts = await receiptViews(db, { peer: row.peer, direction: 'in', message: row.id, digest: row.digest })
  const facts: ReceivedFacts = {
    direction: 'in',
    standing: row.standing,
    receivedAt: row.received_at,
    receipts,
    gap: row.standing === 'receiving' && !(await hasForerunner(db, row)),
    ...given({ settledAt: row.settled_at, problem: row.problem, way: row.way }),
  }
  const { entries, advice } = historyOf(facts)
  return {
    ref: row.id,
    id: row.id,
    direction: 'in',
    peer: row.peer,
    type: row.type,
    thread: row.thread,
    standing: row.standing,
    at: row.received_at,
    attention: advice !== 'nothing' && advice !== 'wait',
    history: [...entries],
    advice,
    digest: row.digest,
    receipts: [...receipts],
    ...given({ problem: row.problem }),
  }
}

async function refusedView(db: Kysely<Tables>, seq: number): Promise<MessageView | undefined> {
  const row = await db.selectFrom('refused_message').selectAll().where('seq', '=', seq).executeTakeFirst()
  if (row === undefined) return undefined
  const taken = await findArrived(db, row.peer, row.id)
  const same = taken?.digest === row.digest ? taken : undefined
  const receipts = await receiptViews(db, { peer: row.peer, direction: 'in', message: row.id, digest: row.digest })
  const facts: ReceivedFacts = {
    direction: 'in',
    standing: 'refused',
    settledAt: row.at,
    problem: row.problem,
    receipts,
    gap: false,
    ...given({ receivedAt: same?.received_at, way: same?.way }),
  }
  const { entries, advice } = historyOf(facts)
  return {
    ref: `refused-${seq}`,
    id: row.id,
    direction: 'in',
    peer: row.peer,
    standing: 'refused',
    at: row.at,
    attention: true,
    history: [...entries],
    advice,
    digest: row.digest,
    problem: row.problem,
    receipts: [...receipts],
    ...given({ type: same?.type, thread: same?.thread }),
  }
}

/** One message with its way, from everything that is written down of it. @param ref as in the list */
export async function findMessageView(db: Kysely<Tables>, ref: string, now: string): Promise<MessageView | undefined> {
  const refused = /^refused-(\d+)$/u.exec(ref)?.[1]
  if (refused !== undefined) return refusedView(db, Number(refused))
  const sent = await db.selectFrom('outbox').selectAll().where('id', '=', ref).executeTakeFirst()
  if (sent !== undefined) return sentView(db, sent, now)
  const received = await db.selectFrom('inbox').selectAll().where('id', '=', ref).executeTakeFirst()
  return received && receivedView(db, received)
}
