import { fail, ok, type Result } from '@comity/domain/result'
import { signedFor } from './call-signer.ts'
import type { Answer, Egress, Outbound } from './egress.ts'
import { type Instance, now } from './instance.ts'
import { noteContact } from './peer-history-store.ts'
import { findPeerRow } from './peer-store.ts'
import { renew } from './peers.ts'
import type { PeerRow } from './tables.ts'
import { directoryPath } from './wire.ts'

/** A peer's document is followed by its next one when it is this near its end. In milliseconds. */
const ageing = 45 * 86_400_000
/** How many versions are fetched in a row. */
const chainLimit = 50

/** The connection to peers. Everything that leaves this instance goes through it. */
export interface PeerLine {
  /**
   * Sends to a peer, if it is verified at this very moment.
   * @returns its answer; or `unknown-peer`, `peer-not-verified`, `peer-suspended`, with nothing sent; or `try-later`
   */
  send(peer: string, outbound: Outbound): Promise<Result<Answer>>
  /**
   * Fetches the directory documents that follow the one we hold of a peer.
   * @returns whether there was one
   */
  refresh(peer: string): Promise<boolean>
  /** The same, where the document that we hold is ageing. */
  refreshIfAgeing(row: PeerRow): Promise<void>
}

/** Whether a peer may be dealt with now. */
export function standingOf(row: PeerRow | undefined): Result<PeerRow> {
  if (row === undefined) return fail({ code: 'unknown-peer' })
  if (row.standing === 'active') return ok(row)
  return fail({ code: row.standing === 'proposed' || row.standing === 'verified' ? 'peer-not-verified' : 'peer-suspended' })
}

/** Opens the line. */
export function openPeerLine(instance: Instance, egress: Egress): PeerLine {
  const { db, log } = instance
  /** The address that answered last, of those a peer names. */
  const turn = new Map<string, number>()
  /** Peers whose document is being fetched, so that many messages wait for one answer. */
  const refreshing = new Map<string, Promise<boolean>>()

  /** When each peer was last noted to have answered. */
  const noted = new Map<string, number>()

  /** Notes that a peer answered, once a minute at most: a large message has many answers. */
  async function heard(peer: string): Promise<void> {
    const moment = instance.clock().getTime()
    if (Math.abs(moment - (noted.get(peer) ?? 0)) < 60_000) return
    noted.set(peer, moment)
    await noteContact(db, peer, now(instance))
  }

  async function fetchNewer(peer: string): Promise<boolean> {
    let renewed = false
    for (let count = 0; count < chainLimit; count += 1) {
      const row = await findPeerRow(db, peer)
      if (row === undefined) return renewed
      const answer = await line.send(peer, { method: 'GET', path: directoryPath(row.version + 1) })
      if (!answer.ok || answer.value.status !== 200) return renewed
      const followed = await db.transaction().execute((trx) => renew(trx, answer.value.body, peer, now(instance)))
      if (!followed) return renewed
      renewed = true
      log.info({ peer, version: row.version + 1 }, 'directory document of peer renewed')
    }
    return renewed
  }

  /** How far each peer's clock is ahead of ours, as it has said when it refused a call for its time. In milliseconds. */
  const ahead = new Map<string, number>()

  /** Learns from a refusal how the peer is to be called. @returns whether there is reason to call again */
  async function learn(peer: string, { status, headers }: Answer): Promise<boolean> {
    const { 'comity-reason': reason, 'comity-time': time } = headers
    if (status !== 401) return false
    if (reason === 'missing') return line.refresh(peer)
    const theirs = typeof time === 'string' ? Date.parse(time) : Number.NaN
    if (reason !== 'clock' || Number.isNaN(theirs)) return false
    ahead.set(peer, theirs - instance.clock().getTime())
    return true
  }

  async function send(peer: string, outbound: Outbound): Promise<Result<Answer>> {
    const standing = standingOf(await findPeerRow(db, peer))
    if (!standing.ok) return standing
    const { document, certificates } = standing.value
    const place = turn.get(peer) ?? 0
    const endpoint = document.endpoints[place % Math.max(document.endpoints.length, 1)]
    if (endpoint === undefined) return fail({ code: 'try-later', values: { reason: 'no endpoint' } })
    const signed = await signedFor(instance, outbound, standing.value, ahead.get(peer) ?? 0)
    const answer = await egress.send({ url: endpoint.url.replace(/(\/x\/v1)?\/*$/u, ''), certificates }, signed)
    if (!answer.ok) {
      turn.set(peer, place + 1)
      log.warn({ peer, reason: answer.problem.values?.['reason'] }, 'no answer from peer')
      return answer
    }
    await heard(peer)
    return answer
  }

  const line: PeerLine = {
    async send(peer, outbound) {
      const answer = await send(peer, outbound)
      return answer.ok && (await learn(peer, answer.value)) ? send(peer, outbound) : answer
    },
    refresh(peer) {
      const running = refreshing.get(peer) ?? fetchNewer(peer).finally(() => refreshing.delete(peer))
      refreshing.set(peer, running)
      return running
    },
    async refreshIfAgeing(row) {
      if (Date.parse(row.document.expires) - instance.clock().getTime() < ageing) await line.refresh(row.id)
    },
  }
  return line
}
