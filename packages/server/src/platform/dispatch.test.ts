import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { operation, type Operation } from '@comity/contract/operation'
import { operations as all } from '@comity/contract/operations'
import { publicActions } from '@comity/domain/account/action'
import { mayTry, needsSubject } from '@comity/domain/account/may'
import { standingOf } from '@comity/domain/account/relation'
import { type Role, roles } from '@comity/domain/account/role'
import { Id, Line } from '@comity/domain/input'
import { fail, ok } from '@comity/domain/result'
import * as z from 'zod'
import { createAccount } from '../account/enrolment.ts'
import { listEntries } from '../audit/store.ts'
import { type Access, type Caller, createDispatcher, type Handler } from './dispatch.ts'
import { newId } from './id.ts'
import type { Session } from './session.ts'
import { withDatabase } from './test-database.ts'

const { db } = await withDatabase({ after })
const clock = () => new Date('2026-09-09T10:00:00.000Z')
const office = 'Fiscalía 3'

async function callerOf(role: Role): Promise<Caller> {
  const created = await db
    .transaction()
    .execute((trx) =>
      createAccount(trx, { name: newId(), displayName: role, role, office, language: 'en' }, { now: clock().toISOString(), by: null }),
    )
  assert.ok(created.ok)
  const actor = { id: created.value.account.id, name: role, role, office }
  return { session: { token: 't', actor, language: 'en', expiresAt: '', provenAt: '' }, address: '', requestId: '' }
}

const officer = await callerOf('officer')
const executing = await callerOf('executing-authority')
const administrator = await callerOf('administrator')
const ours = newId()
const theirs = newId()
const assigned = new Map([
  [ours, office],
  [theirs, 'another'],
])

let effects = 0
const request = z.strictObject({ request: Id })
const operations = {
  look: operation({
    id: 'look',
    method: 'GET',
    path: '/r/{request}',
    action: 'request.read',
    summary: '',
    params: request,
    response: z.object({}),
  }),
  act: operation({
    id: 'act',
    method: 'POST',
    path: '/r/{request}/act',
    action: 'request.act',
    summary: '',
    params: request,
    body: z.strictObject({ text: Line }),
    response: z.object({ n: z.int() }),
    ifMatch: true,
    idempotent: true,
  }),
  list: operation({ id: 'list', method: 'GET', path: '/r', action: 'request.list', summary: '', response: z.object({}) }),
  commit: operation({
    id: 'commit',
    method: 'POST',
    path: '/commit',
    action: 'request.act',
    summary: '',
    response: z.object({}),
    freshProof: true,
  }),
  greet: operation({ id: 'greet', method: 'GET', path: '/', action: 'directory.read', summary: '', response: z.object({}) }),
}
const handlers: Record<keyof typeof operations, Handler<Operation>> = {
  look: async () => ok({}),
  act: async (input, call) => {
    const { text } = input.body as { text: string }
    return call.transact((input.params as { request: string }).request, async (trx) => {
      effects++
      await trx.insertInto('sign_in_attempt').values({ bucket: text, at: call.now }).execute()
      return text === 'refused' ? fail({ code: 'act-out-of-place' }) : ok({ n: effects })
    })
  },
  list: async () => ok({}),
  commit: async () => ok({}),
  greet: async () => ok({}),
}
async function findAccess(id: string, { actor }: Session): Promise<Access | undefined> {
  const itsOffice = assigned.get(id)
  const handling = { restricted: false, assigned: [], liaisons: [], translators: [], walledOff: [] }
  return itsOffice === undefined
    ? undefined
    : { standing: standingOf(actor, { ...handling, office: itsOffice }, [], ''), reasonGiven: false }
}
const dispatcher = createDispatcher({ operations, handlers, db, findAccess, clock })
const code = (result: Awaited<ReturnType<typeof dispatcher.call>>) => (result.ok ? 'ok' : result.problem.code)
const last = async () => (await listEntries(db, { limit: 1 }))[0]

test('what takes long asks before it commits whether its person still may', async () => {
  let moment = Date.parse('2026-09-09T10:00:00Z')
  let open = true
  const act: Handler<Operation> = async (_input, call) => {
    moment += 600
    return call.transact(ours, async () => ok({ n: (effects += 1) }))
  }
  const isOpen = async () => open
  const slow = createDispatcher({ operations, handlers: { ...handlers, act }, db, findAccess, clock: () => new Date(moment), isOpen })
  const ask = async () => slow.call('act', { params: { request: ours }, body: { text: 'x' }, ifMatch: 1 }, officer)
  const before = effects
  assert.equal(code(await ask()), 'ok')
  open = false
  assert.equal(code(await ask()), 'not-signed-in')
  assert.equal(effects, before + 1)
})

test('does not start with an operation that has no handler, names no action, or is about a request it does not load', () => {
  const start = (change: object) => () => createDispatcher({ operations, handlers, db, findAccess, clock, ...change })
  assert.throws(start({ handlers: { look: handlers.look } }), /act has no handler/u)
  assert.throws(
    start({ operations: { ...operations, look: { ...operations.look, path: '/r/{other}' } } }),
    /look does not say what it is about/u,
  )
  assert.throws(start({ handlers: { ...handlers, stray: async () => ok({}) } }), /stray has no operation/u)
  assert.throws(start({ operations: { ...operations, look: { ...operations.look, action: undefined } } }), /look names no action/u)
})

test('asks who is calling before anything else, except in public', async () => {
  const nobody = { address: '', requestId: '' }
  assert.equal(code(await dispatcher.call('look', { params: { request: 'junk' } }, nobody)), 'not-signed-in')
  assert.equal(code(await dispatcher.call('greet', {}, nobody)), 'ok')
})

test('shows an executing authority what is assigned to its office and nothing else', async () => {
  const look = async (id: string) => code(await dispatcher.call('look', { params: { request: id } }, executing))
  assert.equal(await look(ours), 'ok')
  assert.equal(await look(theirs), 'not-permitted')
  assert.equal(await look(newId()), 'not-found')
  assert.equal(await look('junk'), 'invalid-input')
})

test('writes down who looked at a request and whom it refused', async () => {
  await dispatcher.call('look', { params: { request: ours } }, officer)
  const { seq: _seq, leaf: _leaf, note: _note, ...looked } = (await last())!
  assert.deepEqual(looked, {
    at: clock().toISOString(),
    actor: officer.session?.actor.id,
    action: 'request.read',
    subject: ours,
    outcome: 'done',
  })
  await dispatcher.call('look', { params: { request: ours } }, administrator)
  const { seq: _seq2, leaf: _leaf2, note: _note2, ...refused } = (await last())!
  assert.deepEqual(refused, {
    at: clock().toISOString(),
    actor: administrator.session?.actor.id,
    action: 'request.read',
    subject: ours,
    outcome: 'not-permitted',
  })
})

test('writes down who was shown a list that tells of cases, and who was told again what was done before', async () => {
  await dispatcher.call('list', {}, executing)
  const { seq: _seq, leaf: _leaf, at: _at, note: _note, ...listed } = (await last())!
  assert.deepEqual(listed, { actor: executing.session?.actor.id, action: 'request.list', subject: '', outcome: 'done' })
  const call = { params: { request: ours }, body: { text: 'again' }, ifMatch: 1, idempotencyKey: 'k9' }
  for (const outcome of ['done', 'repeated', 'repeated']) {
    assert.equal(code(await dispatcher.call('act', call, officer)), 'ok')
    assert.equal((await last())?.outcome, outcome)
  }
})

test('asks for a fresh proof of who calls before an act that commits the authority, and for nothing else', async () => {
  const proven = (provenAt: string): Caller => ({
    ...officer,
    ...(officer.session === undefined ? {} : { session: { ...officer.session, provenAt } }),
  })
  assert.equal(code(await dispatcher.call('commit', {}, proven('2026-09-09T09:50:00.001Z'))), 'ok')
  assert.equal(code(await dispatcher.call('commit', {}, proven('2026-09-09T09:50:00.000Z'))), 'proof-needed')
  assert.equal(code(await dispatcher.call('commit', {}, proven(''))), 'proof-needed')
  assert.equal(code(await dispatcher.call('commit', {}, administrator)), 'not-permitted')
  const raw = { params: { request: ours }, body: { text: 'b' }, ifMatch: 1 }
  assert.equal(code(await dispatcher.call('act', raw, proven('2026-09-09T01:00:00.000Z'))), 'ok')
})

test('asks for the version that a change rests on', async () => {
  assert.equal(code(await dispatcher.call('act', { params: { request: ours }, body: { text: 'a' } }, officer)), 'version-required')
})

test('names each field of the input that is wrong, and changes nothing', async () => {
  const before = effects
  const result = await dispatcher.call('act', { params: { request: ours }, body: { text: 'a\u202Eb', more: 1 }, ifMatch: 1 }, officer)
  assert.ok(!result.ok)
  assert.deepEqual(
    result.problem.fields?.map(({ field, rule }) => [field, rule]),
    [
      ['text', 'direction-override'],
      ['more', 'unknown-field'],
    ],
  )
  assert.equal(effects, before)
})

test('keeps neither effect nor entry of an act that was refused', async () => {
  const before = await last()
  assert.equal(
    code(await dispatcher.call('act', { params: { request: ours }, body: { text: 'refused' }, ifMatch: 1, idempotencyKey: 'k0' }, officer)),
    'act-out-of-place',
  )
  assert.deepEqual(await last(), before)
  assert.deepEqual(await db.selectFrom('sign_in_attempt').selectAll().where('bucket', '=', 'refused').execute(), [])
})

test('answers the same key and input again without a second effect, one after the other or at once', async () => {
  const call = { params: { request: ours }, body: { text: 'once' }, ifMatch: 1, idempotencyKey: 'k1' }
  const answers = await Promise.all([1, 2, 3].map(async () => dispatcher.call('act', call, officer)))
  answers.push(await dispatcher.call('act', call, officer))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal(code(answers[0]!), 'ok')
  assert.equal((await db.selectFrom('sign_in_attempt').selectAll().where('bucket', '=', 'once').execute()).length, 1)
})

test('refuses a key that was used for something else, and does not mix up the keys of two people', async () => {
  const call = { params: { request: ours }, body: { text: 'first' }, ifMatch: 1, idempotencyKey: 'k2' }
  assert.equal(code(await dispatcher.call('act', call, officer)), 'ok')
  assert.equal(code(await dispatcher.call('act', { ...call, body: { text: 'other' } }, officer)), 'idempotency-reuse')
  const colleague = await callerOf('head')
  assert.equal(code(await dispatcher.call('act', { ...call, body: { text: 'other' } }, colleague)), 'ok')
})

test('takes a key again after its act was refused', async () => {
  const call = { params: { request: ours }, body: { text: 'refused' }, ifMatch: 1, idempotencyKey: 'k3' }
  assert.equal(code(await dispatcher.call('act', call, officer)), 'act-out-of-place')
  assert.equal(code(await dispatcher.call('act', { ...call, body: { text: 'mended' } }, officer)), 'ok')
})

// Every role against every operation of the API, through the dispatcher that serves it: an empty input is refused by
// its fields where the role may try, and before that by `may` where it may not.
const real: Readonly<Record<string, Operation>> = all
const stubs = Object.fromEntries(
  Object.entries(real).map(([name, { action }]) => {
    const handle: Handler<Operation> = async (_input, call) => call.transact(undefined, async () => ok({}))
    return [name, needsSubject(action) ? { about: async () => ({ translator: 'another' }), handle } : handle]
  }),
)
const whole = createDispatcher({ operations: real, handlers: stubs, db, findAccess, clock })
const paths = { request: theirs, account: ours, file: ours, peer: 'CHE~central' }
for (const role of roles) {
  test(`${role}: every operation of the API is open or closed as its action says`, async () => {
    const caller = await callerOf(role)
    for (const [name, { action, params }] of Object.entries(real)) {
      const asked = Object.fromEntries(Object.entries(paths).filter(([key]) => key in (params as z.ZodObject).shape))
      const answer = code(await whole.call(name, { params: asked }, caller))
      const open = publicActions.includes(action) || mayTry(caller.session!.actor, action)
      const withAnotherOffice = role === 'executing-authority' && needsSubject(action)
      if (!open) assert.equal(answer, 'not-permitted', name)
      else if (withAnotherOffice) assert.match(answer, /^(?:not-permitted|invalid-input|version-required)$/u, name)
      else assert.notEqual(answer, 'not-permitted', name)
      assert.equal(
        code(await whole.call(name, { params: asked }, { address: '', requestId: '' })) === 'not-signed-in',
        !publicActions.includes(action),
        name,
      )
    }
  })
}
