import { deliverOver, type Unfinished } from '../delivery.ts'
import type { Instance } from '../instance.ts'
import type { PeerLine } from '../peer-line.ts'
import type { OutboxRow } from '../tables.ts'
import { lastPut } from './bridge-store.ts'
import type { Bridges, Route } from './open-bridges.ts'
import { openPutOver } from './put-over.ts'

/** How long HTTPS rests after a bridge was used beside it. In milliseconds. */
const restBeside = 10 * 60_000

/** What came of an attempt: nothing more to do, to be tried again, or that it lies at a bridge until then. */
export type Carried = Unfinished | { readonly waitsUntil: string } | undefined

/** Makes one attempt at a message under a lease, by the way that its peer is reached. */
export type Carry = (row: OutboxRow, lease: string) => Promise<Carried>

/** Whether HTTPS is tried this time: always first where both ways are open, and again while the bridge has the message. */
async function goesByLine({ db, clock }: Instance, { bridge, after, again }: Route, row: OutboxRow): Promise<boolean> {
  if (after === undefined) return false
  const moment = clock().getTime()
  if (moment - Date.parse(row.created_at) < after) return true
  const put = await lastPut(db, row.id, bridge.name)
  return put !== undefined && moment - Date.parse(put) < again
}

/** Opens the ways out: HTTPS, and the bridges that the operator has named. */
export function openCarriage(instance: Instance, line: PeerLine, { routeOf }: Bridges): Carry {
  const putOver = openPutOver(instance, line)
  return async (row, lease) => {
    const route = routeOf(row.peer)
    if (route === undefined || (await goesByLine(instance, route, row))) return deliverOver(instance, line, row, lease)
    const put = await putOver(row, lease, route.bridge)
    if (put === undefined || 'problem' in put) return put
    const pause = route.after === undefined ? route.again : restBeside
    return { waitsUntil: new Date(instance.clock().getTime() + pause).toISOString() }
  }
}
