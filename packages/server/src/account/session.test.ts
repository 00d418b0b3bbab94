import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import type { Session } from '../platform/session.ts'
import { withDatabase } from '../platform/test-database.ts'
import { openVault } from '../platform/vault.ts'
import { at, minute, openDoor, totpSecret } from './account.test-support.ts'
import { countAttempt } from './attempt.ts'
import type { NewAccount } from './enrolment.ts'
import { codeAt } from './one-time-code.ts'
import { confirmAtOnce } from './second-person-store.ts'
import { findSessions, forgetSessions, openSession, openSessionsOf, prove, signIn } from './session.ts'
import { findAccount, hashSecret } from './store.ts'

const { db } = await withDatabase({ after })
const vault = openVault('nowhere', randomBytes(32))
const { open, enrolled } = openDoor({ db, vault })
const hours = 60 * minute

/** Opens a session for a new account, whose person is taken to have proved who they are. */
async function opened(about: Partial<NewAccount> = {}, how: Parameters<typeof openSession>[3] = {}): Promise<Session> {
  const { id, name } = await open(about)
  return db.transaction().execute(async (trx) => {
    await confirmAtOnce(trx, id, at(0))
    const account = await findAccount(trx, id)
    assert.ok(account !== undefined)
    const session = await openSession(trx, account, { name, address: '10.2.0.1', now: at(0) }, how)
    assert.ok(session.ok)
    return session.value
  })
}

const find = async ({ token }: Session, now: string) => (await findSessions(db, [token], now)).get(token)
const seenAt = async ({ token }: Session) =>
  (await db.selectFrom('session').select('seen_at').where('token_hash', '=', hashSecret(token)).executeTakeFirst())?.seen_at
const entriesOn = async (subject: string) =>
  db.selectFrom('audit').select(['at', 'actor', 'action', 'outcome']).where('subject', '=', subject).orderBy('seq').execute()

test('a session says whose it is, until when it lasts, and when they proved who they are', async () => {
  const session = await opened({ role: 'executing-authority', office: 'Fiscalía de Lima', language: 'qu' })
  const { token, actor, ...more } = session
  assert.deepEqual(actor, { id: actor.id, name: 'Ana Quispe', role: 'executing-authority', office: 'Fiscalía de Lima' })
  assert.deepEqual(more, { language: 'qu', expiresAt: at(12 * hours), provenAt: at(0) })
  assert.equal(Buffer.from(token, 'base64url').length, 32)
  assert.deepEqual(await find(session, at(minute)), session)
  assert.ok(!('office' in (await opened()).actor))
})

test('a session that the provider’s word opened is as old a proof as that word', async () => {
  const session = await opened({}, { provenAt: at(-5 * minute) })
  assert.deepEqual([session.provenAt, session.expiresAt], [at(-5 * minute), at(12 * hours)])
  assert.deepEqual(await find(session, at(minute)), session)
})

test('a session that opens forgives the attempts on its name, and the eleventh ends the oldest', async () => {
  const { id, name } = await open()
  const attempt = { name, address: '10.2.0.9', now: at(0) }
  for (let n = 0; n < 9; n += 1) await countAttempt(db, attempt)
  const tokens = await db.transaction().execute(async (trx) => {
    await confirmAtOnce(trx, id, at(0))
    const account = await findAccount(trx, id)
    assert.ok(account !== undefined)
    const sessions: string[] = []
    for (let n = 0; n < 11; n += 1) {
      const session = await openSession(trx, account, { ...attempt, now: at(n) })
      assert.ok(session.ok)
      sessions.push(session.value.token)
    }
    return sessions
  })
  assert.deepEqual([...(await findSessions(db, tokens, at(11))).keys()], tokens.slice(1))
  for (let n = 0; n < 10; n += 1) assert.ok((await countAttempt(db, attempt)).ok)
})

test('an account that nobody has confirmed opens no session, and that is written down', async () => {
  const { id, name } = await open()
  const refused = await db.transaction().execute(async (trx) => {
    const account = await findAccount(trx, id)
    assert.ok(account !== undefined)
    return openSession(trx, account, { name, address: '10.2.0.1', now: at(0) })
  })
  assert.deepEqual(refused, { ok: false, problem: { code: 'account-not-confirmed' } })
  assert.deepEqual(await entriesOn(id), [{ at: at(0), actor: id, action: 'session.open', outcome: 'account-not-confirmed' }])
  assert.deepEqual(await db.selectFrom('session').select('id').where('account', '=', id).execute(), [])
})

test('a session ends when it was not used for thirty minutes, to the millisecond', async () => {
  const session = await opened()
  assert.ok(await find(session, at(1)))
  assert.equal((await openSessionsOf(db, session, at(30 * minute - 1))).length, 1)
  assert.equal((await openSessionsOf(db, session, at(30 * minute))).length, 0)
  assert.equal(await find(session, at(30 * minute)), undefined)
  assert.ok(await find(session, at(30 * minute - 1)))
})

test('a session ends after twelve hours however much it is used', async () => {
  const session = await opened()
  for (let ms = 20 * minute; ms < 12 * hours; ms += 20 * minute) assert.ok(await find(session, at(ms)))
  assert.ok(await find(session, at(12 * hours - 1)))
  assert.equal(await find(session, at(12 * hours)), undefined)
  assert.deepEqual(await openSessionsOf(db, session, at(12 * hours)), [])
})

test('a session is found by a clock that is a minute behind, and by none that is further', async () => {
  const session = await opened()
  assert.ok(await find(session, at(-minute)))
  assert.equal((await openSessionsOf(db, session, at(-minute))).length, 1)
  assert.equal(await find(session, at(-minute - 1)), undefined)
  assert.equal((await openSessionsOf(db, session, at(-minute - 1))).length, 0)
})

test('the use of a session is noted once a minute', async () => {
  const session = await opened()
  await find(session, at(minute))
  assert.equal(await seenAt(session), at(0))
  await find(session, at(minute + 1))
  assert.equal(await seenAt(session), at(minute + 1))
})

test('of many tokens those that are open are found, each with its own session', async () => {
  const [one, other] = [await opened(), await opened()]
  const found = await findSessions(db, [one.token, 'no such token', other.token], at(1))
  assert.deepEqual([...found.keys()], [one.token, other.token])
  assert.deepEqual([found.get(one.token), found.get(other.token)], [one, other])
  assert.notEqual(one.actor.id, other.actor.id)
})

test('the open sessions of an account tell when each was opened and used, and which one asks', async () => {
  const session = await opened()
  await find(session, at(2 * minute))
  const [only, ...others] = await openSessionsOf(db, session, at(3 * minute))
  assert.deepEqual([only?.openedAt, only?.seenAt, only?.current], [at(0), at(2 * minute), true])
  assert.deepEqual(others, [])
  assert.equal((await openSessionsOf(db, { ...session, token: 'another' }, at(3 * minute)))[0]?.current, false)
})

test('a proof counts once, is written down, and so is one that fails', async () => {
  const { id, name, attempt } = await enrolled()
  const signedIn = await signIn({ db, vault }, attempt(0))
  assert.ok(signedIn.ok)
  const session = signedIn.value
  const proof = (code: string, ms: number) => prove({ db, vault }, { session, proof: code, address: '10.2.0.2', now: at(ms) })
  assert.ok(!(await proof('000000', minute)).ok)
  assert.deepEqual(await proof(codeAt(totpSecret, at(2 * minute)), 2 * minute), { ok: true, value: {} })
  assert.equal((await find(session, at(3 * minute)))?.provenAt, at(2 * minute))
  assert.deepEqual((await entriesOn(id)).slice(1), [
    { at: at(minute), actor: id, action: 'session.prove', outcome: 'sign-in-failed' },
    { at: at(2 * minute), actor: id, action: 'session.prove', outcome: 'done' },
  ])
  // The success has forgiven the failure.
  for (let n = 0; n < 9; n += 1) await proof('000000', 3 * minute)
  assert.ok((await countAttempt(db, { name, address: '10.2.0.3', now: at(3 * minute) })).ok)
  assert.ok(!(await countAttempt(db, { name, address: '10.2.0.3', now: at(3 * minute) })).ok)
})

test('the right password and code open a session, which is written down, and after ten attempts nothing is looked at', async () => {
  const { id, name, attempt } = await enrolled()
  const signedIn = await signIn({ db, vault }, attempt(0))
  assert.ok(signedIn.ok)
  assert.deepEqual(await entriesOn(id), [{ at: at(0), actor: id, action: 'session.open', outcome: 'done' }])
  for (let n = 0; n < 10; n += 1) await countAttempt(db, { name, address: '10.2.0.5', now: at(minute) })
  const tooMany = { ok: false, problem: { code: 'too-many-attempts' } }
  assert.deepEqual(await signIn({ db, vault }, attempt(2 * minute)), tooMany)
  const proof = { session: signedIn.value, proof: codeAt(totpSecret, at(2 * minute)), address: '10.2.0.6', now: at(2 * minute) }
  assert.deepEqual(await prove({ db, vault }, proof), tooMany)
  assert.equal((await entriesOn(id)).length, 1)
})

test('who tries a name that nobody has leaves an entry about nobody', async () => {
  const now = at(7 * hours)
  await signIn({ db, vault }, { name: 'nobody at all', password: 'x', code: '000000', address: '10.2.0.4', now })
  const entries = await db.selectFrom('audit').select(['actor', 'action', 'subject', 'outcome']).where('at', '=', now).execute()
  assert.deepEqual(entries, [{ actor: 'nobody', action: 'session.open', subject: '', outcome: 'sign-in-failed' }])
})

test('sessions past their end and attempts that no longer count are forgotten, and no others', async () => {
  const [old, young] = [await opened(), await opened()]
  await db
    .updateTable('session')
    .set({ created_at: at(-1) })
    .where('token_hash', '=', hashSecret(old.token))
    .execute()
  await countAttempt(db, { name: 'long ago', address: '10.2.1.1', now: at(-1) })
  await countAttempt(db, { name: 'lately', address: '10.2.1.2', now: at(0) })
  const attempts = async () =>
    (await db.selectFrom('sign_in_attempt').select('at').execute()).filter((one) => one.at <= at(0)).map((one) => one.at)
  const before = (await attempts()).filter((moment) => moment === at(0)).length
  await forgetSessions(db, at(12 * hours))
  assert.equal(await seenAt(old), undefined)
  assert.equal(await seenAt(young), at(0))
  assert.deepEqual(
    await attempts(),
    Array.from({ length: before }, () => at(0)),
  )
})
