import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Actor } from '@comity/domain/account/role'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Call, Handler } from '../platform/dispatch.ts'
import { newId } from '../platform/id.ts'
import { onBehalfOf } from '../platform/on-behalf.ts'
import { withDatabase } from '../platform/test-database.ts'
import { transact } from '../platform/transact.ts'
import { requestEraser } from '../request/eraser.ts'
import { retentionHandlers } from './operations.ts'

const { db, guarded } = await withDatabase({ after })
const now = '2026-09-09T10:00:00.000Z'
const people: readonly Actor[] = ['0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d01', '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d02'].map((id) => ({
  id,
  name: id,
  role: 'head',
}))
const files = { destroy: async () => true } as unknown as Parameters<typeof retentionHandlers>[0]['files']
const handlers = retentionHandlers({ db: guarded, files, erasers: [requestEraser], dateOf: (at) => at.slice(0, 10) })
const reason = { reason: 'x' }

/** A request of Peru that was closed long ago, with one event. */
async function closed(): Promise<string> {
  const id = newId()
  await sql`INSERT INTO request (id, side, counterpart, title, stage, due, waits_for_approval, opened_at, changed_at, version, words, closed_at, closed_from)
    VALUES (${id}, 'requesting', 'CHE', 'canary', 'closed', '9999-12-31', false, ${now}, ${now}, 1, ''::tsvector, '2020-01-01T00:00:00Z', 'answered')`.execute(
    db,
  )
  await sql`INSERT INTO request_event (request, version, id, at, actor_id, actor_name, type, body) VALUES (${id}, 1, ${newId()}, ${now}, 'a', 'A', 'opened', '{}')`.execute(
    db,
  )
  return id
}

async function call(
  operation: keyof typeof handlers,
  actor: Actor,
  params: object,
): Promise<{ readonly ok: boolean; readonly value?: { readonly id?: string } }> {
  const entry = { at: now, actor: actor.id, action: operation, outcome: 'done' }
  const given: Call = {
    actor,
    session: undefined,
    now,
    address: '127.0.0.1',
    requestId: 'test',
    expectedVersion: undefined,
    standing: undefined,
    transact: (_subject, work) => transact(guarded, { entry }, work),
  }
  const handler = handlers[operation] as Handler<never>
  const handle = typeof handler === 'function' ? handler : handler.handle
  return onBehalfOf({ person: actor.id }, () => handle({ params, query: {}, body: reason } as never, given)) as Promise<{
    ok: boolean
    value?: { id?: string }
  }>
}

async function isWhole(request: string): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM request_event WHERE request = ${request}`.execute(db)
  const row = await db.selectFrom('request').select(['title', 'erased_at']).where('id', '=', request).executeTakeFirstOrThrow()
  assert.equal(row.title === null, row.erased_at !== null)
  return rows[0]?.n === 1 && row.erased_at === null
}

for (const { id } of people)
  await sql`INSERT INTO account (id, name, display_name, role, language, created_at, confirmed_at) VALUES (${id}, ${id}, ${id}, 'head', 'en', ${now}, ${now})`.execute(
    db,
  )
await sql`INSERT INTO retention_period (class, months, source, set_by, set_by_name, set_at)
  VALUES ('requesting-answered', 12, 'x', ${people[0]?.id}, 'x', ${now})`.execute(db)

test('whatever two people do in whatever order, nothing is erased while a hold stands, nor by one of them alone', async () => {
  const step = fc.record({
    who: fc.nat(1),
    what: fc.constantFrom('setHold', 'liftHold', 'proposeErasure', 'approveErasure', 'declineErasure'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const request = await closed()
      let [held, erased] = [false, false]
      let open: { readonly id: string; readonly by: number } | undefined
      for (const { who, what } of steps) {
        const actor = people[who] as Actor
        const params = what === 'approveErasure' || what === 'declineErasure' ? { erasure: open?.id ?? newId() } : { request }
        const done = await call(what, actor, params)
        const expected = {
          setHold: !erased && !held,
          liftHold: !erased && held,
          proposeErasure: !erased && !held && open === undefined,
          approveErasure: !erased && !held && open !== undefined && open.by !== who,
          declineErasure: !erased && open !== undefined,
        }[what]
        assert.equal(done.ok, expected, `${what} held=${held} open=${open?.by} who=${who}`)
        if (!done.ok) continue
        if (what === 'setHold' || what === 'liftHold') held = what === 'setHold'
        if (what === 'proposeErasure') open = { id: done.value?.id ?? '', by: who }
        if (what === 'declineErasure') open = undefined
        if (what === 'approveErasure') erased = true
        assert.equal(await isWhole(request), !erased)
      }
    }),
    { numRuns: 25 },
  )
})

test('not even the database lets a row go that is held, or whose erasure nobody approved', async () => {
  const request = await closed()
  const remove = () => sql`DELETE FROM request_event WHERE request = ${request}`.execute(db)
  await assert.rejects(remove(), { code: '42501' })
  await sql`INSERT INTO erasure (id, request, standing, reason, proposed_by, proposed_by_name, proposed_at, settled_by, settled_by_name, settled_at)
    VALUES (${newId()}, ${request}, 'approved', 'x', ${people[0]?.id}, 'x', ${now}, ${people[1]?.id}, 'x', ${now})`.execute(db)
  await sql`INSERT INTO legal_hold (id, request, reason, set_by, set_by_name, set_at) VALUES (${newId()}, ${request}, 'x', ${people[0]?.id}, 'x', ${now})`.execute(
    db,
  )
  await assert.rejects(remove(), { code: '42501' })
  await assert.rejects(sql`UPDATE request_event SET type = 'x' WHERE request = ${request}`.execute(db), { code: '42501' })
  await sql`UPDATE legal_hold SET lifted_by = ${people[0]?.id}, lifted_by_name = 'x', lifted_at = ${now}, lift_reason = 'x' WHERE request = ${request}`.execute(
    db,
  )
  await remove()
})
