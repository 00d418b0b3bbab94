import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { withDatabase } from '../platform/test-database.ts'
import { openVault } from '../platform/vault.ts'
import { at, minute, openDoor, password, totpSecret } from './account.test-support.ts'
import { countAttempt } from './attempt.ts'
import { plainCode } from './confirmation-code.ts'
import { createAccount, enrol, giveCredentials, type NewAccount, newEnrolmentCode } from './enrolment.ts'
import { readSecret } from './one-time-code.ts'
import { isPassword } from './password.ts'
import { findAccount, hashSecret } from './store.ts'
import { openTotp } from './totp-secret.ts'

const { db } = await withDatabase({ after })
const vault = openVault('nowhere', randomBytes(32))
const { open } = openDoor({ db, vault })
const days = 24 * 60 * minute
let count = 0

const account = async (id: string) => (await findAccount(db, id)) ?? assert.fail('no account')
const entriesOn = async (subject: string) =>
  db.selectFrom('audit').select(['at', 'actor', 'action', 'outcome']).where('subject', '=', subject).orderBy('seq').execute()

async function created(about: Partial<NewAccount>, by: string | null = null) {
  const given = { name: `person-${(count += 1)}`, displayName: 'Ana Quispe', role: 'officer', language: 'es', ...about } as const
  const result = await db.transaction().execute((trx) => createAccount(trx, given, { now: at(0), by }))
  return result.ok ? { ...result.value, row: await account(result.value.account.id) } : assert.fail(result.problem.code)
}

test('a code to enrol with is long, good for three days, and kept as its hash', () => {
  const { code, hash, expiresAt } = newEnrolmentCode(at(0))
  assert.equal(Buffer.from(code, 'base64url').length, 15)
  assert.deepEqual(hash, hashSecret(code))
  assert.equal(expiresAt, at(3 * days))
  assert.notEqual(newEnrolmentCode(at(0)).code, code)
})

test('an account that was opened has a name and a role, and nothing to sign in or to act with', async () => {
  const { id: admin } = await open()
  const { row, enrolmentCode, account: told } = await created({ language: 'qu' }, admin)
  assert.deepEqual(row, told)
  const { id, name, enrolment_hash, ...more } = row
  assert.match(id, /^[0-9a-f-]{36}$/u)
  assert.equal(name, `person-${count}`)
  assert.deepEqual(enrolment_hash, hashSecret(enrolmentCode))
  assert.deepEqual(more, {
    display_name: 'Ana Quispe',
    role: 'officer',
    office: null,
    team: null,
    language: 'qu',
    created_at: at(0),
    disabled_at: null,
    signs_in_by: 'password',
    password_hash: null,
    totp_secret: null,
    totp_sealed: null,
    totp_step: null,
    enrolment_expires_at: at(3 * days),
    enrolment_by: admin,
    confirmation_hash: null,
    confirmed_at: null,
    confirmed_by: null,
    recovery_by: null,
    recovery_at: null,
  })
})

test('only an executing authority has an office, and is named with it', async () => {
  assert.equal((await created({ role: 'executing-authority', office: '  Fiscalía de Lima ' })).row.office, 'Fiscalía de Lima')
  assert.equal((await created({ role: 'officer', office: 'Fiscalía de Lima' })).row.office, null)
  assert.equal((await created({ signsInBy: 'provider' })).row.signs_in_by, 'provider')
  const homeless = { name: 'homeless', displayName: 'B', role: 'executing-authority', language: 'en' } as const
  const refused = await db.transaction().execute((trx) => createAccount(trx, homeless, { now: at(0), by: null }))
  assert.deepEqual(refused, { ok: false, problem: { code: 'invalid-input', fields: [{ field: 'office', rule: 'required' }] } })
})

test('who enrols has the password they chose, the authenticator and the code they were shown, and is not confirmed', async () => {
  const { id, name, enrolmentCode } = await open()
  const given = { name, enrolmentCode, password, address: '10.3.0.1', now: at(0), issuer: 'Comity PER' }
  const done = await enrol({ db, vault }, given)
  assert.ok(done.ok)
  const row = await account(id)
  assert.ok(await isPassword(password, row.password_hash))
  const secret = readSecret(done.value.totpSecret)
  assert.equal(secret.length, 20)
  assert.deepEqual(openTotp(vault, row), Buffer.from(secret))
  assert.match(done.value.confirmationCode, /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/u)
  assert.deepEqual(row.confirmation_hash, hashSecret(plainCode(done.value.confirmationCode)))
  assert.deepEqual([row.confirmed_at, row.enrolment_hash], [null, null])
  assert.deepEqual(await entriesOn(id), [{ at: at(0), actor: id, action: 'account.enrol', outcome: 'done' }])
})

test('an enrolment that fails is written down, as one of nobody', async () => {
  const { id, name } = await open()
  const given = { name, enrolmentCode: 'wrong', password, address: '10.3.0.2', now: at(minute), issuer: 'Comity PER' }
  const refused = { ok: false, problem: { code: 'sign-in-failed' } }
  assert.deepEqual(await enrol({ db, vault }, given), refused)
  assert.deepEqual(await entriesOn(id), [{ at: at(minute), actor: 'nobody', action: 'account.enrol', outcome: 'sign-in-failed' }])
  const before = await entriesOn('')
  assert.deepEqual(await enrol({ db, vault }, { ...given, name: 'no such person' }), refused)
  assert.equal((await entriesOn('')).length, before.length + 1)
})

test('no password enrols that says who has it and where', async () => {
  const { name, enrolmentCode } = await open({ name: 'mquispemamani' })
  const given = { name, enrolmentCode, address: '10.3.0.3', now: at(0), issuer: 'Comity PER' }
  const ruleOf = async (chosen: string, words?: readonly string[]) => {
    const result = await enrol({ db, vault }, { ...given, password: chosen, ...(words === undefined ? {} : { words }) })
    return result.ok ? 'done' : result.problem.fields?.[0]?.rule
  }
  assert.equal(await ruleOf('mquispemamani-1'), 'password-own-words')
  assert.equal(await ruleOf('Ministerio Atacama', ['Ministerio Atacama']), 'password-own-words')
  assert.equal(await ruleOf('Ministerio Atacama'), 'done')
})

test('codes to enrol with are guessed at ten times an hour, and who enrols has their wrong ones forgiven', async () => {
  const { name, enrolmentCode } = await open()
  const given = { name, enrolmentCode: 'wrong', password, address: '10.3.0.4', now: at(0), issuer: 'Comity PER' }
  for (let n = 0; n < 9; n += 1) await countAttempt(db, given)
  assert.ok((await enrol({ db, vault }, { ...given, enrolmentCode })).ok)
  for (let n = 0; n < 10; n += 1) assert.ok((await countAttempt(db, given)).ok)
  assert.deepEqual(await enrol({ db, vault }, given), { ok: false, problem: { code: 'too-many-attempts' } })
})

test('an account of the operator’s file signs in with what the file says, and may act', async () => {
  const { id } = await open()
  await db.transaction().execute((trx) => giveCredentials(trx, vault, id, { password, totpSecret }, at(minute)))
  const row = await account(id)
  assert.ok(await isPassword(password, row.password_hash))
  assert.deepEqual(openTotp(vault, row), Buffer.from(readSecret(totpSecret)))
  assert.deepEqual([row.confirmed_at, row.confirmed_by, row.enrolment_hash], [at(minute), null, null])
})
