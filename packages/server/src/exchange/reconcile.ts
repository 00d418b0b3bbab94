import type { ProblemCode } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { readReceipt } from '@comity/exchange/receipt'
import { findGaps, type HeldMessage, threadDigest } from '@comity/exchange/reconciliation'
import type * as z from 'zod'
import { faultOf } from './fault.ts'
import { heldIn, listThreads } from './held-store.ts'
import { type Instance, now } from './instance.ts'
import type { PeerLine } from './peer-line.ts'
import { listDue, recordComparison, recordGaps } from './reconciliation-store.ts'
import { takeReceipt } from './receipts-in.ts'
import { refusalIn } from './upload.ts'
import { HeldThread, HeldThreads, threadPath, threadsPath } from './wire.ts'
import { peerOf } from '@comity/exchange/peer'

/** Pages of one answer that are read: a peer that has ever more to tell is not listened to for ever. */
const pageLimit = 500
/** How far back a comparison reaches before the last good one, for clocks that differ and messages that were under way. In milliseconds. */
const overlap = 2 * 86_400_000
const beginning = '1970-01-01T00:00:00.000Z'

/** What came of a comparison. */
export interface Reconciled {
  /** How many threads were compared. */
  readonly threads: number
  /** How many of them differed. */
  readonly differed: number
}

async function ask<S extends z.ZodType>(line: PeerLine, peer: string, path: string, form: S): Promise<Result<z.infer<S>>> {
  const answer = await line.send(peer, { method: 'GET', path })
  if (!answer.ok) return answer
  if (answer.value.status !== 200) return refusalIn(answer.value)
  try {
    const read = form.safeParse(JSON.parse(Buffer.from(answer.value.body).toString()))
    return read.success ? ok(read.data) : fail({ code: 'malformed' })
  } catch {
    return fail({ code: 'malformed' })
  }
}

async function digestsThere(line: PeerLine, peer: string, since: string): Promise<Result<Map<string, string>>> {
  const digests = new Map<string, string>()
  let after: string | undefined
  for (let page = 0; page < pageLimit; page += 1) {
    const told = await ask(line, peer, threadsPath(since, after), HeldThreads)
    if (!told.ok) return told
    for (const { thread, digest } of told.value.threads) digests.set(thread, digest)
    if (told.value.next === undefined) return ok(digests)
    after = told.value.next
  }
  return fail({ code: 'too-many' })
}

async function heldThere(line: PeerLine, peer: string, thread: string): Promise<Result<{ messages: HeldMessage[]; receipts: string[] }>> {
  const all: { messages: HeldMessage[]; receipts: string[] } = { messages: [], receipts: [] }
  let from = 0
  for (let page = 0; page < pageLimit; page += 1) {
    const told = await ask(line, peer, threadPath(thread, from), HeldThread)
    if (!told.ok) return told
    all.messages.push(...told.value.messages)
    all.receipts.push(...told.value.receipts)
    if (told.value.next === undefined || told.value.next <= from) return ok(all)
    from = told.value.next
  }
  return fail({ code: 'too-many' })
}

/** Keeps what the peer has signed about messages of ours. @returns the ids of messages about which a receipt of our own proves that we had them */
async function learn(instance: Instance, receipts: readonly string[]): Promise<ReadonlySet<string>> {
  const proved = new Set<string>()
  const own = peerOf(instance.directory(), 'verified')
  for (const text of receipts) {
    const bytes = Buffer.from(text, 'base64url')
    const ours = await readReceipt(bytes, (id) => (id === instance.self ? own : undefined))
    if (!ours.ok) await takeReceipt(instance, bytes)
    else if (ours.value.receipt.event === 'ContentConsignment') proved.add(ours.value.receipt.messageId)
  }
  return proved
}

async function here(instance: Instance, peer: string, thread: string): Promise<readonly HeldMessage[]> {
  return (await heldIn(instance.db, instance.self, peer, [thread])).get(thread) ?? []
}

async function compareThread(instance: Instance, line: PeerLine, peer: string, thread: string): Promise<Result<void>> {
  const there = await heldThere(line, peer, thread)
  if (!there.ok) return there
  const proved = await learn(instance, there.value.receipts)
  const gaps = findGaps(instance.self, await here(instance, peer, thread), there.value.messages)
  const judged = gaps.map((gap) => ({ ...gap, proved: gap.kind === 'lost-there' || (gap.id !== undefined && proved.has(gap.id)) }))
  await recordGaps(instance.db, peer, thread, judged, now(instance))
  return ok(undefined)
}

async function threadsHere({ db }: Instance, peer: string, since: string): Promise<string[]> {
  const threads: string[] = []
  for (let page = 0; page < pageLimit; page += 1) {
    const more = await listThreads(db, peer, { since, after: threads.at(-1), limit: 1000 })
    threads.push(...more)
    if (more.length < 1000) break
  }
  return threads
}

async function compare(instance: Instance, line: PeerLine, peer: string, since: string): Promise<Result<Reconciled>> {
  const there = await digestsThere(line, peer, since)
  if (!there.ok) return there
  const threads = [...new Set([...(await threadsHere(instance, peer, since)), ...there.value.keys()])]
  let differed = 0
  for (const thread of threads) {
    const digest = threadDigest(await here(instance, peer, thread))
    if (digest === there.value.get(thread)) {
      await recordGaps(instance.db, peer, thread, [], now(instance))
      continue
    }
    differed += 1
    const compared = await compareThread(instance, line, peer, thread)
    if (!compared.ok) return compared
  }
  return ok({ threads: threads.length, differed })
}

/**
 * Compares with a peer what each of us holds, thread by thread, and writes down what is missing on either side. Receipts of the
 * peer that had not reached us are kept on the way.
 * @param since threads that moved since then; from the last good comparison on when not given, or from the beginning
 * @returns what was compared; `not-found` when the peer's software does not compare; or why the peer cannot be reached
 */
export async function reconcile(instance: Instance, line: PeerLine, peer: string, since?: string): Promise<Result<Reconciled>> {
  const last = await instance.db.selectFrom('reconciliation').select('good_at').where('peer', '=', peer).executeTakeFirst()
  const good = last?.good_at ?? undefined
  const from = since ?? (good === undefined ? beginning : new Date(Date.parse(good) - overlap).toISOString())
  const at = now(instance)
  const compared = await compare(instance, line, peer, from)
  const problem: ProblemCode | null = compared.ok ? null : compared.problem.code
  if (problem !== 'unknown-peer')
    await recordComparison(instance.db, peer, { at, since: from, threads: compared.ok ? compared.value.threads : 0, problem })
  return compared
}

/** Compares with every verified peer with which that was not done for a day. */
export async function reconcileDue(instance: Instance, line: PeerLine): Promise<void> {
  for (const peer of await listDue(instance.db, new Date(instance.clock().getTime() - 86_400_000).toISOString())) {
    try {
      const compared = await reconcile(instance, line, peer)
      if (!compared.ok) instance.log.info({ peer, problem: compared.problem.code }, 'there was no comparison with peer')
    } catch (error) {
      instance.log.error({ peer, fault: faultOf(error) }, 'the comparison with a peer failed')
    }
  }
}
