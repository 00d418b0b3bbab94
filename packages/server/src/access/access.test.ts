import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { content } from '../test-inputs.ts'
import { startInstance, type TestInstance } from '../test-instance.ts'

describe('who sees a request, through its operations', () => {
  let house: TestInstance
  let request: string
  let officer: string
  const reason = { reason: 'A source could be hurt.' }
  const params = () => ({ request })
  const seenBy = async (role: 'officer' | 'head') => {
    const listed = valueOf(await house.as(role).listRequests({})).items.some(({ id }) => id === request)
    const got = await house.as(role).getRequest({ params: params() })
    return [listed, got.ok ? 'seen' : got.problem.code]
  }
  const lastAudit = async (action: string) => valueOf(await house.as('auditor').listAudit({ query: { action, limit: 1 } })).items[0]

  before(async () => {
    house = await startInstance(['officer', 'head', 'auditor', 'administrator'])
    request = valueOf(await house.as('head').openRequest({ body: { reference: 'R-1', content }, idempotencyKey: 'k' })).id
    officer = valueOf(await house.as('officer').whoAmI({})).id
  })
  after(async () => house.stop())

  test('an officer is a colleague of every request, and restricts none on which nobody has named them', async () => {
    assert.deepEqual(await seenBy('officer'), [true, 'seen'])
    assert.equal(problemOf(await house.as('officer').restrictRequest({ params: params(), body: reason })).code, 'not-permitted')
  })

  test('restricted by the head, it is gone for the officer from lists and by its address, and the refusal is on record', async () => {
    valueOf(await house.as('head').restrictRequest({ params: params(), body: reason }))
    assert.deepEqual(await seenBy('officer'), [false, 'not-found'])
    assert.equal((await lastAudit('request.read'))?.outcome, 'not-permitted')
    assert.equal(problemOf(await house.as('officer').declareConflict({ params: params(), body: reason })).code, 'not-found')
  })

  test('who is related says why before they open it, once in a session, and what they say stands by the audit entry', async () => {
    const refused = problemOf(await house.as('head').getRequest({ params: params() }))
    assert.deepEqual([refused.code, refused.values?.['request']], ['reason-needed', request])
    assert.equal(problemOf(await house.as('head').giveReason({ params: params(), body: { reason: '' } })).code, 'invalid-input')
    valueOf(await house.as('head').giveReason({ params: params(), body: { reason: 'To decide on the reply.' } }))
    assert.deepEqual(await seenBy('head'), [true, 'seen'])
    assert.equal(valueOf(await house.as('head').getRequest({ params: params() })).restricted, true)
    assert.equal((await lastAudit('restricted.open'))?.reason, 'To decide on the reply.')
  })

  test('an officer who is named liaison reads it after saying why, and does not act; one who is assigned does', async () => {
    const body = { account: officer, relation: 'liaison' as const }
    valueOf(await house.as('head').namePerson({ params: params(), body }))
    assert.deepEqual(await seenBy('officer'), [true, 'reason-needed'])
    valueOf(await house.as('officer').giveReason({ params: params(), body: reason }))
    assert.deepEqual(await seenBy('officer'), [true, 'seen'])
    assert.deepEqual(valueOf(await house.as('officer').getRequest({ params: params() })).available, [])
    assert.equal(problemOf(await house.as('officer').setRequestTeam({ params: params(), body: { team: 'T' } })).code, 'not-permitted')
    valueOf(await house.as('head').namePerson({ params: params(), body: { ...body, relation: 'assigned' } }))
    assert.ok(valueOf(await house.as('officer').getRequest({ params: params() })).available.includes('revise'))
    for (const relation of ['liaison', 'assigned'] as const)
      valueOf(await house.as('head').dropPerson({ params: params(), body: { ...body, relation } }))
    assert.deepEqual(await seenBy('officer'), [false, 'not-found'])
    assert.equal(problemOf(await house.as('head').dropPerson({ params: params(), body })).code, 'act-not-available')
  })

  test('the team of an account opens it, and no account without casework has one', async () => {
    valueOf(await house.as('head').setRequestTeam({ params: params(), body: { team: 'Asset recovery' } }))
    valueOf(await house.as('administrator').setAccountTeam({ params: { account: officer }, body: { team: 'Asset recovery' } }))
    assert.deepEqual(await seenBy('officer'), [true, 'seen'])
    valueOf(await house.as('administrator').setAccountTeam({ params: { account: officer }, body: {} }))
    assert.deepEqual(await seenBy('officer'), [false, 'not-found'])
    const auditor = valueOf(await house.as('auditor').whoAmI({})).id
    const refused = await house.as('head').setAccountTeam({ params: { account: auditor }, body: { team: 'T' } })
    assert.equal(problemOf(refused).code, 'act-not-available')
  })

  test('a delegation opens it until it is ended, and the audit entries say in whose place', async () => {
    const today = new Date().toISOString().slice(0, 10)
    const day = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
    const give = async (since: string, until: string) => house.as('head').giveDelegation({ body: { to: officer, since, until } })
    const ruleOf = async (asked: ReturnType<typeof give>) => problemOf(await asked).fields?.[0]?.rule
    assert.equal(await ruleOf(give(day(-3), day(3))), 'day-past')
    assert.equal(await ruleOf(give(day(3), day(2))), 'day-before')
    assert.equal(await ruleOf(give(day(1), day(91))), 'delegation-long')
    const own = await house.as('officer').giveDelegation({ body: { to: officer, since: day(1), until: day(2) } })
    assert.equal(problemOf(own).fields?.[0]?.rule, 'account-unfit')
    // It may still be yesterday at the capital.
    const capital = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Lima' }).format(new Date())
    valueOf(await give(capital, day(2)))
    assert.deepEqual(await seenBy('officer'), [true, 'seen'])
    const head = valueOf(await house.as('head').whoAmI({})).id
    assert.deepEqual((await lastAudit('request.read'))?.standsInFor, [head])
    const access = valueOf(await house.as('auditor').getRequestAccess({ params: params() }))
    assert.deepEqual(access.seenBy.find(({ account }) => account === officer)?.through, [{ relation: 'head', inPlaceOf: 'head' }])
    assert.equal(access.decisions, undefined)
    // A head's place is not a head.
    assert.equal(problemOf(await house.as('officer').liftRestriction({ params: params(), body: reason })).code, 'not-permitted')
    const [given] = valueOf(await house.as('officer').listDelegations({})).items
    assert.equal(given?.standing, 'in-force')
    valueOf(await house.as('head').endDelegation({ params: { delegation: given?.id ?? '' } }))
    assert.deepEqual(await seenBy('officer'), [false, 'not-found'])
    assert.equal(problemOf(await house.as('head').endDelegation({ params: { delegation: given?.id ?? '' } })).code, 'not-found')
  })

  test('lifted by the head, it is every officer’s again', async () => {
    valueOf(await house.as('head').liftRestriction({ params: params(), body: reason }))
    assert.deepEqual(await seenBy('officer'), [true, 'seen'])
    assert.equal(problemOf(await house.as('head').liftRestriction({ params: params(), body: reason })).code, 'act-not-available')
  })

  test('who declares a conflict of interest finds nothing any more and cannot take it back; the head raises and lifts walls', async () => {
    assert.equal(
      problemOf(await house.as('officer').raiseWall({ params: params(), body: { account: officer, ...reason } })).code,
      'not-permitted',
    )
    valueOf(await house.as('officer').declareConflict({ params: params(), body: reason }))
    assert.deepEqual(await seenBy('officer'), [false, 'not-found'])
    const lift = { params: params(), body: { account: officer, ...reason } }
    assert.equal(problemOf(await house.as('officer').liftWall(lift)).code, 'not-permitted')
    const access = valueOf(await house.as('head').getRequestAccess({ params: params() }))
    assert.deepEqual(
      access.walledOff.map(({ account }) => account),
      [officer],
    )
    assert.equal(access.decisions?.[0]?.kind, 'declared')
    valueOf(await house.as('head').liftWall(lift))
    assert.deepEqual(await seenBy('officer'), [true, 'seen'])
    valueOf(await house.as('head').raiseWall(lift))
    assert.equal(problemOf(await house.as('head').raiseWall(lift)).code, 'act-not-available')
    assert.deepEqual(await seenBy('officer'), [false, 'not-found'])
    valueOf(await house.as('head').liftWall(lift))
  })

  test('a head behind a wall is no head there, and does not take it down', async () => {
    valueOf(await house.as('head').declareConflict({ params: params(), body: reason }))
    const head = valueOf(await house.as('head').whoAmI({})).id
    assert.deepEqual(await seenBy('head'), [false, 'not-found'])
    assert.equal(problemOf(await house.as('head').liftWall({ params: params(), body: { account: head, ...reason } })).code, 'not-found')
    assert.equal(problemOf(await house.as('head').getRequestAccess({ params: params() })).code, 'not-found')
  })
})
