import type { GapEntry } from '@comity/contract/reconciliation'
import { ok } from '@comity/domain/result'
import type { Handlers } from '../platform/dispatch.ts'
import { onBehalfOf } from '../platform/on-behalf.ts'
import type { Instance } from './instance.ts'
import type { PeerLine } from './peer-line.ts'
import { reconcile } from './reconcile.ts'
import { listComparisons, listOpenGaps } from './reconciliation-store.ts'

/** Most gaps that are shown. */
const shown = 1000

/** The operations on what each side holds. */
export type ReconciliationHandlers = Pick<Handlers, 'listGaps' | 'reconcilePeer'>

async function gapsIn({ db }: Instance): Promise<GapEntry[]> {
  const rows = await listOpenGaps(db, shown)
  return rows.map(({ peer, thread, author, seq, kind, message, proved, found_at }) => ({
    peer,
    thread,
    author,
    seq,
    kind,
    proved,
    foundAt: found_at,
    ...(message === null ? {} : { message }),
  }))
}

/** Handlers of the operations on what each side holds. */
export function reconciliationHandlers(instance: Instance, line: () => PeerLine): ReconciliationHandlers {
  return {
    async listGaps() {
      const rows = await listComparisons(instance.db)
      const comparisons = rows.map(({ peer, at, threads, problem }) => ({ peer, at, threads, ...(problem === null ? {} : { problem }) }))
      return ok({ comparisons, items: await gapsIn(instance) })
    },
    async reconcilePeer({ params }, call) {
      const peer = params.peer.replace('~', '/')
      // The other side is told of every thread, whoever asks.
      const compared = await onBehalfOf('exchange', () => reconcile(instance, line(), peer))
      if (!compared.ok) return compared
      const gaps = (await gapsIn(instance)).filter((gap) => gap.peer === peer)
      return call.transact(peer, async () => ok({ ...compared.value, gaps }))
    },
  }
}
