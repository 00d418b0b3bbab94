import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { httpClient } from '@comity/contract/client'
import type { ComityClient } from '@comity/contract/operations'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { startInstance, type TestInstance } from '../../test-instance.ts'
import { codeAt } from '../one-time-code.ts'
import { type RealProvider, type Sitting, startRealProvider } from './real-provider.test-support.ts'

const pages = 'https://lima.example'
const ana = { subject: 'ana', acr: 'two' } as const

/** Looks at a page as a browser says it does: `fetch` would say of itself that it is a script. */
async function lookAs(url: string, headers: Readonly<Record<string, string>>) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => get(url, { headers }, resolve).on('error', reject))
  const html = Buffer.concat(await answer.toArray()).toString()
  return { status: answer.statusCode, given: answer.headers['set-cookie'] ?? [], html }
}

describe('signing in with a real provider', () => {
  let real: RealProvider
  let instance: TestInstance
  const secrets = mkdtempSync(join(tmpdir(), 'comity-provider-'))
  const secretFile = join(secrets, 'secret')
  before(async () => {
    real = await startRealProvider()
    writeFileSync(secretFile, `${real.secret}\n`)
    instance = await startInstance(['officer', 'head', 'administrator', 'auditor'], { pagesUrl: pages, provider: real.options(secretFile) })
    await real.serve(pages, instance.url())
  })
  after(async () => {
    await instance.stop()
    await real.close()
    rmSync(secrets, { recursive: true })
  })
  const signedIn = (token: string) => httpClient({ base: `${instance.url()}/api`, token })
  const finish = async ({ url, flow }: { url: string; flow: string }, sitting: Sitting) =>
    instance.anyone().finishProvider({ body: { flow, answer: await real.walk(url, sitting) } })
  const begin = async () => valueOf(await instance.anyone().beginProviderSignIn({ body: { next: '/requests' } }))
  const signIn = async (sitting: Sitting) => finish(await begin(), sitting)
  const bind = async (client: ComityClient, sitting: Sitting) => finish(valueOf(await client.beginProviderBinding({ body: {} })), sitting)
  const outcomes = async (action: string) =>
    valueOf(await instance.as('auditor').listAudit({ query: { limit: 100 } })).items.flatMap((entry) =>
      entry.action === action ? [entry.outcome] : [],
    )

  test('who is bound to nobody here is nobody, whatever name, address or role the provider gives them', async () => {
    assert.equal(problemOf(await signIn(ana)).code, 'provider-stranger')
    assert.ok((await outcomes('session.open')).includes('provider-stranger'))
  })

  test('an officer binds their account with a fresh proof, and signs in by the pair of provider and subject, in the role they have here', async () => {
    assert.deepEqual(valueOf(await bind(instance.as('officer'), ana)), { outcome: 'bound' })
    const done = valueOf(await signIn(ana))
    assert.ok(done.outcome === 'signed-in' && done.next === '/requests')
    assert.equal(valueOf(await signedIn(done.token).whoAmI({})).role, 'officer')
    assert.equal(problemOf(await signIn({ ...ana, subject: 'Ana' })).code, 'provider-stranger')
    const { bound, issuer } = valueOf(await instance.as('officer').getProviderBinding({}))
    assert.deepEqual([bound?.subject, issuer], ['ana', real.issuer])
    assert.equal(problemOf(await instance.as('officer').beginProviderBinding({ body: {} })).code, 'act-not-available')
    assert.equal(problemOf(await bind(instance.as('head'), ana)).code, 'provider-bound-already')
    assert.deepEqual(await outcomes('credential.change'), ['provider-bound-already', 'done'])
  })

  test('what one browser began is finished there, once, and for what it was begun', async () => {
    const { url, flow } = await begin()
    const other = await begin()
    const answer = await real.walk(url, ana)
    const anyone = instance.anyone()
    // Mixed up: another browser's flow with this answer uses that flow up, and opens nothing.
    assert.equal(problemOf(await anyone.finishProvider({ body: { flow: other.flow, answer } })).code, 'provider-answer-refused')
    valueOf(await anyone.finishProvider({ body: { flow, answer } }))
    assert.equal(problemOf(await anyone.finishProvider({ body: { flow, answer } })).code, 'provider-begin-again')
    assert.equal(problemOf(await anyone.finishProvider({ body: { flow: 'A'.repeat(43), answer } })).code, 'provider-begin-again')
    // A code that was redeemed is good no more, whoever brings it.
    const third = await begin()
    const state = new URL(third.url).searchParams.get('state') ?? ''
    const replayed = new URLSearchParams(answer)
    replayed.set('state', state)
    const again = await anyone.finishProvider({ body: { flow: third.flow, answer: replayed.toString() } })
    assert.equal(problemOf(again).code, 'provider-answer-refused')
  })

  test('where the provider vouches for one factor, the account’s own code is asked, and a wrong one opens nothing', async () => {
    const created = valueOf(
      await instance.as('administrator').createAccount({
        body: { name: 'bruno', displayName: 'Bruno', role: 'officer', language: 'es', signsInBy: 'provider' },
      }),
    )
    const anyone = instance.anyone()
    const enrolment = { name: 'bruno', enrolmentCode: created.enrolmentCode }
    const password = 'seven lamps over Arequipa'
    assert.equal(problemOf(await anyone.enrol({ body: { ...enrolment, password } })).code, 'sign-in-failed')
    const refusals = async () => (await outcomes('account.enrol')).filter((outcome) => outcome === 'sign-in-failed').length
    const refusedYet = await refusals()
    for (const wrong of [{ enrolmentCode: 'x' }, { name: 'nobody of that name' }])
      assert.equal(problemOf(await anyone.beginProviderEnrolment({ body: { ...enrolment, ...wrong } })).code, 'sign-in-failed')
    const done = valueOf(await finish(valueOf(await anyone.beginProviderEnrolment({ body: enrolment })), { subject: 'bruno' }))
    assert.ok(done.outcome === 'enrolled')
    // Who is right leaves none.
    assert.equal(await refusals(), refusedYet + 2)
    assert.equal(problemOf(await anyone.beginProviderEnrolment({ body: enrolment })).code, 'sign-in-failed')
    const unconfirmed = valueOf(await signIn({ subject: 'bruno', acr: 'one' }))
    assert.ok(unconfirmed.outcome === 'code-needed')
    const { flow } = unconfirmed
    const code = () => codeAt(done.totpSecret, new Date().toISOString())
    const wrong = String((Number(code()) + 1) % 1_000_000).padStart(6, '0')
    assert.equal(problemOf(await anyone.finishProviderWithCode({ body: { flow, code: wrong } })).code, 'sign-in-failed')
    // No one alone opens an account and acts in it, here as with a password.
    const params = { account: created.account.id }
    const body = { code: done.confirmationCode }
    assert.equal(problemOf(await instance.as('administrator').confirmAccount({ params, body })).code, 'not-the-second-person')
    assert.equal(problemOf(await signIn({ subject: 'bruno', acr: 'two' })).code, 'account-not-confirmed')
    assert.equal(valueOf(await instance.as('head').confirmAccount({ params, body })).standing, 'open')
    const opened = valueOf(await anyone.finishProviderWithCode({ body: { flow, code: code() } }))
    assert.equal(valueOf(await signedIn(opened.token).whoAmI({})).name, 'bruno')
    assert.equal(problemOf(await anyone.finishProviderWithCode({ body: { flow, code: code() } })).code, 'provider-begin-again')
    // What is all that a person signs in with is not taken away.
    assert.equal(problemOf(await signedIn(opened.token).removeProviderBinding({})).code, 'act-not-available')
  })

  test('a proof of long ago opens a session that proves nothing fresh; one given anew, with two factors, by the same person, does', async () => {
    const seconds = Math.floor(Date.now() / 1000)
    const old = valueOf(await signIn({ ...ana, subject: 'ana', at: seconds - 3600 }))
    assert.ok(old.outcome === 'signed-in')
    const person = signedIn(old.token)
    assert.equal(problemOf(await person.beginPasskey({})).code, 'proof-needed')
    const prove = async (sitting: Sitting) => finish(valueOf(await person.beginProviderProof({ body: {} })), sitting)
    assert.equal(problemOf(await prove({ ...ana, at: seconds - 3600 })).code, 'provider-answer-refused')
    assert.equal(problemOf(await prove({ subject: 'ana', acr: 'one' })).code, 'provider-too-weak')
    assert.equal(problemOf(await prove({ ...ana, subject: 'bruno' })).code, 'provider-stranger')
    assert.equal(problemOf(await person.beginPasskey({})).code, 'proof-needed')
    assert.deepEqual(valueOf(await prove({ subject: 'ana', amr: ['pwd', 'mfa'] })), { outcome: 'proven' })
    valueOf(await person.beginPasskey({}))
    assert.equal(problemOf(await signIn({ ...ana, at: seconds - 13 * 3600 })).code, 'provider-answer-refused')
  })

  test('the pages lead there and back without script, by links of their own, in the language of the reader', async () => {
    const refreshOf = (html: string) =>
      /<meta http-equiv="refresh" content="0; url=([^"]+)"/u.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const door = await fetch(`${instance.url()}/sign-in?language=es&next=/requests`)
    const page = await door.text()
    assert.ok(page.includes('Entrar con Ministry') && page.includes('action="/sign-in/provider"'))
    const language = door.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const there = await fetch(`${instance.url()}/sign-in/provider`, {
      method: 'POST',
      headers: { cookie: language, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ next: '/requests' }),
    })
    const kept = there.headers.getSetCookie().find((line) => line.startsWith('__Host-comity-way-per=')) ?? ''
    assert.match(kept, /; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/u)
    assert.match(there.headers.get('content-security-policy') ?? '', /form-action 'self';/u)
    const to = refreshOf(await there.text())
    assert.equal(new URL(to).searchParams.get('ui_locales'), 'es')
    const answer = await real.walk(to, ana)
    // From another site: no cookie of ours comes along but the one of the way.
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    const back = async (cookie: string) => lookAs(`${instance.url()}/sign-in/provider?${answer}`, { ...headers, cookie })
    assert.equal((await back('')).status, 400)
    const { status, given, html } = await back(kept.split(';')[0] ?? '')
    assert.equal(status, 200)
    assert.ok(given.some((line) => /^__Host-comity-per=[\w-]{43};.*SameSite=Strict$/u.test(line)))
    assert.ok(given.some((line) => line.startsWith('__Host-comity-way-per=;')))
    assert.ok(html.includes('lang="es"') && !html.includes('<script'))
    assert.equal(refreshOf(html), '/requests')
    assert.equal((await back(kept.split(';')[0] ?? '')).status, 400)
  })

  test('a session in whose name something began is open when it comes back, or nothing is done', async () => {
    const done = valueOf(await signIn(ana))
    assert.ok(done.outcome === 'signed-in')
    const person = signedIn(done.token)
    const begun = valueOf(await person.beginProviderProof({ body: {} }))
    valueOf(await person.signOut({}))
    assert.equal(problemOf(await finish(begun, ana)).code, 'provider-begin-again')
  })

  test('who signs out at the provider is out here within a second, and who did not come by it stays', async () => {
    const done = valueOf(await signIn(ana))
    assert.ok(done.outcome === 'signed-in')
    assert.match(valueOf(await signedIn(done.token).leaveProvider({})).url ?? '', /\/session\/end\?.*client_id=comity/u)
    assert.deepEqual(valueOf(await instance.as('officer').leaveProvider({})), {})
    assert.equal(await real.signOut(), 303)
    assert.equal(problemOf(await signedIn(done.token).whoAmI({})).code, 'not-signed-in')
    valueOf(await instance.as('officer').whoAmI({}))
    assert.ok((await outcomes('session.close')).includes('done'))
  })

  test('an account that is disabled, unbound or recovered is not opened by the provider', async () => {
    const [kept, gone] = [valueOf(await signIn(ana)), valueOf(await signIn(ana))]
    assert.ok(kept.outcome === 'signed-in' && gone.outcome === 'signed-in')
    valueOf(await instance.as('officer').removeProviderBinding({}))
    assert.equal(problemOf(await signedIn(kept.token).whoAmI({})).code, 'not-signed-in')
    assert.equal(problemOf(await signIn(ana)).code, 'provider-stranger')
    valueOf(await bind(instance.as('officer'), ana))
    const { id } = valueOf(await instance.as('officer').whoAmI({}))
    valueOf(await instance.as('administrator').disableAccount({ params: { account: id } }))
    assert.equal(problemOf(await signIn(ana)).code, 'provider-stranger')
  })
})
