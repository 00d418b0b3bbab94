import { randomUUID } from 'node:crypto'
import type { Result } from '@comity/domain/result'
import { faultOf } from '../fault.ts'
import { now } from '../instance.ts'
import type { Intake } from '../sealed-file-in.ts'
import { arrive } from './arrive.ts'
import type { Verdict } from './bridge.ts'
import { claimBridge, countArrived, holdBridge, noteReach } from './bridge-store.ts'
import { giveBack } from './give-back.ts'
import type { Bridges, OpenBridge } from './open-bridges.ts'

/** How long a bridge is ours before others may think us dead; renewed at a quarter of it. In milliseconds. */
const leaseLength = 60_000

/** Looks into the bridges until it is stopped. */
export interface Tender {
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>
}

/** Why a bridge was not reached, in a closed list of words. @returns undefined when it was */
export function reasonOf(reached: Result<unknown>): string | undefined {
  return reached.ok ? undefined : String(reached.problem.values?.['reason'] ?? 'no-connection')
}

/** One look into a bridge: what arrived is taken in, and the receipts that are owed go back. */
async function tendOnce(intake: Intake, open: OpenBridge): Promise<void> {
  const { instance } = intake
  const { db, clock } = instance
  const { bridge } = open
  const lease = randomUUID()
  const later = (): string => new Date(clock().getTime() + leaseLength).toISOString()
  const note = async (end: 'in' | 'out', since: string | null, reached: Result<unknown>): Promise<void> => {
    const reason = reasonOf(reached)
    if (reason !== undefined && since === null) instance.log.warn({ bridge: bridge.name, end, reason }, 'bridge cannot be reached')
    await noteReach(db, bridge.name, end, now(instance), reason)
  }
  const row = await claimBridge(db, bridge.name, lease, now(instance), later())
  if (row === undefined) return
  const renewal = setInterval(() => void holdBridge(db, bridge.name, lease, later()).catch(() => undefined), leaseLength / 4)
  try {
    const take = async (stream: AsyncIterable<Uint8Array>): Promise<Verdict> => {
      const verdict = await arrive(intake, bridge, stream)
      await countArrived(db, bridge.name, { taken: verdict === 'taken' ? 1 : 0, setAside: verdict === 'set-aside' ? 1 : 0 })
      return verdict
    }
    const collected = await bridge.collect(take, row.cursor ?? undefined)
    if (collected.ok) await countArrived(db, bridge.name, collected.value)
    await note('in', row.in_failing_since, collected)
    const owed = await giveBack(instance, open)
    // Nothing may be left to put down once the bridge is there again.
    const given = owed.ok && row.out_failing_since !== null ? await bridge.probe() : owed
    if (!given.ok || row.out_failing_since !== null) await note('out', row.out_failing_since, given)
  } finally {
    clearInterval(renewal)
    await holdBridge(db, bridge.name, lease, null)
  }
}

/** Starts to look into every bridge, each at its own pace. Any number of processes may do so on one database. */
export function tendBridges(intake: Intake, { all }: Bridges): Tender {
  const stopping = new AbortController()

  async function tend(open: OpenBridge): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await tendOnce(intake, open)
      } catch (error) {
        intake.instance.log.error({ bridge: open.bridge.name, fault: faultOf(error) }, 'bridge could not be looked into')
      }
      await new Promise<void>((resolve) => {
        if (stopping.signal.aborted) return resolve()
        const done = (): void => {
          clearTimeout(timer)
          stopping.signal.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, open.every)
        stopping.signal.addEventListener('abort', done)
      })
    }
  }

  const running = all.map(tend)
  return {
    async stop() {
      stopping.abort()
      await Promise.all(all.map(({ bridge }) => bridge.close()))
      await Promise.all(running)
    },
  }
}
