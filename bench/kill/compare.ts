import type { Account } from './account.ts'
import type { Voice } from './talk.ts'

function missing(wanted: readonly string[], held: readonly string[]): number {
  const known = new Set(held)
  return wanted.filter((id) => !known.has(id)).length
}

function repeated(ids: readonly string[]): number {
  return ids.length - new Set(ids).size
}

/** How many acts of this kind the threads hold beyond those acknowledged: done twice, or done and not told. */
function surplus(voices: readonly Voice[], { threads }: Account): number {
  return voices.reduce((sum, { request, act, acknowledged }) => {
    const acts = JSON.parse(threads.get(request) ?? '[]') as { readonly type: string }[]
    return sum + Math.abs(acts.filter(({ type }) => type === act).length - acknowledged.length)
  }, 0)
}

function apart(one: Account, other: Account): number {
  return [...one.threads].filter(([request, thread]) => other.threads.get(request) !== thread).length
}

/** Everything that must be nought, by what it is. */
export function compare(
  voices: readonly [readonly Voice[], readonly Voice[]],
  accounts: readonly [Account, Account],
): Record<string, number> {
  const [here, there] = accounts
  const sides = [
    { voices: voices[0], own: here, other: there },
    { voices: voices[1], own: there, other: here },
  ]
  const sum = (count: (side: (typeof sides)[number]) => number): number => sides.reduce((total, side) => total + count(side), 0)
  return {
    'acknowledged acts lost at home': sum(({ voices: mine, own }) =>
      missing(
        mine.flatMap(({ acknowledged }) => acknowledged),
        own.acted,
      ),
    ),
    'acknowledged acts that never arrived': sum(({ voices: mine, other }) =>
      missing(
        mine.flatMap(({ acknowledged }) => acknowledged),
        other.received,
      ),
    ),
    'acts done more often than acknowledged': sum(({ voices: mine, own }) => surplus(mine, own)),
    'acts applied twice': sum(({ own }) => repeated(own.acted) + repeated(own.received)),
    'acts without a message, or the other way round': sum(
      ({ own, other }) =>
        missing(own.acted, own.consigned) +
        missing(own.consigned, own.acted) +
        missing(own.consigned, other.accepted) +
        missing(other.accepted, other.received),
    ),
    'messages that did not settle': sum(({ own }) => own.unsettled),
    'threads that differ': apart(here, there) + Math.abs(here.threads.size - there.threads.size),
    'rows that are not what their events lead to': sum(({ own }) => own.rowsApart),
    'receipts given twice': sum(({ own }) => own.receiptsTwice),
    'receipts that do not name the one before': sum(({ own }) => own.chainBreaks),
    'gaps in the audit log': sum(({ own }) => own.auditGaps),
    'acts without a trace': sum(({ own }) => own.untraced),
  }
}
