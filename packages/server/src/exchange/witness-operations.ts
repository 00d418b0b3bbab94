import type { Witness, WitnessedLog } from '@comity/contract/witness'
import { fail, ok } from '@comity/domain/result'
import { witnessName } from '@comity/exchange/audit/cosignature'
import { describeNoteKey } from '@comity/exchange/audit/signed-note'
import { signingKeysAt } from '@comity/exchange/directory-document'
import { actorOf } from '../platform/actor-of.ts'
import type { Handlers } from '../platform/dispatch.ts'
import { askWitnesses, type OwnLog } from './ask-witness.ts'
import { type Instance, now } from './instance.ts'
import type { PeerLine } from './peer-line.ts'
import { listPeerRows } from './peer-store.ts'
import { listContradictions, listWitnessed, listWitnesses, settleContradiction } from './witness-store.ts'

/** The operations on cosignatures of audit logs, ours and the peers'. */
export type WitnessHandlers = Pick<Handlers, 'listWitnesses' | 'askForCosignatures' | 'settleContradiction'>

interface Parts {
  readonly instance: Instance
  readonly line: () => PeerLine
  readonly ownLog: OwnLog | undefined
}

async function ours(instance: Instance): Promise<Witness[]> {
  const peers = await listPeerRows(instance.db)
  return (await listWitnesses(instance.db)).map(({ peer, size, note, at, fault, fault_at }) => {
    const document = peers.find(({ id }) => id === peer)?.document
    const [key] = document === undefined ? [] : signingKeysAt(document, now(instance)).values()
    return {
      peer,
      size,
      ...(key === undefined ? {} : { key: describeNoteKey({ name: witnessName(peer), x: key.x }, 'cosignature') }),
      ...(at === null ? {} : { at }),
      ...(note === null ? {} : { note }),
      ...(fault === null || fault_at === null ? {} : { fault, faultAt: fault_at }),
    }
  })
}

async function theirs({ db }: Instance): Promise<WitnessedLog[]> {
  const open = await listContradictions(db)
  const logs: WitnessedLog[] = (await listWitnessed(db)).map(({ peer, size, note, at }) => ({ peer, size, note, at }))
  return logs.map((log) => {
    const found = open.find(({ peer }) => peer === log.peer)
    return found === undefined ? log : { ...log, contradiction: { at: found.at, before: found.before, after: found.after } }
  })
}

/** Handlers of these operations. */
export function witnessHandlers({ instance, line, ownLog }: Parts): WitnessHandlers {
  return {
    async listWitnesses() {
      return ok({ ours: await ours(instance), theirs: await theirs(instance) })
    },
    async askForCosignatures(_, call) {
      if (ownLog !== undefined) await askWitnesses(instance, line(), ownLog)
      const found = await ours(instance)
      return call.transact(undefined, async () => ok({ ours: found }))
    },
    async settleContradiction({ params, body }, call) {
      const peer = params.peer.replace('~', '/')
      const settled = { by: actorOf(call).id, reason: body.reason, at: call.now }
      return call.transact(peer, async (trx) => ((await settleContradiction(trx, peer, settled)) ? ok({}) : fail({ code: 'not-found' })))
    },
  }
}
