import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ComityClient } from '@comity/contract/operations'
import type { Role } from '@comity/domain/account/role'
import type { RequestContent } from '@comity/domain/request/content'
import type { ProfileRow, StateProfile } from '@comity/domain/requirement/profile'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { findProfile } from '@comity/reference/profile'
import { startInstance, type TestInstance } from '../test-instance.ts'

const paper: ProfileRow = {
  measure: 'any',
  asks: 'paper-original',
  instrument: 'untoc',
  article: '18(14)',
  source: 'A letter of the central authority',
  asOf: '2026-05',
  verified: 'yes',
}
const german: ProfileRow = { ...paper, asks: 'languages', accepted: ['de'] }
const preservation: ProfileRow = {
  measure: 'preservation',
  asks: 'length',
  rule: 'cets-185.preservation',
  count: 60,
  unit: 'days',
  instrument: 'cets-185',
  article: '29(7)',
  source: 'A letter of the central authority',
  asOf: '2026-05',
  verified: 'yes',
}
const profile = (...rows: readonly ProfileRow[]): StateProfile => ({
  state: 'CHE',
  steward: 'Central authority of Peru',
  reviewBy: '2999-01-31',
  rows: [...rows],
})

describe('the profile of a State over HTTP', () => {
  let instance: TestInstance
  let anyone: ComityClient
  const client = (role: Role): ComityClient => instance.as(role)

  before(async () => {
    instance = await startInstance(['officer', 'head', 'administrator', 'translator'], { publicLaw: true })
    anyone = instance.anyone()
  })
  after(async () => instance.stop())
  const propose = (by: Role, said: unknown, restsOn = 0) => client(by).proposeProfile({ body: { profile: said as StateProfile, restsOn } })
  const approve = (by: Role, proposal: string) => client(by).approveProfileProposal({ params: { proposal } })
  const held = async (state = 'CHE') => valueOf(await anyone.getProfile({ params: { state } }))
  const content: RequestContent = {
    kind: 'mutual-legal-assistance',
    requesting: 'PER',
    requested: 'CHE',
    originalMode: 'electronic-original',
    bases: [{ instrument: 'untoc', provision: '18' }],
  }

  test('of whom nothing is written down has none, and one as delivered is version 0', async () => {
    assert.deepEqual(await held(), { state: 'CHE', version: 0, stale: false, versions: [] })
    const brunei = await held('BRN')
    assert.deepEqual([brunei.version, brunei.profile, brunei.stale], [0, findProfile('BRN'), true])
    assert.equal(problemOf(await anyone.getProfile({ params: { state: 'SWI' } })).code, 'unknown-state')
  })

  test('changes nothing until a second person has approved it; then the findings of a draft change at once', async () => {
    const draft = valueOf(await client('officer').openRequest({ body: { reference: 'UCJIE-1', content } }))
    const lookAt = async () => valueOf(await client('officer').getRequest({ params: { request: draft.id } }))
    const codes = async () => (await lookAt()).findings.map(({ code }) => code)
    assert.equal((await codes()).includes('profile.paper'), false)

    const proposed = valueOf(await propose('officer', profile(paper)))
    assert.deepEqual(
      [proposed.conflict, proposed.review, proposed.restsOn, proposed.change.rows.map(({ kind }) => kind)],
      [false, false, 0, ['added']],
    )
    assert.equal((await codes()).includes('profile.paper'), false)
    assert.equal(problemOf(await approve('officer', proposed.id)).code, 'not-the-second-person')
    assert.equal(problemOf(await approve('administrator', proposed.id)).code, 'not-permitted')
    assert.equal(problemOf(await propose('translator', profile(german))).code, 'not-permitted')
    assert.equal(problemOf(await anyone.listProfileProposals({})).code, 'not-signed-in')

    assert.equal(valueOf(await approve('head', proposed.id)).settledBy?.name, 'head')
    assert.equal(problemOf(await approve('head', proposed.id)).code, 'act-not-available')
    const found = (await lookAt()).findings.find(({ code }) => code === 'profile.paper')
    assert.equal(found?.severity, 'conflict')
    assert.deepEqual((await lookAt()).profile?.rows, [paper])
    assert.ok(valueOf(await anyone.checkContent({ body: { content } })).findings.some(({ code }) => code === 'profile.paper'))

    const law = valueOf(await anyone.getStateLaw({ params: { state: 'CHE' } }))
    assert.deepEqual([law.profile?.rows, law.profileApproval?.proposedBy, law.profileApproval?.approvedBy], [[paper], 'officer', 'head'])
    const { version, versions } = await held()
    assert.deepEqual([version, versions.map((each) => [each.version, each.proposal])], [1, [[1, proposed.id]]])
  })

  test('made against a version that does not stand is refused; one overtaken says so, and is not approved', async () => {
    assert.equal(problemOf(await propose('officer', profile(paper, german), 0)).code, 'version-conflict')
    const first = valueOf(await propose('officer', profile(paper, german), 1))
    const second = valueOf(await propose('head', profile(paper, preservation), 1))
    valueOf(await approve('officer', second.id))
    const overtaken = valueOf(await client('head').getProfileProposal({ params: { proposal: first.id } }))
    assert.equal(overtaken.conflict, true)
    assert.deepEqual(
      overtaken.since?.rows.map((row) => [row.kind, 'after' in row && row.after.asks]),
      [['added', 'length']],
    )
    assert.equal(problemOf(await approve('head', first.id)).code, 'version-conflict')
    assert.deepEqual((await held()).profile?.rows, [paper, preservation])
    const params = { proposal: first.id }
    const declined = valueOf(await client('head').declineProfileProposal({ params, body: { reason: 'Suggest it anew' } }))
    assert.deepEqual([declined.standing, declined.reason], ['declined', 'Suggest it anew'])
  })

  test('sets the length of a clock', async () => {
    const body = { event: '2026-01-15', place: { timeZone: 'Europe/Zurich' } }
    const params = { rule: 'cets-185.preservation' }
    const due = valueOf(await anyone.computeDeadline({ params, body: { ...body, state: 'CHE' } }))
    assert.equal(due.date, '2026-03-16')
  })

  test('a review moves the review date alone, and its staleness goes', async () => {
    const stale = async () =>
      valueOf(await anyone.listStale({ query: {} })).items.find(({ id, what }) => what === 'profile' && id === 'BRN')?.stale
    assert.equal(await stale(), true)
    const delivered = findProfile('BRN')
    assert.ok(delivered !== undefined)
    const proposed = valueOf(await propose('head', { ...delivered, reviewBy: '2999-01-31' }))
    assert.deepEqual([proposed.review, proposed.change.rows.length, proposed.change.kept], [true, 0, 1])
    assert.equal(await stale(), true)
    valueOf(await approve('officer', proposed.id))
    assert.equal(await stale(), false)
    assert.deepEqual(
      (await held('BRN')).versions.map(({ review }) => review),
      [true],
    )
    assert.equal(problemOf(await propose('head', { ...delivered, reviewBy: '2999-01-31' }, 1)).fields?.[0]?.rule, 'nothing-changed')
  })

  test('what is wrong is refused with its field named, and leaves nothing', async () => {
    const count = async () => valueOf(await client('head').listProfileProposals({})).items.length
    const proposals = await count()
    const { source, ...sourceless } = paper
    const wrong: readonly [unknown, string, string][] = [
      [{ ...profile(paper), approvedBy: 'me' }, 'profile.approvedBy', 'unknown-field'],
      [profile({ ...paper, approvedBy: 'me' } as never), 'profile.rows.0.approvedBy', 'unknown-field'],
      [{ ...profile(), rows: [paper, sourceless] }, 'profile.rows.1.source', 'required'],
      [{ ...profile(paper), reviewBy: '2020-01-01' }, 'profile.reviewBy', 'review-past'],
      [{ ...profile(paper), reviewBy: '2026-02-30' }, 'profile.reviewBy', 'date-impossible'],
      [profile({ ...paper, asOf: '2998' }), 'profile.rows.0.asOf', 'source-future'],
      [profile({ ...paper, measure: 'bank-recrods' }), 'profile.rows.0.measure', 'unknown-measure'],
      [profile({ ...paper, instrument: 'untok' }), 'profile.rows.0.instrument', 'nearest-instruments'],
      [profile({ ...german, accepted: ['German'] }), 'profile.rows.0.accepted.0', 'not-a-language'],
      [profile({ ...preservation, rule: 'none' }), 'profile.rows.0.rule', 'unknown-clock'],
      [profile({ ...paper, from: '2026-05-01', to: '2026-04-01' }), 'profile.rows.0.to', 'ends-before-it-begins'],
      [profile(), 'profile.rows', 'required'],
      [{ ...profile(paper), state: 'XXX' }, 'profile.state', 'nearest-states'],
    ]
    for (const [said, field, rule] of wrong) {
      const [first] = problemOf(await propose('officer', said, 2)).fields ?? []
      assert.deepEqual([first?.field.replace(/^body\./u, ''), first?.rule], [field, rule])
    }
    assert.ok(source !== '')
    assert.equal(await count(), proposals)
  })
})
