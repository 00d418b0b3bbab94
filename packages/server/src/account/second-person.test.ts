import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { httpClient } from '@comity/contract/client'
import type { ComityClient } from '@comity/contract/operations'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { startInstance, type TestInstance } from '../test-instance.ts'
import { codeAt } from './one-time-code.ts'
import { recoveryOf } from './second-person.ts'
import type { AccountRow } from './store.ts'

const password = 'snow falls on quiet figs'
const step = 31_000

test('a proposal that nobody approved in three days is none, to the millisecond', () => {
  const row = (by: string | null, at: string | null) => ({ recovery_by: by, recovery_at: at }) as AccountRow
  const at = '2026-09-09T10:00:00.000Z'
  assert.deepEqual(recoveryOf(row('a', at), '2026-09-12T09:59:59.999Z'), { by: 'a', at })
  assert.equal(recoveryOf(row('a', at), '2026-09-12T10:00:00.000Z'), undefined)
  assert.equal(recoveryOf(row(null, null), at), undefined)
  assert.equal(recoveryOf(row(null, at), at), undefined)
})

describe('no one alone opens an account and acts in it', () => {
  // One moment after the other, so that each code of an authenticator is new.
  let now = Date.parse('2026-09-09T10:00:00.000Z')
  let instance: TestInstance
  let admin: ComityClient
  let head: ComityClient
  before(async () => {
    instance = await startInstance(['administrator', 'head', 'auditor'], { clock: () => new Date(now) })
    admin = instance.as('administrator')
    head = instance.as('head')
  })
  after(async () => instance.stop())

  const signIn = async (name: string, totpSecret: string, given = password) => {
    now += step
    return instance.anyone().signIn({ body: { name, password: given, code: codeAt(totpSecret, new Date(now).toISOString()) } })
  }
  const open = async (name: string) => {
    const { account, enrolmentCode } = valueOf(
      await admin.createAccount({ body: { name, displayName: 'Ana Quispe', role: 'officer', language: 'es' } }),
    )
    return { account, enrolmentCode, enrolled: valueOf(await instance.anyone().enrol({ body: { name, enrolmentCode, password } })) }
  }
  const codeOf = async (outcome: Promise<Parameters<typeof problemOf>[0]>) => problemOf(await outcome).code

  test('without a provider of identities there is nothing to sign in with, and no account that would', async () => {
    assert.equal(await codeOf(instance.anyone().beginProviderSignIn({ body: {} })), 'not-found')
    const body = { name: 'bruno', displayName: 'Bruno', role: 'officer', language: 'es', signsInBy: 'provider' } as const
    assert.equal(problemOf(await admin.createAccount({ body })).fields?.[0]?.rule, 'no-provider')
    assert.ok(!(await (await fetch(`${instance.url()}/sign-in`)).text()).includes('/sign-in/provider'))
  })

  test('whoever handed out the enrolment code cannot confirm; another, told the code by the person, can, once', async () => {
    const { account, enrolled } = await open('ana')
    assert.match(enrolled.confirmationCode, /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/u)
    const params = { account: account.id }
    const body = { code: enrolled.confirmationCode }
    assert.equal(valueOf(await admin.getAccount({ params })).standing, 'enrolled')
    assert.equal(await codeOf(signIn('ana', enrolled.totpSecret)), 'account-not-confirmed')
    assert.equal(await codeOf(admin.confirmAccount({ params, body })), 'not-the-second-person')
    const wrong = problemOf(await head.confirmAccount({ params, body: { code: 'AAAA-AAAA' } }))
    assert.deepEqual(wrong.fields, [{ field: 'code', rule: 'confirmation-code-wrong' }])
    assert.equal(await codeOf(signIn('ana', enrolled.totpSecret)), 'account-not-confirmed')
    const typed = { code: enrolled.confirmationCode.toLowerCase().replace('-', ' ') }
    assert.equal(valueOf(await head.confirmAccount({ params, body: typed })).standing, 'open')
    assert.equal(await codeOf(head.confirmAccount({ params, body })), 'act-not-available')
    valueOf(await signIn('ana', enrolled.totpSecret))
  })

  test('an enrolment refuses a password that many have, before the code is used up', async () => {
    const body = { name: 'hilda', displayName: 'Hilda', role: 'officer', language: 'es' } as const
    const { enrolmentCode } = valueOf(await admin.createAccount({ body }))
    const enrol = async (given: string) => instance.anyone().enrol({ body: { name: 'hilda', enrolmentCode, password: given } })
    assert.equal(problemOf(await enrol('password1234')).fields?.[0]?.rule, 'password-common')
    valueOf(await enrol(password))
  })

  test('a confirmation is guessed at ten times an hour and no more', async () => {
    const { account, enrolled } = await open('bea')
    const params = { account: account.id }
    for (let n = 0; n < 10; n += 1) await head.confirmAccount({ params, body: { code: `AAAA-AAA${n}` } })
    assert.equal(await codeOf(head.confirmAccount({ params, body: { code: enrolled.confirmationCode } })), 'too-many-attempts')
  })

  test('a person enrols again when two people have said so: what signed them in is good no more, and a third step confirms them', async () => {
    const { account, enrolled } = await open('carla')
    const params = { account: account.id }
    valueOf(await head.confirmAccount({ params, body: { code: enrolled.confirmationCode } }))
    const session = valueOf(await signIn('carla', enrolled.totpSecret))
    const person = httpClient({ base: `${instance.url()}/api`, token: session.token })

    assert.equal(await codeOf(head.approveRecovery({ params })), 'act-not-available')
    assert.equal(valueOf(await admin.proposeRecovery({ params })).recovery?.by, valueOf(await admin.whoAmI({})).id)
    valueOf(await person.whoAmI({}))
    assert.equal(await codeOf(admin.approveRecovery({ params })), 'not-the-second-person')
    const { enrolmentCode } = valueOf(await head.approveRecovery({ params }))
    assert.equal(await codeOf(person.whoAmI({})), 'not-signed-in')
    assert.equal(await codeOf(signIn('carla', enrolled.totpSecret)), 'sign-in-failed')

    const again = valueOf(await instance.anyone().enrol({ body: { name: 'carla', enrolmentCode, password } }))
    const body = { code: again.confirmationCode }
    assert.equal(await codeOf(head.confirmAccount({ params, body })), 'not-the-second-person')
    assert.equal(valueOf(await admin.confirmAccount({ params, body })).standing, 'open')
    valueOf(await signIn('carla', again.totpSecret))

    const entries = valueOf(await instance.as('auditor').listAudit({ query: { subject: account.id } })).items
    const acts = entries.map(({ action, outcome }) => `${action} ${outcome}`)
    for (const act of ['account.manage done', 'account.confirm done', 'account.enrol done']) assert.ok(acts.includes(act), act)
  })

  test('a proposal that is dropped is none', async () => {
    const { account } = await open('dora')
    const params = { account: account.id }
    assert.equal(await codeOf(head.declineRecovery({ params })), 'act-not-available')
    valueOf(await admin.proposeRecovery({ params }))
    valueOf(await head.declineRecovery({ params }))
    assert.equal(await codeOf(head.approveRecovery({ params })), 'act-not-available')
  })

  test('of an account that is disabled or not there nothing is proposed, and only an approval hands out a code', async () => {
    assert.equal(await codeOf(admin.proposeRecovery({ params: { account: randomUUID() } })), 'not-found')
    const { account } = await open('fritz')
    const params = { account: account.id }
    assert.ok(!('enrolmentCode' in valueOf(await admin.proposeRecovery({ params }))))
    valueOf(await admin.disableAccount({ params }))
    assert.equal(await codeOf(head.approveRecovery({ params })), 'act-not-available')
    assert.equal(await codeOf(admin.proposeRecovery({ params })), 'act-not-available')
  })

  test('one changes one’s password with the present one, to none that many have; other sessions end, this one goes on', async () => {
    const { account, enrolled } = await open('elsa')
    valueOf(await head.confirmAccount({ params: { account: account.id }, body: { code: enrolled.confirmationCode } }))
    const base = `${instance.url()}/api`
    const [here, there] = [valueOf(await signIn('elsa', enrolled.totpSecret)), valueOf(await signIn('elsa', enrolled.totpSecret))]
    const person = httpClient({ base, token: here.token })
    const rule = async (body: { password: string; newPassword: string }) =>
      problemOf(await person.changePassword({ body })).fields?.map((one) => `${one.field} ${one.rule}`)
    assert.deepEqual(await rule({ password, newPassword: 'password1234' }), ['newPassword password-common'])
    assert.deepEqual(await rule({ password, newPassword: 'Comity Ana Quispe' }), ['newPassword password-own-words'])
    assert.deepEqual(await rule({ password, newPassword: password }), ['newPassword password-same'])
    assert.deepEqual(await rule({ password: 'another', newPassword: 'quiet figs under snow' }), ['password password-wrong'])
    valueOf(await person.changePassword({ body: { password, newPassword: 'quiet figs under snow' } }))
    valueOf(await person.whoAmI({}))
    assert.equal(await codeOf(httpClient({ base, token: there.token }).whoAmI({})), 'not-signed-in')
    assert.equal(await codeOf(signIn('elsa', enrolled.totpSecret)), 'sign-in-failed')
    valueOf(await signIn('elsa', enrolled.totpSecret, 'quiet figs under snow'))
  })

  test('opening, confirming, recovering and changing what one signs in with ask for a fresh proof', async () => {
    const params = { account: randomUUID() }
    now += 10 * 60_000
    const body = { name: 'gina', displayName: 'Gina', role: 'officer', language: 'es' } as const
    for (const asked of [
      admin.createAccount({ body }),
      head.confirmAccount({ params, body: { code: 'x' } }),
      admin.proposeRecovery({ params }),
      head.approveRecovery({ params }),
      head.changePassword({ body: { password, newPassword: 'quiet figs under snow' } }),
    ])
      assert.equal(await codeOf(asked), 'proof-needed')
  })
})
