import { writeAddCheckpoint } from '@comity/exchange/audit/add-checkpoint'
import { listCosignatures, witnessName } from '@comity/exchange/audit/cosignature'
import type { Hash } from '@comity/exchange/audit/tree'
import { signingKeysAt } from '@comity/exchange/directory-document'
import type { Answer } from './egress.ts'
import { faultOf } from './fault.ts'
import { type Instance, now } from './instance.ts'
import type { PeerLine } from './peer-line.ts'
import { findPeerRow, listPeerRows } from './peer-store.ts'
import { checkpointPath } from './wire.ts'
import { findWitnessSize, keepCosigned, keepFault } from './witness-store.ts'

/** Our own audit log, as witnesses are asked about it. */
export interface OwnLog {
  /** The newest checkpoint, a signed note. */
  head(): Promise<{ readonly size: number; readonly note: string } | undefined>
  /** The proof that the log of the second size goes on from that of the first. RFC 6962 section 2.1.2. */
  prove(from: number, to: number): Promise<readonly Hash[]>
}

/** What came of asking: also that the peer's software does not cosign, or does not know our key yet, or cannot be reached. */
export type Asked = 'cosigned' | 'nothing-new' | 'longer' | 'other' | 'not-now'

function sizeIn({ headers, body }: Answer): number | undefined {
  if (headers['content-type'] !== 'text/x.tlog.size') return undefined
  const text = Buffer.from(body).toString()
  return /^(?:0|[1-9]\d{0,15})\n$/u.test(text) ? Number(text) : undefined
}

async function ask(line: PeerLine, log: OwnLog, peer: string, head: { readonly size: number; readonly note: string }, old: number) {
  const proof = old === 0 || old === head.size ? [] : await log.prove(old, head.size)
  const body = Buffer.from(writeAddCheckpoint({ old, proof, note: head.note }))
  return line.send(peer, { method: 'POST', path: checkpointPath, headers: { 'content-type': 'text/plain; charset=utf-8' }, body })
}

/** The line of the peer's answer that is its cosignature under our checkpoint. */
async function cosigned({ db }: Instance, peer: string, note: string, answer: Answer, at: string): Promise<string | undefined> {
  const row = await findPeerRow(db, peer)
  if (row === undefined) return undefined
  const keys = [...signingKeysAt(row.document, at).values()].map(({ x }) => ({ name: witnessName(peer), x }))
  const lines = Buffer.from(answer.body).toString().split('\n').slice(0, 16)
  return lines.map((line) => `${line}\n`).find((line) => listCosignatures(note + line, keys).length === 1)
}

/**
 * Asks a peer to cosign the newest checkpoint of our audit log, and keeps what it answers. A peer that knows a longer log of ours, or
 * another, says that entries were lost here or changed.
 */
export async function askWitness(instance: Instance, line: PeerLine, log: OwnLog, peer: string): Promise<Asked> {
  const head = await log.head()
  const known = await findWitnessSize(instance.db, peer)
  if (head === undefined || head.size === known) return 'nothing-new'
  let answer = await ask(line, log, peer, head, known < head.size ? known : head.size)
  const theirs = answer.ok && answer.value.status === 409 ? sizeIn(answer.value) : undefined
  const at = now(instance)
  if (theirs !== undefined) {
    if (theirs > head.size) {
      await keepFault(instance.db, peer, 'longer', at)
      return 'longer'
    }
    answer = await ask(line, log, peer, head, theirs)
  }
  if (!answer.ok) return 'not-now'
  if (answer.value.status === 422) {
    await keepFault(instance.db, peer, 'other', at)
    return 'other'
  }
  const found = answer.value.status === 200 ? await cosigned(instance, peer, head.note, answer.value, at) : undefined
  if (found === undefined) return 'not-now'
  await keepCosigned(instance.db, peer, head.size, head.note + found, at)
  return 'cosigned'
}

/** Asks every peer with which we exchange. */
export async function askWitnesses(instance: Instance, line: PeerLine, log: OwnLog): Promise<void> {
  for (const { id, standing } of await listPeerRows(instance.db)) {
    if (standing !== 'active') continue
    try {
      const asked = await askWitness(instance, line, log, id)
      if (asked === 'longer' || asked === 'other') instance.log.error({ peer: id, found: asked }, 'a peer knows our audit log otherwise')
    } catch (error) {
      instance.log.error({ peer: id, fault: faultOf(error) }, 'a peer could not be asked to cosign')
    }
  }
}
