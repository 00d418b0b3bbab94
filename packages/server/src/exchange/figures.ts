import { alarmKinds, alarmsOf } from '@comity/domain/exchange/alarm'
import type { Kysely } from 'kysely'
import type { Tables } from '../platform/tables.ts'
import { type MachineFacts, readAlarmFacts } from './alarm-facts.ts'
import { findOwnDirectory } from './own-directory.ts'

/** What the operator's machines watch of the exchange. No name of a peer is in it. */
export interface ExchangeFigures {
  readonly alarms: Readonly<Record<string, number>>
  /** Messages that wait, and for how long the oldest has. In seconds. */
  readonly waiting: number
  readonly oldestWaiting: number
}

/** Counts alarms and what waits. @returns undefined before the first start, when there is no directory document yet */
export async function exchangeFigures(db: Kysely<Tables>, now: string, machine: MachineFacts = {}): Promise<ExchangeFigures | undefined> {
  const own = await findOwnDirectory(db)
  if (own === undefined) return undefined
  const alarms = alarmsOf(await readAlarmFacts(db, own.document, now, machine))
  const waiting = await db
    .selectFrom('outbox')
    .select((row) => [row.fn.countAll<number>().as('count'), row.fn.min('created_at').as('since')])
    .where('standing', 'in', ['queued', 'sealed', 'announced'])
    .executeTakeFirstOrThrow()
  const since = waiting.since as string | null
  return {
    alarms: Object.fromEntries(alarmKinds.map((kind) => [kind, alarms.filter((alarm) => alarm.kind === kind).length])),
    waiting: waiting.count,
    oldestWaiting: since === null ? 0 : Math.max(0, (Date.parse(now) - Date.parse(since)) / 1000),
  }
}
