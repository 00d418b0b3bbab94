import type { Erasure, RequestRetention, Review } from '@comity/contract/retention'
import { mayErase } from '@comity/domain/retention/erasure'
import type { Transaction, Tables } from '../platform/tables.ts'
import type { Kysely } from 'kysely'
import { classOf, type ErasureRow, factsOf, findOpenErasure, type KeptRow, listExtensions, listHolds } from './store.ts'

type Reader = Kysely<Tables> | Transaction

function namesOf(row: Pick<KeptRow, 'side' | 'counterpart' | 'reference' | 'their_reference' | 'closed_at'>) {
  return {
    side: row.side,
    counterpart: row.counterpart,
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.their_reference === null ? {} : { theirReference: row.their_reference }),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
  }
}

/** An erasure as a person sees it. */
export function erasureView(row: ErasureRow, actor: string): Erasure {
  const { settled_by_name: by, settled_at: at, settle_reason: reason } = row
  return {
    id: row.id,
    request: row.request,
    ...namesOf(row),
    standing: row.standing,
    proposed: { reason: row.reason, by: row.proposed_by_name, at: row.proposed_at },
    ownProposal: row.proposed_by === actor,
    ...(by === null || at === null ? {} : { settled: { by, at, ...(reason === null ? {} : { reason }) } }),
    ...(row.done_at === null ? {} : { doneAt: row.done_at }),
    held: row.held,
  }
}

/** What a person is shown of how a request is kept. */
export async function retentionView(db: Reader, row: KeptRow, dateOf: (at: string) => string, now: string): Promise<RequestRetention> {
  const facts = await factsOf(db, row, dateOf, now)
  const may = mayErase(facts)
  const [of, open] = [classOf(row), await findOpenErasure(db, row.id)]
  return {
    request: row.id,
    ...namesOf(row),
    ...(of === undefined ? {} : { class: of }),
    ...(facts.months === undefined ? {} : { months: facts.months }),
    ...(facts.review === undefined ? {} : { review: facts.review }),
    ...(may.ok ? {} : { obstacle: may.problem.code as NonNullable<RequestRetention['obstacle']> }),
    extensions: (await listExtensions(db, row.id)).map(({ until, reason, by_name, at }) => ({ until, reason, by: by_name, at })),
    holds: (await listHolds(db, row.id)).map((hold) => ({
      set: { reason: hold.reason, by: hold.set_by_name, at: hold.set_at },
      ...(hold.lifted_at === null || hold.lifted_by_name === null || hold.lift_reason === null
        ? {}
        : { lifted: { reason: hold.lift_reason, by: hold.lifted_by_name, at: hold.lifted_at } }),
    })),
    held: facts.held,
    ...(open === undefined ? {} : { erasure: open.id }),
    ...(row.erased_at === null ? {} : { erasedAt: row.erased_at }),
  }
}

/** A closed request whose time is over; undefined where it is not. */
export async function reviewOf(db: Reader, row: KeptRow, dateOf: (at: string) => string, now: string): Promise<Review | undefined> {
  const { review, today, held } = await factsOf(db, row, dateOf, now)
  const [of, open] = [classOf(row), await findOpenErasure(db, row.id)]
  if (review === undefined || review > today || of === undefined) return undefined
  return { request: row.id, ...namesOf(row), class: of, review, held, ...(open === undefined ? {} : { erasure: open.id }) }
}
