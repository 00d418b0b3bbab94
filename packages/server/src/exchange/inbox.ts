import type { ProblemCode } from '@comity/domain/problem'
import { digestOf } from '@comity/exchange/digest'
import { type OpenedEnvelope, openEnvelope } from '@comity/exchange/envelope'
import { accept, type ApplyAct } from './acceptance.ts'
import { addArrived, measureReceiving, findArrived, isForeignId, listParts } from './inbox-store.ts'
import { type Instance, now } from './instance.ts'
import { releaseSilent } from './outbox-store.ts'
import type { PartStore } from './part-store.ts'
import type { PeerLine } from './peer-line.ts'
import { peerFinder } from './peer-store.ts'
import { issueReceipt, listIssued } from './receipt-store.ts'
import { refuseSigned, refuseUnsigned } from './refusal.ts'
import type { InboxRow } from './tables.ts'

/** A message as it is announced. */
export interface Announcement {
  /** The id under which it is brought. */
  readonly id: string
  readonly envelope: Buffer
  /** The peers whose certificate the connection bears. */
  readonly clients: readonly string[]
}

/** What is answered: receipts that stand, parts that are wanted, or why not. */
export interface Announced {
  readonly receipts: readonly Buffer[]
  readonly missing: readonly string[]
  readonly problem?: ProblemCode
  /** Whether the message has come to its end. */
  readonly settled: boolean
}

/** Where messages arrive. */
export interface Inbox {
  announce(announcement: Announcement): Promise<Announced>
}

/** What one peer may have under way to us at once: messages, and bytes of their parts. */
const receivingLimit = { messages: 1000, bytes: 100 * 1024 ** 3 }
/** Refusals that are written down in a minute for each peer, and for all strangers together: each costs us a row and a place in the log. */
const refusalsPerMinute = 60

const tooMany: Announced = { receipts: [], missing: [], problem: 'too-many', settled: false }

/** Opens the inbox. */
export function openInbox(instance: Instance, line: PeerLine, parts: PartStore, applyAct: ApplyAct): Inbox {
  const { db, self, keys, log } = instance
  /** Messages being opened in this process, so that sixteen who bring the same one wait for one opening. */
  const opening = new Map<string, Promise<Announced>>()
  let refusals = { minute: 0, counts: new Map<string, number>() }

  function open(envelope: Buffer) {
    return openEnvelope(envelope, { self, keys, findPeer: peerFinder(db), now: now(instance) })
  }

  async function openWithNewest(envelope: Buffer, clients: readonly string[]) {
    const opened = await open(envelope)
    if (opened.ok || opened.problem.code !== 'stale-directory') return opened
    const from = String(opened.problem.values?.['from'])
    return clients.includes(from) && (await line.refresh(from)) ? open(envelope) : opened
  }

  function mayWriteDown(peer: string): boolean {
    const minute = Math.floor(instance.clock().getTime() / 60_000)
    if (refusals.minute !== minute) refusals = { minute, counts: new Map() }
    const count = (refusals.counts.get(peer) ?? 0) + 1
    refusals.counts.set(peer, count)
    if (count === refusalsPerMinute) log.warn({ peer }, 'refusals are no longer written down in this minute')
    return count <= refusalsPerMinute
  }

  async function refuseStranger({ id, envelope, clients }: Announcement, problem: ProblemCode): Promise<Announced> {
    const peer = clients[0] ?? 'unknown'
    if (!mayWriteDown(peer)) return tooMany
    await refuseUnsigned(instance, { peer, id, digest: digestOf(envelope), problem })
    return { receipts: [], missing: [], problem, settled: false }
  }

  async function refuse(announcement: Announcement, from: string, problem: ProblemCode): Promise<Announced> {
    if (!mayWriteDown(from)) return tooMany
    const { id, envelope } = announcement
    const receipt = await refuseSigned(instance, { peer: from, id, digest: digestOf(envelope), problem }, envelope)
    return { receipts: [receipt], missing: [], problem, settled: true }
  }

  async function answerFrom(row: InboxRow): Promise<Announced> {
    const receipts = await listIssued(db, self, { peer: row.peer, direction: 'in', message: row.id, digest: row.digest })
    return { receipts, missing: [], settled: row.standing !== 'receiving', ...(row.problem === null ? {} : { problem: row.problem }) }
  }

  async function complete(row: InboxRow): Promise<Announced> {
    const outcome = await accept(instance, parts, row, applyAct)
    const current = (await findArrived(db, row.peer, row.id)) ?? row
    const answer = await answerFrom(current)
    return outcome.ok || answer.settled ? answer : { ...answer, problem: outcome.problem.code }
  }

  /** Goes on with a message that is known: names what is missing, or opens it when nothing is. */
  async function proceed(row: InboxRow): Promise<Announced> {
    if (row.standing !== 'receiving') return answerFrom(row)
    const missing: string[] = []
    for (const part of await listParts(db, row)) if ((await parts.arrived(row.peer, part)) < part.ctLen) missing.push(part.ct256)
    if (missing.length > 0) return { ...(await answerFrom(row)), missing }
    const key = `${row.peer} ${row.id}`
    const running = opening.get(key) ?? complete(row).finally(() => opening.delete(key))
    opening.set(key, running)
    return running
  }

  async function admit(announcement: Announcement, opened: OpenedEnvelope): Promise<Announced> {
    const { manifest, digest } = opened
    const { from, id } = manifest
    if (await isForeignId(db, from, id)) return refuse(announcement, from, 'id-reuse')
    const under = await measureReceiving(db, from)
    const bytes = manifest.parts.reduce((sum, part) => sum + part.ctLen, under.bytes)
    if (under.messages >= receivingLimit.messages || bytes > receivingLimit.bytes) return tooMany
    const at = now(instance)
    await db.transaction().execute(async (trx) => {
      const added = await addArrived(trx, opened, announcement.envelope, at)
      if (added) await issueReceipt(trx, instance, { peer: from, direction: 'in', message: id, digest, event: 'RelayAcceptance', at })
    })
    return resume(announcement, from)
  }

  /** Answers for a message whose id is on record. */
  async function resume(announcement: Announcement, from: string): Promise<Announced> {
    const row = await findArrived(db, from, announcement.id)
    if (row === undefined) throw new Error('a message was entered and is not there')
    return row.digest === digestOf(announcement.envelope) ? proceed(row) : refuse(announcement, from, 'id-reuse')
  }

  return {
    async announce(announcement) {
      const { id, envelope, clients } = announcement
      const opened = await openWithNewest(envelope, clients)
      if (!opened.ok) {
        const { code, values } = opened.problem
        const from = String(values?.['from'])
        const proved = values?.['messageId'] === id && clients.includes(from)
        if (!proved) return refuseStranger(announcement, code)
        const known = await findArrived(db, from, id)
        // What was settled in its time stays so, however late it comes again.
        if (known?.digest === digestOf(envelope) && known.standing !== 'receiving') return answerFrom(known)
        return refuse(announcement, from, code)
      }
      const { manifest } = opened.value
      if (manifest.id !== id) return refuseStranger(announcement, 'malformed')
      // Signed by one authority and brought by another: its author is not refused for that, its bearer is.
      if (!clients.includes(manifest.from)) return refuseStranger(announcement, 'unknown-peer')
      // It is there again: what waits for it need not wait out its pause.
      await releaseSilent(db, manifest.from, now(instance))
      const known = await findArrived(db, manifest.from, id)
      return known === undefined ? admit(announcement, opened.value) : resume(announcement, manifest.from)
    },
  }
}
