import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { httpClient } from '@comity/contract/client'
import type { ComityClient } from '@comity/contract/operations'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { startInstance, type TestInstance } from '../test-instance.ts'
import { softAuthenticator } from './soft-authenticator.test-support.ts'

const lima = { id: 'lima.example', origin: 'https://lima.example' }

describe('a passkey', () => {
  let now = Date.parse('2026-09-09T10:00:00.000Z')
  let instance: TestInstance
  let officer: ComityClient
  before(async () => {
    instance = await startInstance(['officer', 'head', 'administrator', 'auditor'], {
      clock: () => new Date(now),
      pagesUrl: 'https://lima.example/comity',
    })
    officer = instance.as('officer')
  })
  after(async () => instance.stop())
  const signedIn = (token: string) => httpClient({ base: `${instance.url()}/api`, token })
  const challenge = async () => valueOf(await instance.anyone().askChallenge({})).challenge
  const enrolled = async (client: ComityClient, name = 'key') => {
    const authenticator = softAuthenticator(lima)
    const asked = valueOf(await client.beginPasskey({}))
    assert.equal(asked.relyingParty, 'lima.example')
    return { authenticator, passkey: valueOf(await client.addPasskey({ body: { name, ...authenticator.create(asked.challenge) } })) }
  }

  test('is added with a fresh proof, signs its person in, and proves them again', async () => {
    const { authenticator } = await enrolled(officer)
    const { token } = valueOf(await instance.anyone().signInWithPasskey({ body: authenticator.get(await challenge()) }))
    const person = signedIn(token)
    assert.equal(valueOf(await person.whoAmI({})).role, 'officer')
    now += 10 * 60_000
    assert.equal(problemOf(await person.beginPasskey({})).code, 'proof-needed')
    valueOf(await person.proveWithPasskey({ body: authenticator.get(await challenge()) }))
    valueOf(await person.beginPasskey({}))
  })

  test('signs each challenge once, and only one that this instance gave out in the last five minutes', async () => {
    const head = instance.as('head')
    now -= 10 * 60_000
    const { authenticator } = await enrolled(head)
    const signIn = async (given: string) => instance.anyone().signInWithPasskey({ body: authenticator.get(given) })
    const once = await challenge()
    valueOf(await signIn(once))
    assert.equal(problemOf(await signIn(once)).code, 'sign-in-failed')
    assert.equal(problemOf(await signIn(Buffer.alloc(32).toString('base64url'))).code, 'sign-in-failed')
    const inTime = await challenge()
    now += 5 * 60_000 - 1
    valueOf(await signIn(inTime))
    now -= 5 * 60_000 - 1
    const late = await challenge()
    now += 5 * 60_000 + 1
    assert.equal(problemOf(await signIn(late)).code, 'sign-in-failed')
    // Neither one that was given out for adding a passkey.
    assert.equal(problemOf(await signIn(valueOf(await head.beginPasskey({})).challenge)).code, 'sign-in-failed')
  })

  test('leaves an entry for each proof with it, good or bad; ten bad ones within an hour close it, and a good one forgives those before', async () => {
    const admin = instance.as('administrator')
    const { id } = valueOf(await admin.whoAmI({}))
    const { authenticator } = await enrolled(admin)
    const prove = async (odd?: { origin: string }) => admin.proveWithPasskey({ body: authenticator.get(await challenge(), odd) })
    const evil = { origin: 'https://evil.example' }
    const told = async (limit: number) => {
      const { items } = valueOf(await instance.as('auditor').listAudit({ query: { action: 'session.prove', limit } }))
      return items.map(({ actor, subject, outcome }) => [actor === id, subject === id, outcome])
    }
    assert.deepEqual(problemOf(await prove(evil)).fields, [{ field: 'proof', rule: 'passkey-not-taken' }])
    valueOf(await prove())
    assert.deepEqual(await told(2), [
      [true, true, 'done'],
      [true, true, 'sign-in-failed'],
    ])
    for (let number = 0; number < 10; number += 1) assert.equal(problemOf(await prove(evil)).code, 'invalid-input')
    assert.equal(problemOf(await prove()).code, 'too-many-attempts')
    const body = authenticator.get(await challenge())
    assert.equal(problemOf(await instance.anyone().signInWithPasskey({ body })).code, 'too-many-attempts')
  })

  test('is one of twenty at most', async () => {
    const auditor = instance.as('auditor')
    for (let number = 1; number <= 20; number += 1) await enrolled(auditor, `key ${number}`)
    const { challenge: oneMore } = valueOf(await auditor.beginPasskey({}))
    const refused = await auditor.addPasskey({ body: { name: 'key 21', ...softAuthenticator(lima).create(oneMore) } })
    assert.equal(problemOf(refused).code, 'too-many')
    assert.equal(valueOf(await auditor.listPasskeys({})).items.length, 20)
  })

  test('is added by the account for which it was asked, once, and a try that fails uses the challenge up', async () => {
    const [head, admin] = [instance.as('head'), instance.as('administrator')]
    const authenticator = softAuthenticator(lima)
    const add = async (client: ComityClient, given: string, odd?: { origin: string }) =>
      client.addPasskey({ body: { name: 'key', ...authenticator.create(given, odd) } })
    const ruleOf = async (outcome: ReturnType<typeof add>) =>
      problemOf(await outcome)
        .fields?.map(({ field, rule }) => `${field} ${rule}`)
        .join()
    const notTaken = 'passkey passkey-not-taken'
    const { challenge: ofHead } = valueOf(await head.beginPasskey({}))
    assert.equal(await ruleOf(add(admin, ofHead)), notTaken)
    assert.equal(await ruleOf(add(head, ofHead, { origin: 'https://evil.example' })), notTaken)
    assert.equal(await ruleOf(add(head, ofHead)), notTaken)
    valueOf(await add(head, valueOf(await head.beginPasskey({})).challenge))
    assert.equal(await ruleOf(add(admin, valueOf(await admin.beginPasskey({})).challenge)), notTaken)
  })

  test('proves nobody but its owner, and is nobody’s to remove but theirs; removed, it signs nobody in', async () => {
    const [head, admin] = [instance.as('head'), instance.as('administrator')]
    const { authenticator, passkey } = await enrolled(admin, 'stick')
    assert.equal(
      problemOf(await head.proveWithPasskey({ body: authenticator.get(await challenge()) })).fields?.[0]?.rule,
      'passkey-not-taken',
    )
    const params = { passkey: passkey.id }
    assert.equal(problemOf(await head.removePasskey({ params })).code, 'not-found')
    assert.ok(valueOf(await admin.listPasskeys({})).items.some(({ name }) => name === 'stick'))
    valueOf(await admin.removePasskey({ params }))
    assert.equal(
      problemOf(await instance.anyone().signInWithPasskey({ body: authenticator.get(await challenge()) })).code,
      'sign-in-failed',
    )
  })

  test('of an account that is disabled, or of which the person is to enrol again, signs nobody in', async () => {
    const [head, admin] = [instance.as('head'), instance.as('administrator')]
    const { authenticator } = await enrolled(officer)
    const params = { account: valueOf(await officer.whoAmI({})).id }
    valueOf(await admin.proposeRecovery({ params }))
    valueOf(await head.approveRecovery({ params }))
    assert.equal(
      problemOf(await instance.anyone().signInWithPasskey({ body: authenticator.get(await challenge()) })).code,
      'sign-in-failed',
    )
    const { authenticator: ofHead } = await enrolled(head)
    valueOf(await admin.disableAccount({ params: { account: valueOf(await head.whoAmI({})).id } }))
    assert.equal(problemOf(await instance.anyone().signInWithPasskey({ body: ofHead.get(await challenge()) })).code, 'sign-in-failed')
  })
})
