import type { ProblemCode } from '@comity/domain/problem'
import type { Result } from '@comity/domain/result'
import { digestOf } from './digest.ts'
import type { OpenedEnvelope } from './envelope.ts'

/** A message as it is announced. */
export interface Announcement {
  /** The id under which it is brought. */
  readonly id: string
  readonly envelope: Uint8Array
  /** The peers whose certificate the connection bears. */
  readonly clients: readonly string[]
  /** By which way it came, where that is not the line. */
  readonly way?: string
}

/** What is answered: receipts that stand, parts that are wanted, or why not. */
export interface Announced {
  readonly receipts: readonly Uint8Array[]
  readonly missing: readonly string[]
  readonly problem?: ProblemCode
  /** Whether the message has come to its end. */
  readonly settled: boolean
}

/** Where messages arrive. */
export interface Inbox {
  announce(announcement: Announcement): Promise<Announced>
}

/** A message on record, as far as the inbox decides by it. */
export interface ArrivedMessage {
  readonly peer: string
  readonly id: string
  readonly digest: string
  readonly standing: 'receiving' | 'accepted' | 'refused'
  readonly problem: ProblemCode | null
}

/** A message that is turned away. */
export interface Refused {
  /** Whose message it is; or on whose connection it came, or `unknown`, when that is not proved. */
  readonly peer: string
  readonly id: string
  readonly digest: string
  readonly problem: ProblemCode
}

/** What the inbox needs of the instance around it. Each method is whole or did nothing, whenever the process dies. */
export interface InboxStore<M extends ArrivedMessage> {
  /** Opens an envelope by what is known of peers at this moment. */
  open(envelope: Uint8Array): Promise<Result<OpenedEnvelope>>
  /** Fetches the directory documents that follow the one that is held. @returns whether there was one */
  refresh(peer: string): Promise<boolean>
  find(peer: string, id: string): Promise<M | undefined>
  /** Whether the id belongs to another message: one of ours, or of another peer. */
  isForeign(peer: string, id: string): Promise<boolean>
  /** How many messages of a peer wait for their parts, and how many bytes those have. */
  measure(peer: string): Promise<{ readonly messages: number; readonly bytes: number }>
  /** Names of the parts that are not here whole. */
  listMissing(message: M): Promise<readonly string[]>
  /** Enters a message, its parts and a RelayAcceptance, unless its id has become known. */
  admit(opened: OpenedEnvelope, announcement: Announcement): Promise<void>
  /** Opens a message of which every part is here; see `acceptance.ts`. */
  accept(message: M): Promise<Result<void>>
  /** The receipts that were given about exactly this message, in their order. */
  listReceipts(message: M): Promise<readonly Uint8Array[]>
  /** Keeps a message whose author is proved, and signs its refusal, once. */
  refuseSigned(refused: Refused, envelope: Uint8Array): Promise<Uint8Array>
  /** Keeps the digest of a message whose author nobody can prove. */
  refuseUnsigned(refused: Refused): Promise<void>
  /** A peer is there again: what waits for it need not wait out its pause. */
  heardFrom(peer: string): Promise<void>
  /** Refusals of a peer are no longer written down in this minute. */
  flooded(peer: string): void
  /** Milliseconds since 1970. */
  now(): number
}

/** What one peer may have under way to us at once: messages, and bytes of their parts. */
const receivingLimit = { messages: 1000, bytes: 100 * 1024 ** 3 }
/** Refusals that are written down in a minute for each peer, and for all strangers together: each costs us a row and a place in the log. */
const refusalsPerMinute = 60

const tooMany: Announced = { receipts: [], missing: [], problem: 'too-many', settled: false }

/** Opens the inbox over a store. What it decides is the profile's: docs/exchange.md, sections 5 and 6. */
export function openInbox<M extends ArrivedMessage>(store: InboxStore<M>): Inbox {
  /** Messages being opened in this process, so that sixteen who bring the same one wait for one opening. */
  const opening = new Map<string, Promise<Announced>>()
  let refusals = { minute: 0, counts: new Map<string, number>() }

  async function openWithNewest(envelope: Uint8Array, clients: readonly string[]): Promise<Result<OpenedEnvelope>> {
    const opened = await store.open(envelope)
    if (opened.ok || opened.problem.code !== 'stale-directory') return opened
    const from = String(opened.problem.values?.['from'])
    return clients.includes(from) && (await store.refresh(from)) ? store.open(envelope) : opened
  }

  function mayWriteDown(peer: string): boolean {
    const minute = Math.floor(store.now() / 60_000)
    if (refusals.minute !== minute) refusals = { minute, counts: new Map() }
    const count = (refusals.counts.get(peer) ?? 0) + 1
    refusals.counts.set(peer, count)
    if (count === refusalsPerMinute) store.flooded(peer)
    return count <= refusalsPerMinute
  }

  async function refuseStranger({ id, envelope, clients }: Announcement, problem: ProblemCode): Promise<Announced> {
    const peer = clients[0] ?? 'unknown'
    if (!mayWriteDown(peer)) return tooMany
    await store.refuseUnsigned({ peer, id, digest: digestOf(envelope), problem })
    return { receipts: [], missing: [], problem, settled: false }
  }

  async function refuse({ id, envelope }: Announcement, from: string, problem: ProblemCode): Promise<Announced> {
    if (!mayWriteDown(from)) return tooMany
    const receipt = await store.refuseSigned({ peer: from, id, digest: digestOf(envelope), problem }, envelope)
    return { receipts: [receipt], missing: [], problem, settled: true }
  }

  async function answerFrom(message: M): Promise<Announced> {
    const { standing, problem } = message
    const receipts = await store.listReceipts(message)
    return { receipts, missing: [], settled: standing !== 'receiving', ...(problem === null ? {} : { problem }) }
  }

  async function complete(message: M): Promise<Announced> {
    const outcome = await store.accept(message)
    const answer = await answerFrom((await store.find(message.peer, message.id)) ?? message)
    return outcome.ok || answer.settled ? answer : { ...answer, problem: outcome.problem.code }
  }

  /** Goes on with a message that is known: names what is missing, or opens it when nothing is. */
  async function proceed(message: M): Promise<Announced> {
    if (message.standing !== 'receiving') return answerFrom(message)
    const missing = await store.listMissing(message)
    if (missing.length > 0) return { ...(await answerFrom(message)), missing }
    const key = `${message.peer} ${message.id}`
    const running = opening.get(key) ?? complete(message).finally(() => opening.delete(key))
    opening.set(key, running)
    return running
  }

  async function admit(announcement: Announcement, opened: OpenedEnvelope): Promise<Announced> {
    const { from, id, parts } = opened.manifest
    if (await store.isForeign(from, id)) return refuse(announcement, from, 'id-reuse')
    const under = await store.measure(from)
    const bytes = parts.reduce((sum, part) => sum + part.ctLen, under.bytes)
    if (under.messages >= receivingLimit.messages || bytes > receivingLimit.bytes) return tooMany
    await store.admit(opened, announcement)
    return resume(announcement, from)
  }

  /** Answers for a message whose id is on record. */
  async function resume(announcement: Announcement, from: string): Promise<Announced> {
    const message = await store.find(from, announcement.id)
    if (message === undefined) throw new Error('a message was entered and is not there')
    return message.digest === digestOf(announcement.envelope) ? proceed(message) : refuse(announcement, from, 'id-reuse')
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
        const known = await store.find(from, id)
        // What was settled in its time stays so, however late it comes again.
        if (known?.digest === digestOf(envelope) && known.standing !== 'receiving') return answerFrom(known)
        return refuse(announcement, from, code)
      }
      const { manifest } = opened.value
      if (manifest.id !== id) return refuseStranger(announcement, 'malformed')
      // Signed by one authority and brought by another: its author is not refused for that, its bearer is.
      if (!clients.includes(manifest.from)) return refuseStranger(announcement, 'unknown-peer')
      await store.heardFrom(manifest.from)
      const known = await store.find(manifest.from, id)
      return known === undefined ? admit(announcement, opened.value) : resume(announcement, manifest.from)
    },
  }
}
