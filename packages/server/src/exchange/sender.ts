import { randomUUID } from 'node:crypto'
import { pauseAfter } from '@comity/exchange/pause'
import { beginAttempt, endAttempt } from './attempt-store.ts'
import type { Carry } from './bridge/carriage.ts'
import type { Unfinished } from './delivery.ts'
import { faultOf } from './fault.ts'
import type { Instance } from './instance.ts'
import { changeLeased, claimNext } from './outbox-store.ts'
import type { OutboxRow } from './tables.ts'

/** Messages of different threads sent at once. */
const hands = 4
/** How often we look when nobody has woken us. In milliseconds. */
const pollEvery = 1000
/** How long a message is ours before others may think us dead; renewed at a quarter of it. In milliseconds. */
const leaseLength = 20_000

/** Sends what is in the outbox until it is stopped. */
export interface Sender {
  /** Looks into the outbox now. */
  wake(): void
  /** Takes nothing new and resolves when what is under way has been put back. */
  stop(): Promise<void>
}

function later(instance: Instance, milliseconds: number): string {
  return new Date(instance.clock().getTime() + milliseconds).toISOString()
}

async function postpone(instance: Instance, row: OutboxRow, lease: string, { problem, reason }: Unfinished): Promise<void> {
  const current = await instance.db.selectFrom('outbox').select('stalled').where('id', '=', row.id).executeTakeFirst()
  // A part that arrives damaged was sent whole all the same: that is no progress.
  const stalled = problem === 'bad-digest' ? row.attempts : (current?.stalled ?? row.stalled)
  const nextAt = later(instance, pauseAfter(stalled, Math.random()))
  await endAttempt(instance.db, row, { at: later(instance, 0), problem, reason, nextAt })
  await changeLeased(instance.db, row.id, lease, { next_at: nextAt, last_problem: problem, lease: null, leased_until: null })
}

/** Notes that a message lies at a bridge, which brings its receipts; until then it is not put down again. */
async function letWait(instance: Instance, row: OutboxRow, lease: string, nextAt: string): Promise<void> {
  await endAttempt(instance.db, row, { at: later(instance, 0), problem: undefined, nextAt })
  await changeLeased(instance.db, row.id, lease, { next_at: nextAt, last_problem: null, stalled: 0, lease: null, leased_until: null })
}

async function attempt(instance: Instance, carry: Carry, row: OutboxRow, lease: string): Promise<void> {
  const renewal = setInterval(() => {
    changeLeased(instance.db, row.id, lease, { leased_until: later(instance, leaseLength) }).catch(() => undefined)
  }, leaseLength / 4)
  try {
    await beginAttempt(instance.db, row, later(instance, 0))
    const carried = await carry(row, lease)
    if (carried === undefined) return
    if ('waitsUntil' in carried) return await letWait(instance, row, lease, carried.waitsUntil)
    instance.log.info({ message: row.id, peer: row.peer, problem: carried.problem }, 'message has to wait')
    await postpone(instance, row, lease, carried)
  } catch (error) {
    instance.log.error({ message: row.id, peer: row.peer, fault: faultOf(error) }, 'message could not be sent')
    await postpone(instance, row, lease, { problem: 'try-later', reason: 'broke-off' })
  } finally {
    clearInterval(renewal)
  }
}

/** Starts sending. Any number of processes may do so on one database. */
export function startSender(instance: Instance, carry: Carry): Sender {
  const underWay = new Set<Promise<void>>()
  const stopping = new AbortController()
  let woken = false
  let ring: (() => void) | undefined

  function wake(): void {
    woken = true
    ring?.()
  }

  function sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, woken ? 0 : pollEvery)
      ring = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** @returns whether there may be more to take */
  async function take(): Promise<boolean> {
    if (underWay.size >= hands) return false
    const lease = randomUUID()
    const row = await claimNext(instance.db, lease, later(instance, 0), later(instance, leaseLength))
    if (row === undefined) return false
    const work = attempt(instance, carry, row, lease)
      .catch((error: unknown) => instance.log.error({ message: row.id, fault: faultOf(error) }, 'message could not be put back'))
      .finally(() => {
        underWay.delete(work)
        wake()
      })
    underWay.add(work)
    return true
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false
      try {
        if (await take()) continue
      } catch (error) {
        instance.log.error({ fault: faultOf(error) }, 'the outbox cannot be read')
      }
      await sleep()
    }
  }

  const running = run()
  return {
    wake,
    async stop() {
      stopping.abort()
      wake()
      await running
      await Promise.all(underWay)
    },
  }
}
