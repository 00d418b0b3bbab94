import type { Erasure, RetentionPeriod } from '@comity/contract/retention'
import { Id, read } from '@comity/domain/input'
import { invalid } from '@comity/domain/problem'
import { mayErase, maySettle } from '@comity/domain/retention/erasure'
import { retentionClasses, reviewDate } from '@comity/domain/retention/retention-class'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Kysely } from 'kysely'
import { actorOf } from '../platform/actor-of.ts'
import type { About, Call, Handlers } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { onBehalfOf } from '../platform/on-behalf.ts'
import type { Tables, Transaction } from '../platform/tables.ts'
import { eraseContent, type Erasing, finishErasures } from './erase.ts'
import { factsOf, findErasure, findKept, findOpenErasure, type KeptRow, listClosed, listErasureRows, listPeriods } from './store.ts'
import { erasureView, retentionView, reviewOf } from './views.ts'

/** What the slice is given by the composition root. */
export interface RetentionParts extends Erasing {
  readonly db: Kysely<Tables>
  /** The capital's date of a moment. */
  readonly dateOf: (at: string) => string
}

type RetentionHandlers = Pick<
  Handlers,
  | 'listRetentionPeriods'
  | 'setRetentionPeriod'
  | 'listReviews'
  | 'listErasures'
  | 'getErasure'
  | 'getRequestRetention'
  | 'setHold'
  | 'liftHold'
  | 'keepLonger'
  | 'proposeErasure'
  | 'approveErasure'
  | 'declineErasure'
>

function periodView(rows: Awaited<ReturnType<typeof listPeriods>>, of: RetentionPeriod['class']): RetentionPeriod {
  const row = rows.find((one) => one.class === of)
  if (row === undefined) return { class: of }
  return { class: of, source: row.source, by: row.set_by_name, at: row.set_at, ...(row.months === null ? {} : { months: row.months }) }
}

/** Handlers of keeping, holding and erasing requests. */
export function retentionHandlers(parts: RetentionParts): RetentionHandlers {
  const { db, dateOf } = parts

  /** The request for a change: hold and erasure wait here for each other. */
  async function kept(trx: Transaction, id: string): Promise<Result<KeptRow>> {
    const row = await findKept(trx, id, true)
    return row === undefined || row.erased_at !== null ? fail({ code: 'not-found' }) : ok(row)
  }

  async function mayBeErased(trx: Transaction, row: KeptRow, now: string): Promise<Result<void>> {
    return mayErase(await factsOf(trx, row, dateOf, now))
  }

  async function shown(trx: Transaction, id: string, actor: string): Promise<Result<Erasure>> {
    const row = await findErasure(trx, id)
    return row === undefined ? fail({ code: 'not-found' }) : ok(erasureView(row, actor))
  }

  async function changed(call: Call, request: string, change: (trx: Transaction, row: KeptRow) => Promise<Result<unknown>>) {
    return call.transact(request, async (trx) => {
      const row = await kept(trx, request)
      if (!row.ok) return row
      const done = await change(trx, row.value)
      return done.ok ? ok(await retentionView(trx, row.value, dateOf, call.now)) : done
    })
  }

  /** Settles a proposal that is still open, holding its request. */
  async function settle(
    trx: Transaction,
    id: string,
    call: Call,
    given: { readonly standing: 'approved' | 'declined'; readonly reason?: string },
    allowed: (row: KeptRow, proposedBy: string) => Promise<Result<void>>,
  ): Promise<Result<KeptRow>> {
    const found = await findErasure(trx, id)
    if (found === undefined) return fail({ code: 'not-found' })
    const row = await kept(trx, found.request)
    if (!row.ok) return row
    const may = await allowed(row.value, found.proposed_by)
    if (!may.ok) return may
    const actor = actorOf(call)
    const settled = await trx
      .updateTable('erasure')
      .set({
        standing: given.standing,
        settled_by: actor.id,
        settled_by_name: actor.name,
        settled_at: call.now,
        settle_reason: given.reason ?? null,
      })
      .where('id', '=', id)
      .where('standing', '=', 'proposed')
      .executeTakeFirst()
    return settled.numUpdatedRows === 1n ? row : fail({ code: 'act-not-available' })
  }

  /** Of what is erased, and by whom it is decided, one is told as of the request itself. */
  async function about({ params }: { readonly params: { readonly erasure: string } }): Promise<About | undefined> {
    const row = await findErasure(db, params.erasure)
    return row === undefined ? undefined : { request: row.request }
  }

  return {
    async listRetentionPeriods() {
      const rows = await listPeriods(db)
      return ok({ items: retentionClasses.map((of) => periodView(rows, of)) })
    },
    async setRetentionPeriod({ body }, call) {
      const { id, name } = actorOf(call)
      return call.transact(body.class, async (trx) => {
        const values = {
          class: body.class,
          months: body.months ?? null,
          source: body.source,
          set_by: id,
          set_by_name: name,
          set_at: call.now,
        }
        await trx.insertInto('retention_period').values(values).execute()
        return ok(periodView(await listPeriods(trx), body.class))
      })
    },
    async listReviews({ query }, call) {
      const [at, id] = Buffer.from(query.cursor ?? '', 'base64url')
        .toString()
        .split(' ')
      if (query.cursor !== undefined && (id === undefined || !read(Id, id, 'cursor').ok || Number.isNaN(Date.parse(at ?? ''))))
        return fail(invalid('cursor', 'not-of-this-kind'))
      const months = (await listPeriods(db)).flatMap((row) => (row.months === null ? [] : [row.months]))
      if (months.length === 0) return ok({ items: [] })
      // A day more than the shortest period: the date is the capital's, the moment is UTC.
      const latest = `${reviewDate(dateOf(call.now), -Math.min(...months)) ?? ''}T23:59:59Z`
      const before = new Date(Date.parse(latest) + 2 * 86_400_000).toISOString()
      const after = id === undefined || at === undefined ? {} : { after: { at, id } }
      const rows = await listClosed(db, { before, limit: query.limit + 1, ...after })
      const shownRows = rows.slice(0, query.limit)
      const reviews = await Promise.all(shownRows.map(async (row) => reviewOf(db, row, dateOf, call.now)))
      const last = shownRows.at(-1)
      const next =
        rows.length > query.limit && last !== undefined ? { next: Buffer.from(`${last.closed_at} ${last.id}`).toString('base64url') } : {}
      return ok({ items: reviews.filter((review) => review !== undefined), ...next })
    },
    async listErasures({ query }, call) {
      const before = query.cursor === undefined ? undefined : read(Id, query.cursor, 'cursor')
      if (before?.ok === false) return before
      const rows = await listErasureRows(db, { standing: query.standing, before: before?.value, limit: query.limit + 1 })
      const items = rows.slice(0, query.limit).map((row) => erasureView(row, actorOf(call).id))
      const last = items.at(-1)
      return ok({ items, ...(rows.length > query.limit && last !== undefined ? { next: last.id } : {}) })
    },
    getErasure: {
      about,
      async handle({ params }, call) {
        const row = await findErasure(db, params.erasure)
        return row === undefined ? fail({ code: 'not-found' }) : ok(erasureView(row, actorOf(call).id))
      },
    },
    async getRequestRetention({ params }, call) {
      const row = await findKept(db, params.request)
      return row === undefined ? fail({ code: 'not-found' }) : ok(await retentionView(db, row, dateOf, call.now))
    },
    async setHold({ params, body }, call) {
      const { id, name } = actorOf(call)
      return changed(call, params.request, async (trx, row) => {
        const { held } = await factsOf(trx, row, dateOf, call.now)
        if (held) return fail({ code: 'legal-hold' })
        const values = { id: newId(), request: row.id, reason: body.reason, set_by: id, set_by_name: name, set_at: call.now }
        await trx.insertInto('legal_hold').values(values).execute()
        return ok(undefined)
      })
    },
    async liftHold({ params, body }, call) {
      const { id, name } = actorOf(call)
      return changed(call, params.request, async (trx, row) => {
        const lifted = await trx
          .updateTable('legal_hold')
          .set({ lifted_by: id, lifted_by_name: name, lifted_at: call.now, lift_reason: body.reason })
          .where('request', '=', row.id)
          .where('lifted_at', 'is', null)
          .executeTakeFirst()
        return lifted.numUpdatedRows === 1n ? ok(undefined) : fail({ code: 'act-not-available' })
      })
    },
    async keepLonger({ params, body }, call) {
      const { id, name } = actorOf(call)
      return changed(call, params.request, async (trx, row) => {
        const { closed, today } = await factsOf(trx, row, dateOf, call.now)
        if (!closed) return fail({ code: 'act-not-available' })
        if (body.until <= today) return fail(invalid('until', 'review-past'))
        const values = { request: row.id, until: body.until, reason: body.reason, by: id, by_name: name, at: call.now }
        await trx.insertInto('retention_extension').values(values).execute()
        return ok(undefined)
      })
    },
    async proposeErasure({ params, body }, call) {
      const actor = actorOf(call)
      return call.transact(params.request, async (trx) => {
        const row = await kept(trx, params.request)
        if (!row.ok) return row
        const may = await mayBeErased(trx, row.value, call.now)
        if (!may.ok) return may
        if ((await findOpenErasure(trx, row.value.id)) !== undefined) return fail({ code: 'act-not-available' })
        const id = newId()
        const proposed = { proposed_by: actor.id, proposed_by_name: actor.name, proposed_at: call.now }
        await trx
          .insertInto('erasure')
          .values({ id, request: row.value.id, reason: body.reason, ...proposed })
          .execute()
        return shown(trx, id, actor.id)
      })
    },
    approveErasure: {
      about,
      async handle({ params }, call) {
        const actor = actorOf(call)
        const approved = await onBehalfOf('erasure', () =>
          call.transact(params.erasure, async (trx) => {
            const row = await settle(trx, params.erasure, call, { standing: 'approved' }, async (held, proposedBy) => {
              const second = maySettle(proposedBy, actor.id)
              return second.ok ? mayBeErased(trx, held, call.now) : second
            })
            if (!row.ok) return row
            await eraseContent(trx, parts, params.erasure, row.value.id, call.now)
            return shown(trx, params.erasure, actor.id)
          }),
        )
        if (!approved.ok) return approved
        await finishErasures(parts)(db, call.now)
        return db.transaction().execute(async (trx) => shown(trx, params.erasure, actor.id))
      },
    },
    declineErasure: {
      about,
      async handle({ params, body }, call) {
        return call.transact(params.erasure, async (trx) => {
          const row = await settle(trx, params.erasure, call, { standing: 'declined', reason: body.reason }, async () => ok(undefined))
          return row.ok ? shown(trx, params.erasure, actorOf(call).id) : row
        })
      },
    },
  }
}
