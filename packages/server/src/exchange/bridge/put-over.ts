import { fail, ok, type Result } from '@comity/domain/result'
import { deliver } from '@comity/exchange/delivery'
import { carried, storeOf, type Unfinished } from '../delivery.ts'
import { type Instance, now } from '../instance.ts'
import { lineReasonOf } from '../line-reason.ts'
import { type PeerLine, standingOf } from '../peer-line.ts'
import { findPeerRow } from '../peer-store.ts'
import { openCutter, type SealedFileOut, sealedFileOf, volumeOut } from '../sealed-file-out.ts'
import type { OutboxRow } from '../tables.ts'
import type { Bridge, Parcel } from './bridge.ts'
import { beginOver, endOver, noteReach, noteVolume, volumesAt } from './bridge-store.ts'
import { reasonOf } from './tend-bridges.ts'

/** What a volume is longer than its slice: its index with 2,000 digests, and the blocks of the archive. In bytes. */
const volumeHead = 150_000

/** An attempt over a bridge: the message lies there and its receipts are awaited, or it has to be tried again. */
export type PutOver = Unfinished | { readonly waits: true } | undefined

/** Puts messages down at bridges. */
export type PutOverBridge = (row: OutboxRow, lease: string, bridge: Bridge) => Promise<PutOver>

/** The parcels of a sealed file: itself, or its volumes, each cut in the same way whenever it is asked for. */
type Cutter = ReturnType<typeof openCutter>

async function parcelsOf(out: SealedFileOut, limit: number | undefined, cutter: Cutter): Promise<Result<readonly Parcel[]>> {
  if (limit === undefined || out.size <= limit) return ok([{ name: out.name, size: out.size, stream: () => out.stretch(0, out.size) }])
  const cut = await cutter(out, limit - volumeHead)
  if (!cut.ok) return cut
  return ok(
    cut.value.slices.map((_, at) => {
      const { name, size } = volumeOut(out, cut.value, at + 1)
      return { name, size, stream: () => volumeOut(out, cut.value, at + 1).stream }
    }),
  )
}

/**
 * Opens the way of messages over bridges. It is the delivery of the line with another way to announce: the message is sealed
 * by the same code, put down, and ended by its receipts or by its time.
 */
export function openPutOver(instance: Instance, line: PeerLine): PutOverBridge {
  const { db, clock } = instance
  const cutter = openCutter()

  async function putDown(bridge: Bridge, row: OutboxRow): Promise<Result<void>> {
    const parcels = await parcelsOf(await sealedFileOf(instance, row), bridge.limit, cutter)
    if (!parcels.ok) return parcels
    const there = parcels.value.length === 1 ? new Set<string>() : await volumesAt(db, row.id, bridge.name)
    for (const parcel of parcels.value) {
      if (there.has(parcel.name)) continue
      const put = await bridge.put(row.peer, parcel)
      if (!put.ok) return put
      if (parcels.value.length > 1) await noteVolume(db, row.id, bridge.name, parcel.name)
    }
    return ok(undefined)
  }

  return async (row, lease, bridge) => {
    let put: Result<void> | undefined
    await beginOver(db, row.id, row.attempts, bridge.name)
    const store: ReturnType<typeof storeOf> = {
      ...storeOf(instance, line),
      async reach(peer) {
        const standing = standingOf(await findPeerRow(db, peer))
        return standing.ok ? ok(undefined) : standing
      },
      async announce({ row: sealed }) {
        if (Date.parse(sealed.not_after) <= clock().getTime()) return fail({ code: 'try-later' })
        put = await putDown(bridge, sealed)
        if (!put.ok) return put
        await endOver(db, sealed.id, row.attempts, bridge.name, now(instance))
        // What the other side says of it comes back by itself.
        return fail({ code: 'try-later' })
      },
      refresh: async () => false,
    }
    const problem = await deliver(store, carried(row, lease))
    if (put !== undefined && (put.ok || put.problem.code === 'try-later'))
      await noteReach(db, bridge.name, 'out', now(instance), reasonOf(put))
    if (problem === undefined) return undefined
    if (put?.ok === true) return { waits: true }
    const reason = put === undefined ? undefined : lineReasonOf(put.problem)
    return { problem, ...(reason === undefined ? {} : { reason }) }
  }
}
