import type { OriginalEvent, OriginalNote, WantedBecause } from '@comity/domain/paper/original'
import type { Kysely } from 'kysely'
import type { Tables, Transaction } from '../platform/tables.ts'

type Reader = Kysely<Tables> | Transaction
type Row = Tables['paper_original_event']

/** @param because why the sending itself asks for paper, which its content says */
function eventOf(row: Row, because: WantedBecause): OriginalEvent {
  const { type, on_date: on, carrier, tracking, told_by: toldBy, reason } = row
  if (type === 'wanted' && reason === null) return { type, because }
  const told = Object.entries({ type, on, carrier, tracking, toldBy, reason }).filter(([, value]) => value !== null)
  return Object.fromEntries(told) as unknown as OriginalNote
}

/** What was noted of the paper that follows one sending, in its order, and when the first was noted. */
export async function listOriginalEvents(
  db: Reader,
  of: { readonly request: string; readonly dispatch: string },
  because: WantedBecause,
): Promise<{ readonly events: readonly OriginalEvent[]; readonly since?: string }> {
  const rows = await db
    .selectFrom('paper_original_event')
    .selectAll()
    .where('request', '=', of.request)
    .where('dispatch', '=', of.dispatch)
    .orderBy('seq')
    .execute()
  const [first] = rows
  return { events: rows.map((row) => eventOf(row, because)), ...(first === undefined ? {} : { since: first.at }) }
}

/** Notes one thing after those that were noted before. Whoever calls holds the request. */
export async function addOriginalEvent(
  trx: Transaction,
  of: { readonly request: string; readonly dispatch: string },
  note: OriginalNote | { readonly type: 'wanted' },
  by: { readonly id: string; readonly name: string; readonly at: string },
): Promise<void> {
  const { n } = await trx
    .selectFrom('paper_original_event')
    .select((is) => is.fn.countAll<number>().as('n'))
    .where('request', '=', of.request)
    .where('dispatch', '=', of.dispatch)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('paper_original_event')
    .values({
      ...of,
      seq: n + 1,
      type: note.type,
      on_date: 'on' in note ? note.on : null,
      carrier: 'carrier' in note ? note.carrier : null,
      tracking: 'tracking' in note ? (note.tracking ?? null) : null,
      told_by: 'toldBy' in note ? note.toldBy : null,
      reason: 'reason' in note ? note.reason : null,
      at: by.at,
      by: by.id,
      by_name: by.name,
    })
    .execute()
}

/** Requests whose paper is not said to have come, each with what was noted of its last sending. */
export async function listOpenOriginals(db: Reader) {
  const rows = await db
    .selectFrom('paper_original_event as event')
    .innerJoin('request', 'request.id', 'event.request')
    .selectAll('event')
    .select(['request.counterpart', 'request.reference'])
    .where('request.stage', 'not in', ['withdrawn', 'not-needed', 'closed'])
    .orderBy('event.at')
    .orderBy('event.seq')
    .execute()
  return [...Map.groupBy(rows, ({ request }) => request).values()].flatMap((all) => {
    const last = all.at(-1)
    if (last === undefined) return []
    const own = all.filter(({ dispatch }) => dispatch === last.dispatch)
    const { request, counterpart, reference } = last
    return [{ request, counterpart, reference, since: own[0]?.at ?? last.at, events: own.map((row) => eventOf(row, 'content')) }]
  })
}
