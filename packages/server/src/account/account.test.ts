import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { valueOf } from '@comity/domain/result.test-support'
import { isFresh } from '../platform/session.ts'
import { withDatabase } from '../platform/test-database.ts'
import { openVault } from '../platform/vault.ts'
import { at, minute, openDoor, password, totpSecret } from './account.test-support.ts'
import { attemptsOfName } from './attempt.ts'
import { createAccount, enrol } from './enrolment.ts'
import { codeAt, readSecret } from './one-time-code.ts'
import { findSessions, openSessionsOf, prove, signIn } from './session.ts'
import { endSession, endSessionOf, setDisabled } from './store.ts'
import { openTotp, sealPlainTotp } from './totp-secret.ts'

const { db } = await withDatabase({ after })
const vault = openVault('nowhere', randomBytes(32))
const parts = { db, vault }
const { open, enrolled } = openDoor(parts)
const findSession = async (token: string, now: string) => (await findSessions(db, [token], now)).get(token)

test('signs in with password and code, and finds the session with the account behind it', async () => {
  const { id, attempt } = await enrolled()
  const session = await signIn(parts, attempt(0))
  assert.ok(session.ok)
  assert.match(session.value.token, /^[\w-]{43}$/u)
  const found = await findSession(session.value.token, at(minute))
  assert.deepEqual(found?.actor, { id, name: 'Ana Quispe', role: 'officer' })
  assert.equal(found.language, 'es')
  assert.equal(found.expiresAt, at(12 * 60 * minute))
})

test('takes the name in any case of letters', async () => {
  const { name, attempt } = await enrolled()
  assert.ok((await signIn(parts, { ...attempt(0), name: name.toUpperCase() })).ok)
})

test('answers a wrong name, password or code, a used code and a disabled account alike', async () => {
  const { id, attempt } = await enrolled()
  const refused = { ok: false, problem: { code: 'sign-in-failed' } }
  assert.deepEqual(await signIn(parts, { ...attempt(0), name: 'nobody' }), refused)
  assert.deepEqual(await signIn(parts, { ...attempt(0), password: 'wrong' }), refused)
  assert.deepEqual(await signIn(parts, { ...attempt(0), code: codeAt(totpSecret, at(5 * minute)) }), refused)
  assert.ok((await signIn(parts, attempt(0))).ok)
  assert.deepEqual(await signIn(parts, attempt(0)), refused)
  assert.deepEqual(await signIn(parts, { ...attempt(0), now: at(20_000) }), refused)
  assert.ok((await signIn(parts, attempt(minute))).ok)
  await db.transaction().execute((trx) => setDisabled(trx, id, at(minute)))
  assert.deepEqual(await signIn(parts, attempt(2 * minute)), refused)
})

test('opens one session when the same code arrives many times at once', async () => {
  const { attempt } = await enrolled()
  const sessions = await Promise.all(Array.from({ length: 5 }, async () => signIn(parts, attempt(0))))
  assert.equal(sessions.filter((session) => session.ok).length, 1)
})

test('looks at no more than ten attempts on a name in an hour, whether the name exists or not', async () => {
  for (const attempt of [(await enrolled()).attempt(0), { ...(await enrolled()).attempt(0), name: 'never-was' }]) {
    const wrong = { ...attempt, password: 'wrong' }
    for (let n = 0; n < attemptsOfName; n++)
      assert.deepEqual(await signIn(parts, wrong), { ok: false, problem: { code: 'sign-in-failed' } })
    assert.deepEqual(await signIn(parts, attempt), { ok: false, problem: { code: 'too-many-attempts' } })
  }
})

test('looks again when the hour is over, and forgets the attempts after a success', async () => {
  const { attempt } = await enrolled()
  for (let n = 0; n < attemptsOfName - 1; n++) await signIn(parts, { ...attempt(0), password: 'wrong' })
  assert.ok((await signIn(parts, attempt(0))).ok)
  for (let n = 0; n < attemptsOfName; n++) await signIn(parts, { ...attempt(minute), password: 'wrong' })
  assert.deepEqual(await signIn(parts, attempt(minute)), { ok: false, problem: { code: 'too-many-attempts' } })
  assert.ok((await signIn(parts, attempt(62 * minute))).ok)
})

test('ends a session after half an hour without use, and after twelve hours with it', async () => {
  const { attempt } = await enrolled()
  const idle = await signIn(parts, attempt(0))
  assert.ok(idle.ok)
  assert.ok(await findSession(idle.value.token, at(29 * minute)))
  assert.ok(await findSession(idle.value.token, at(58 * minute)))
  assert.equal(await findSession(idle.value.token, at(89 * minute)), undefined)

  const busy = await signIn(parts, attempt(minute))
  assert.ok(busy.ok)
  for (let ms = 20 * minute; ms < 12 * 60 * minute; ms += 20 * minute) assert.ok(await findSession(busy.value.token, at(ms)))
  assert.equal(await findSession(busy.value.token, at((12 * 60 + 2) * minute)), undefined)
})

test('ends sessions at once when one signs out or the account is disabled, and when its role changes the session has the new one', async () => {
  const { id, attempt } = await enrolled()
  const [first, second] = [await signIn(parts, attempt(0)), await signIn(parts, attempt(minute))]
  assert.ok(first.ok && second.ok)
  await endSession(db, first.value.token)
  assert.equal(await findSession(first.value.token, at(minute)), undefined)
  await db.updateTable('account').set({ role: 'auditor' }).where('id', '=', id).execute()
  assert.equal((await findSession(second.value.token, at(minute)))?.actor.role, 'auditor')
  await db.transaction().execute((trx) => setDisabled(trx, id, at(minute)))
  assert.equal(await findSession(second.value.token, at(minute)), undefined)
})

test('finds no session of an account that is not confirmed, even one that was left standing', async () => {
  const { id, attempt } = await enrolled()
  const session = await signIn(parts, attempt(0))
  assert.ok(session.ok)
  await db.updateTable('account').set({ confirmed_at: null }).where('id', '=', id).execute()
  assert.equal(await findSession(session.value.token, at(0)), undefined)
})

test('finds no session of a disabled account, even one that was left standing', async () => {
  const { id, attempt } = await enrolled()
  const session = await signIn(parts, attempt(0))
  assert.ok(session.ok)
  await db
    .updateTable('account')
    .set({ disabled_at: at(0) })
    .where('id', '=', id)
    .execute()
  assert.equal(await findSession(session.value.token, at(0)), undefined)
})

test('lets a person enrol once, with the right code and in time', async () => {
  const { name, enrolmentCode } = await open()
  const given = { name, enrolmentCode, password, address: '10.1.0.1', now: at(0), issuer: 'Comity PER' }
  const refused = { ok: false, problem: { code: 'sign-in-failed' } }
  assert.deepEqual(await enrol(parts, { ...given, enrolmentCode: 'wrong' }), refused)
  assert.deepEqual(await enrol(parts, { ...given, now: at(4 * 24 * 60 * minute) }), refused)
  const done = await enrol(parts, given)
  assert.ok(done.ok)
  assert.match(done.value.totpUri, /^otpauth:\/\/totp\/Comity%20PER:/u)
  assert.deepEqual(await enrol(parts, given), refused)
  const unconfirmed = { ok: false, problem: { code: 'account-not-confirmed' } }
  assert.deepEqual(await signIn(parts, { ...given, code: codeAt(done.value.totpSecret, at(0)) }), unconfirmed)
  assert.deepEqual(await signIn(parts, { ...given, code: '000000' }), refused)
})

test('lets one of two who enrol at the same moment have the account', async () => {
  const { name, enrolmentCode } = await open()
  const given = { name, enrolmentCode, address: '10.1.0.2', now: at(0), issuer: 'Comity PER' }
  const both = await Promise.all([enrol(parts, { ...given, password }), enrol(parts, { ...given, password: 'another password' })])
  assert.equal(both.filter((one) => one.ok).length, 1)
})

test('opens one account for a name, and none for an executing authority without its office', async () => {
  const { name } = await open()
  await db.transaction().execute(async (trx) => {
    const about = { name: name.toUpperCase(), displayName: 'B', role: 'officer', language: 'en' } as const
    assert.deepEqual(await createAccount(trx, about, { now: at(0), by: null }), {
      ok: false,
      problem: { code: 'invalid-input', fields: [{ field: 'name', rule: 'taken' }] },
    })
    const homeless = await createAccount(
      trx,
      { ...about, name: 'homeless', role: 'executing-authority', office: ' ' },
      { now: at(0), by: null },
    )
    assert.deepEqual(homeless, { ok: false, problem: { code: 'invalid-input', fields: [{ field: 'office', rule: 'required' }] } })
  })
})

test('keeps neither password, token, enrolment code nor typed name where a reader of the database finds them', async () => {
  const { name, enrolmentCode, attempt } = await enrolled()
  await signIn(parts, { ...attempt(0), name: 'my-secret-password' })
  const session = await signIn(parts, attempt(0))
  assert.ok(session.ok)
  const rows = JSON.stringify([
    await db.selectFrom('account').selectAll().where('name', '=', name).execute(),
    await db.selectFrom('session').selectAll().execute(),
    await db.selectFrom('sign_in_attempt').selectAll().execute(),
  ])
  for (const secret of [password, session.value.token, enrolmentCode, 'my-secret-password']) assert.ok(!rows.includes(secret))
})

test('writes down who signed in and on whose account someone failed to', async () => {
  const { id, attempt } = await enrolled()
  await signIn(parts, { ...attempt(0), password: 'wrong' })
  await signIn(parts, attempt(0))
  const entries = await db.selectFrom('audit').select(['actor', 'action', 'outcome']).where('subject', '=', id).orderBy('seq').execute()
  assert.deepEqual(entries, [
    { actor: 'nobody', action: 'session.open', outcome: 'sign-in-failed' },
    { actor: id, action: 'session.open', outcome: 'done' },
  ])
})

test('a proof is fresh for ten minutes, and is made fresh by a new code once', async () => {
  const { attempt } = await enrolled()
  const opened = await signIn(parts, attempt(0))
  assert.ok(opened.ok)
  const session = opened.value
  assert.ok(isFresh(session, at(10 * minute - 1)))
  assert.ok(!isFresh(session, at(10 * minute)))
  const wrong = { ok: false, problem: { code: 'invalid-input', fields: [{ field: 'proof', rule: 'one-time-code-wrong' }] } }
  const given = (ms: number) => ({ session, proof: codeAt(totpSecret, at(ms)), address: '10.1.0.1', now: at(ms) })
  assert.deepEqual(await prove(parts, given(0)), wrong)
  assert.deepEqual(await prove(parts, { ...given(20 * minute), proof: codeAt(totpSecret, at(0)) }), wrong)
  assert.ok((await prove(parts, given(20 * minute))).ok)
  assert.deepEqual(await prove(parts, given(20 * minute)), wrong)
  const found = await findSession(session.token, at(20 * minute))
  assert.ok(found !== undefined && isFresh(found, at(29 * minute)))
})

test('looks at ten wrong proofs an hour and at no more', async () => {
  const { attempt } = await enrolled()
  const opened = await signIn(parts, attempt(0))
  assert.ok(opened.ok)
  const given = { session: opened.value, proof: '000000', address: '10.1.0.2', now: at(minute) }
  for (let n = 0; n < attemptsOfName; n += 1) await prove(parts, given)
  const right = { ...given, proof: codeAt(totpSecret, at(minute)) }
  assert.deepEqual(await prove(parts, right), { ok: false, problem: { code: 'too-many-attempts' } })
})

test('lists the open sessions of one account, tells which one asks, and ends any of them', async () => {
  const { id, attempt } = await enrolled()
  const [first, second] = [await signIn(parts, attempt(0)), await signIn(parts, attempt(minute))]
  const other = await signIn(parts, (await enrolled()).attempt(0))
  assert.ok(first.ok && second.ok && other.ok)
  const listed = await openSessionsOf(db, second.value, at(2 * minute))
  assert.deepEqual(
    listed.map(({ openedAt, current }) => [openedAt, current]),
    [
      [at(minute), true],
      [at(0), false],
    ],
  )
  assert.ok(!JSON.stringify(listed).includes(first.value.token))
  const ended = listed[1]?.id ?? ''
  await db.transaction().execute(async (trx) => {
    assert.equal(await endSessionOf(trx, other.value.actor.id, ended), false)
    assert.equal(await endSessionOf(trx, id, ended), true)
  })
  assert.equal(await findSession(first.value.token, at(2 * minute)), undefined)
  assert.ok(await findSession(second.value.token, at(2 * minute)))
  assert.deepEqual(await openSessionsOf(db, second.value, at(40 * minute)), [])
})

test('an eleventh session of an account ends its oldest, and nobody else’s', async () => {
  const { attempt } = await enrolled()
  const other = valueOf(await signIn(parts, (await enrolled()).attempt(0)))
  const tokens: string[] = []
  for (let count = 0; count < 11; count += 1) tokens.push(valueOf(await signIn(parts, attempt(count * minute))).token)
  const found = await Promise.all([...tokens, other.token].map(async (token) => (await findSession(token, at(11 * minute))) !== undefined))
  assert.deepEqual(found, [false, ...Array.from({ length: 11 }, () => true)])
})

test('keeps the secret of an authenticator sealed for its account, and seals those that an earlier version left readable', async () => {
  const [one, other] = [await enrolled(), await open()]
  const secretOf = async (id: string) =>
    db.selectFrom('account').select(['id', 'totp_secret', 'totp_sealed']).where('id', '=', id).executeTakeFirstOrThrow()
  const sealed = await secretOf(one.id)
  const plain = Buffer.from(readSecret(totpSecret))
  assert.equal(sealed.totp_secret, null)
  assert.equal(sealed.totp_sealed?.includes(plain), false)
  assert.equal(openTotp(vault, { ...sealed, id: other.id }), undefined)

  await db.updateTable('account').set({ totp_secret: plain, totp_sealed: null }).where('id', '=', one.id).execute()
  await sealPlainTotp(db, vault)
  await sealPlainTotp(db, vault)
  const moved = await secretOf(one.id)
  assert.equal(moved.totp_secret, null)
  assert.ok(openTotp(vault, moved)?.equals(plain))
  assert.ok((await signIn(parts, one.attempt(0))).ok)
  // Under keys that are lost nobody signs in, and the answer is that of a wrong code.
  assert.deepEqual(await signIn({ db, vault: openVault('nowhere', randomBytes(32)) }, one.attempt(minute)), {
    ok: false,
    problem: { code: 'sign-in-failed' },
  })
})

test('a clock that is set back prolongs no session and no proof, and makes no used code good again', async () => {
  const { attempt } = await enrolled()
  const opened = await signIn(parts, attempt(0))
  assert.ok(opened.ok)
  const { token } = opened.value
  const day = 24 * 60 * minute
  for (const back of [-2 * minute, -day]) {
    assert.equal(await findSession(token, at(back)), undefined)
    assert.equal((await openSessionsOf(db, opened.value, at(back))).length, 0)
    assert.ok(!isFresh(opened.value, at(back)))
    assert.deepEqual(await signIn(parts, attempt(back)), { ok: false, problem: { code: 'sign-in-failed' } })
  }
  // Processes of one authority are a moment apart, and a clock that is right again finds what it knew.
  assert.ok(await findSession(token, at(-minute / 2)))
  assert.ok(isFresh(opened.value, at(-minute / 2)))
  assert.ok(await findSession(token, at(minute)))
  assert.equal(await findSession(token, at(day)), undefined)
})
