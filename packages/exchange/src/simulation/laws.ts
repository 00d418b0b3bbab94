import assert from 'node:assert/strict'
import type { Act } from '@comity/domain/request/act'
import type { Authority } from './authority.ts'
import type { OutboxEntry } from './disk.ts'
import type { Tally } from './tally.ts'

/** An act that an officer has done, and for whom. */
export interface Committed {
  readonly from: string
  readonly to: string
  readonly act: Act
}

/** A run that has come to rest. */
export interface Played {
  readonly authorities: ReadonlyMap<string, Authority>
  readonly honest: readonly Authority[]
  readonly committed: ReadonlyMap<string, Committed>
  /** Authorities whose roots have signed two documents that exclude each other. */
  readonly forked: ReadonlySet<string>
  /** A clock has leapt by years, so that messages may have expired by right. */
  readonly leapt: boolean
  readonly tally: Tally
}

/**
 * Checks what must hold when everything has come to rest.
 * @throws naming the law that is broken
 */
export function checkLaws(played: Played): void {
  const { honest, authorities } = played
  for (const one of honest) {
    checkChain(one, played)
    checkPeers(one, played)
    for (const [digest, receipt] of one.disk.kept) {
      const issuer = authorities.get(receipt.by)
      if (issuer?.hostile === false)
        assert.ok(
          issuer.disk.issued.some((issued) => issued.digest === digest),
          `${one.id} holds a receipt that ${receipt.by} has not given`,
        )
    }
    for (const entry of one.disk.outbox.values()) {
      const peer = authorities.get(entry.peer)
      if (peer !== undefined && !peer.hostile) checkEnd(one, entry, peer, played)
    }
  }
  checkThreads(played)
}

function checkPeers({ id, disk }: Authority, { authorities, forked, tally }: Played): void {
  for (const [peer, { directory, contradicted }] of disk.peers) {
    if (contradicted) tally.contradicted += 1
    const author = authorities.get(peer)
    if (author === undefined || author.hostile) continue
    assert.ok(author.disk.published.includes(directory), `${id} follows a document that ${peer} has not published`)
    assert.ok(!contradicted || forked.has(peer), `${id} has suspended ${peer}, which has not contradicted itself`)
  }
}

function checkChain({ id, disk }: Authority, { authorities, committed }: Played): void {
  let previous: string | null = null
  const said = new Set<string>()
  for (const { statement, ...one } of disk.issued) {
    assert.equal(one.previous, previous, `the chain of receipts of ${id} is broken`)
    previous = one.digest
    const words = JSON.stringify({ ...statement, at: '' })
    assert.ok(!said.has(words), `${id} has signed ${statement.event} twice`)
    said.add(words)
  }
  for (const arrived of disk.inbox.values()) {
    if (authorities.get(arrived.peer)?.hostile === true) continue
    const sent = committed.get(arrived.id)
    assert.deepEqual([sent?.from, sent?.to], [arrived.peer, id], `${id} has taken in what ${arrived.peer} has not sent there`)
  }
}

function checkEnd(
  one: Authority,
  { id, act, end, form, lastProblem }: OutboxEntry,
  peer: Authority,
  { leapt, forked, tally }: Played,
): void {
  if (end === null && leapt) return
  assert.ok(end !== null, `${act.type} of ${one.id} was neither handed over nor given up (${lastProblem ?? 'no problem'})`)
  const effects = peer.disk.applied.filter((applied) => applied.act.id === id).length
  const theirs = [...one.disk.kept.values()].filter(({ messageId }) => messageId === id)
  if (end.standing === 'consigned') {
    assert.equal(effects, 1, `${act.type} of ${one.id} is said to be consigned and is not`)
    assert.ok(theirs.some(({ event }) => event === 'ContentConsignment'))
    return
  }
  tally.failed += 1
  assert.ok(leapt || forked.has(one.id), `${act.type} of ${one.id} was given up: ${end.problem} after ${lastProblem ?? 'nothing'}`)
  const ours = one.disk.issued.some(({ statement }) => statement.message === id && statement.event === 'RelayFailure')
  assert.ok(ours || theirs.length > 0 || form === null, `${act.type} of ${one.id} was given up without evidence`)
}

function checkThreads({ honest, authorities }: Played): void {
  for (const one of honest) {
    for (const request of one.disk.requests.values()) {
      const peer = authorities.get(`${request.counterpart}/central`)
      if (peer === undefined || peer.hostile) continue
      const gone = [one, peer].some(({ disk }) =>
        [...disk.outbox.values()].some(({ thread, end }) => thread === request.id && end?.standing === 'failed'),
      )
      const theirs = peer.disk.requests.get(request.id)
      if (gone || (theirs === undefined && request.acts.length === 0)) continue
      assert.deepEqual(theirs?.acts, request.acts, `the thread of ${one.id} and ${peer.id} has not converged`)
      assert.deepEqual([request.held, theirs?.held], [[], []])
    }
  }
}
