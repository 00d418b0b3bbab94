import { mayTry } from '@comity/domain/account/may'
import { alarmActions, alarmsOf } from '@comity/domain/exchange/alarm'
import { fail, ok } from '@comity/domain/result'
import { actorOf } from '../platform/actor-of.ts'
import type { Handlers } from '../platform/dispatch.ts'
import { type MachineFacts, readAlarmFacts } from './alarm-facts.ts'
import type { Bridges } from './bridge/open-bridges.ts'
import { waysTo } from './bridge/ways-to.ts'
import type { Instance } from './instance.ts'
import { findPeerHistory } from './peer-history.ts'

/** The operations that watch over the exchange: alarms, and what became of a peer. */
export type AlarmHandlers = Pick<Handlers, 'listAlarms' | 'getPeerHistory'>

/** Handlers of these operations; each alarm is told to those who may do what it asks for. */
export function alarmHandlers(
  { db, directory }: Pick<Instance, 'db' | 'directory'>,
  bridges: Bridges,
  machine: () => Promise<MachineFacts>,
): AlarmHandlers {
  return {
    async getPeerHistory({ params }) {
      const peer = params.peer.replace('~', '/')
      const history = await findPeerHistory(db, peer, await waysTo(db, bridges, peer))
      return history === undefined ? fail({ code: 'not-found' }) : ok(history)
    },
    async listAlarms(_, call) {
      const actor = actorOf(call)
      const alarms = alarmsOf(await readAlarmFacts(db, directory().document, call.now, await machine()))
      return ok({ items: alarms.filter(({ kind }) => mayTry(actor, alarmActions[kind])) })
    },
  }
}
