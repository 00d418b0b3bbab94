import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { ComityClient } from '@comity/contract/operations'
import type { Role } from '@comity/domain/account/role'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { streamOf } from '../platform/byte-stream.ts'
import { startInstance, type TestInstance } from '../test-instance.ts'
import { nlSample, untcSample } from './import/sample.fixture.ts'
import { openTexts } from './texts.ts'

describe('the law over HTTP', () => {
  let instance: TestInstance
  let anyone: ComityClient
  const client = (role: Role): ComityClient => instance.as(role)

  before(async () => {
    instance = await startInstance(['officer', 'head', 'administrator'], { publicLaw: true, hiddenStates: ['PSE'] })
    anyone = instance.anyone()
  })
  after(async () => instance.stop())

  test('is read without an account where the operator opens it, and nothing else is', async () => {
    assert.equal(valueOf(await anyone.listStates({})).items.length > 190, true)
    assert.equal(problemOf(await anyone.listRequests({})).code, 'not-signed-in')
    assert.equal(problemOf(await anyone.listProposals({})).code, 'not-signed-in')
  })

  test('counts the parties as the depositary does, and says how successors are bound', async () => {
    for (const [instrument, count] of [
      ['untoc', 185],
      ['uncac', 173],
      ['un-1988', 189],
    ] as const) {
      const list = valueOf(await anyone.listParties({ params: { instrument }, query: { on: '2015-01-22' } }))
      assert.deepEqual([list.count, list.items.length], [count, count], instrument)
    }
    const list = valueOf(await anyone.listParties({ params: { instrument: 'untoc' }, query: { on: '2015-01-22' } }))
    assert.equal(list.items.find(({ state }) => state === 'MNE')?.how, 'succession')
    const early = valueOf(await anyone.listParties({ params: { instrument: 'untoc' }, query: { on: '2003-09-28', inForce: 'yes' } }))
    assert.equal(early.count, 0)
  })

  test('says on what a request of case 1 rests, and who is bound', async () => {
    const body = {
      requesting: 'PER',
      requested: 'CHE',
      on: '2026-01-15',
      measures: ['bank-records'],
      offences: [{ convention: ['uncac.art23'], maximumPenalty: 15 }],
    }
    const { bases } = valueOf(await anyone.findLegalBases({ body }))
    assert.equal(bases[0]?.instrument, 'che-per-mla-1997')
    assert.ok(bases.some(({ instrument, provision }) => instrument === 'uncac' && provision.startsWith('46')))
    const query = { a: 'PER', b: 'CHE', instrument: 'untoc', on: '1999-01-01' }
    const { binding } = valueOf(await anyone.findBinding({ query }))
    assert.deepEqual([binding.answer, binding.answer === 'not-bound' && binding.reason], ['not-bound', 'not-in-force'])
  })

  test('leaves out of lists whom the operator hides, and answers about them by code', async () => {
    const listed = valueOf(await anyone.listStates({})).items.map(({ code }) => code)
    const related = valueOf(await anyone.findRelations({ params: { state: 'PER' }, query: {} })).items.map(({ state }) => state)
    assert.deepEqual([listed.includes('PSE'), related.includes('PSE'), related.includes('CHE')], [false, false, true])
    assert.equal(valueOf(await anyone.getStateLaw({ params: { state: 'PSE' }, query: {} })).state, 'PSE')
    const parties = valueOf(await anyone.listParties({ params: { instrument: 'uncac' }, query: { on: '2026-01-15' } }))
    assert.ok(parties.items.some(({ state }) => state === 'PSE'))
  })

  test('answers for a territory by what is recorded of it, and never by its State', async () => {
    const asked = async (a: string, instrument: string, on: string) => {
      const { binding } = valueOf(await anyone.findBinding({ query: { a, b: 'CHE', instrument, on } }))
      return [binding.answer, binding.answer === 'bound' ? undefined : binding.reason, binding.territories?.[0]?.state]
    }
    assert.deepEqual(await asked('IMN', 'cets-024', '2026-01-15'), ['bound', undefined, 'GBR'])
    assert.deepEqual(await asked('GRL', 'un-1988', '2010-01-15'), ['not-bound', 'territory-excluded', 'DNK'])
    assert.deepEqual(await asked('HKG', 'untoc', '2020-01-15'), ['unknown', 'territory-unrecorded', undefined])
    const { instruments } = valueOf(await anyone.getStateLaw({ params: { state: 'GRL' }, query: { on: '2010-01-15' } }))
    const standing = (id: string) => instruments.find(({ instrument }) => instrument === id)?.standing
    assert.deepEqual([standing('un-1988'), standing('untoc'), standing('uncac')], ['not-a-party', 'unknown', 'unknown'])
  })

  test('offers the nearest names for a State or an instrument that is none, and refuses a State to itself', async () => {
    const state = problemOf(await anyone.getStateLaw({ params: { state: 'SWI' } }))
    assert.equal(state.code, 'unknown-state')
    assert.match(String(state.fields?.[0]?.values?.['nearest']), /CHE/u)
    const instrument = problemOf(await anyone.getInstrument({ params: { instrument: 'untok' } }))
    assert.match(String(instrument.fields?.[0]?.values?.['nearest']), /untoc/u)
    const query = { a: 'PER', b: 'PER', instrument: 'untoc' }
    assert.equal(problemOf(await anyone.findBinding({ query })).code, 'same-state')
  })

  test('places a State among all others for a kind of cooperation', async () => {
    const { items } = valueOf(await anyone.findRelations({ params: { state: 'PER' }, query: { on: '2026-01-15' } }))
    assert.ok(items.length >= 192)
    assert.ok(!items.some(({ state }) => state === 'PER'))
    const swiss = items.find(({ state }) => state === 'CHE')
    assert.deepEqual([swiss?.relation, swiss?.basis?.instrument], ['bilateral', 'che-per-mla-1997'])
  })

  test('says none only where a complete list would name a treaty between the two', async () => {
    const relation = async (state: string, other: string, on: string) => {
      const query = { kind: 'transfer-of-sentenced-person', on } as const
      const { items } = valueOf(await anyone.findRelations({ params: { state }, query }))
      const found = items.find((each) => each.state === other)
      return [found?.relation, found?.listing, found?.undecided]
    }
    assert.deepEqual(await relation('COL', 'PRK', '1975-01-01'), ['none', 'complete', 0])
    assert.deepEqual(await relation('PRK', 'COL', '1975-01-01'), ['none', 'complete', 0])
    assert.deepEqual(await relation('PER', 'PRK', '1975-01-01'), ['unknown', 'missing', 0])
  })

  test('says when a clock runs out, and that there is no such clock', async () => {
    const body = { event: '2026-01-15', place: { timeZone: 'Europe/Zurich' } }
    const due = valueOf(await anyone.computeDeadline({ params: { rule: 'cets-024.provisional-arrest-40' }, body }))
    assert.equal(due.date, '2026-02-24')
    assert.equal(problemOf(await anyone.computeDeadline({ params: { rule: 'none' }, body })).code, 'not-found')
  })

  test('shows the articles of a text that was imported, and that there is none', async () => {
    assert.deepEqual(valueOf(await anyone.listArticles({ params: { instrument: 'untoc' } })).items, [])
    const text = {
      language: 'en',
      source: 'A book',
      asOf: '2026',
      sha256: 'a',
      articles: [{ number: '18', heading: 'H', paragraphs: ['P'] }],
    }
    await openTexts(instance.folder).keep('untoc', text)
    const held = valueOf(await anyone.listArticles({ params: { instrument: 'untoc' } }))
    assert.deepEqual([held.text?.source, held.items], ['A book', [{ number: '18', heading: 'H' }]])
    const found = valueOf(await anyone.getProvisionText({ params: { instrument: 'untoc', article: '18(15)' } }))
    assert.deepEqual(found.article.paragraphs, ['P'])
    assert.equal(problemOf(await anyone.getProvisionText({ params: { instrument: 'untoc', article: '19' } })).code, 'not-found')
  })

  const bytesOf = (text: string): Buffer => Buffer.from(text)
  function propose(by: Role, text: string, query: { format: 'untc-xml' | 'nl-html'; count?: number; asOf?: string }) {
    const body = { name: 'list', mediaType: 'application/octet-stream', stream: streamOf(bytesOf(text)) }
    return client(by).proposeReference({ query: { name: 'list', instrument: 'cets-173', ...query }, body })
  }
  const told = { format: 'nl-html', asOf: '2026-05-08' } as const
  const parties = [
    { name: 'Switzerland', consent: '03-04-2012 R', inForce: '01-08-2012' },
    { name: 'Peru', consent: '05-06-2013 A', inForce: '01-10-2013' },
  ]
  const binding = { a: 'PER', b: 'CHE', instrument: 'cets-173', on: '2020-01-01' }

  test('a list changes nothing until a second person has approved it; then the answers change at once', async () => {
    const still = valueOf(await anyone.findBinding({ query: binding }))
    assert.equal(still.binding.answer, 'unknown')
    const source = nlSample(parties)
    const proposed = valueOf(await propose('officer', source, { ...told, count: 2 }))
    assert.equal(proposed.sha256, createHash('sha256').update(source).digest('hex'))
    assert.deepEqual(
      proposed.differences.map(({ state, kind, conflict }) => [state, kind, conflict]),
      [
        ['CHE', 'added', false],
        ['PER', 'added', false],
      ],
    )
    const { id: proposal, shown } = proposed
    const approve = (by: Role, digest: string) => client(by).approveProposal({ params: { proposal }, body: { shown: digest } })
    assert.equal(problemOf(await approve('officer', shown)).code, 'not-the-second-person')
    assert.equal(problemOf(await approve('administrator', shown)).code, 'not-permitted')
    assert.equal(problemOf(await approve('head', 'another')).code, 'version-conflict')
    assert.equal(valueOf(await anyone.findBinding({ query: binding })).binding.answer, 'unknown')
    assert.equal(valueOf(await approve('head', shown)).standing, 'approved')
    assert.equal(problemOf(await approve('head', shown)).code, 'act-not-available')
    const { binding: now } = valueOf(await anyone.findBinding({ query: binding }))
    assert.deepEqual([now.answer, now.answer === 'bound' && now.since], ['bound', '2013-10-01'])
    // The whole list was read: who is not in it is none, up to its day.
    const absent = valueOf(await anyone.findBinding({ query: { ...binding, a: 'ARG' } }))
    assert.equal(absent.binding.answer, 'not-bound')
    const { items } = valueOf(await anyone.listReferenceChanges({ query: { instrument: 'cets-173' } }))
    assert.deepEqual(
      items.map(({ state, proposedBy, approvedBy, sha256 }) => [state, proposedBy, approvedBy, sha256 === proposed.sha256]),
      [
        ['PER', 'officer', 'head', true],
        ['CHE', 'officer', 'head', true],
      ],
    )
  })

  test('what officers approved is never overwritten without a word: each conflict is settled', async () => {
    const changed = [{ ...parties[0], name: 'Switzerland', consent: '09-09-2014 R' }]
    const proposed = valueOf(await propose('head', nlSample(changed), { ...told, count: 1 }))
    assert.deepEqual(
      proposed.differences.map(({ state, kind, conflict, fields }) => [state, kind, conflict, ...fields]),
      [
        ['CHE', 'changed', true, 'consent'],
        ['PER', 'absent', true, 'party'],
      ],
    )
    const { id: proposal, shown } = proposed
    const approve = (settle: Record<string, 'take' | 'keep'>) =>
      client('officer').approveProposal({ params: { proposal }, body: { shown, settle } })
    assert.equal(problemOf(await approve({})).fields?.[0]?.rule, 'source-conflict')
    assert.equal(problemOf(await approve({ CHE: 'take' })).fields?.[0]?.field, 'settle.PER')
    valueOf(await approve({ CHE: 'take', PER: 'keep' }))
    // What a list changed stays told, whatever is law since.
    const made = async (id: string) =>
      valueOf(await client('head').getProposal({ params: { proposal: id } })).differences.map(({ state, kind, fields }) => [
        state,
        kind,
        ...fields,
      ])
    assert.deepEqual(await made(proposal), [['CHE', 'changed', 'consent']])
    const [, earlier] = valueOf(await client('head').listProposals({})).items
    assert.deepEqual(await made(earlier?.id ?? ''), [
      ['CHE', 'added'],
      ['PER', 'added'],
    ])
    const { items } = valueOf(await anyone.listParticipations({ params: { instrument: 'cets-173' } }))
    assert.deepEqual(
      items.map(({ state, consent, party }) => [state, consent, party]),
      [
        ['CHE', '2014-09-09', true],
        ['PER', '2013-06-05', true],
      ],
    )
  })

  test('a list whose count is not met, that is cut off, or that is another format, is refused and leaves nothing', async () => {
    const held = valueOf(await client('head').listProposals({})).items.length
    const rule = async (text: string, query: Parameters<typeof propose>[2]) =>
      problemOf(await propose('officer', text, query)).fields?.[0]?.rule
    assert.equal(await rule(nlSample(parties), { ...told, count: 3 }), 'source-count')
    assert.equal(await rule(nlSample(parties).slice(0, -30), { ...told, count: 2 }), 'source-truncated')
    assert.equal(await rule(nlSample(parties), { format: 'untc-xml' }), 'source-other-format')
    assert.equal(await rule(untcSample([], 0), { format: 'untc-xml' }), 'source-no-parties')
    assert.equal(await rule(nlSample(parties), { format: 'nl-html', count: 2, asOf: '2999-01-01' }), 'source-future')
    assert.equal(valueOf(await client('head').listProposals({})).items.length, held)
  })

  test('a declined list changes nothing, and its reason is kept', async () => {
    const { id: proposal } = valueOf(await propose('administrator', nlSample(parties), { ...told, count: 2 }))
    const declined = valueOf(await client('head').declineProposal({ params: { proposal }, body: { reason: 'An older page' } }))
    assert.deepEqual([declined.standing, declined.reason], ['declined', 'An older page'])
    assert.equal(valueOf(await client('head').listProposals({ query: { standing: 'proposed' } })).items.length, 0)
  })

  test('what is stale is told, the oldest first', async () => {
    const { items } = valueOf(await anyone.listStale({ query: { on: '2026-11-21' } }))
    assert.equal(items.find(({ id }) => id === 'cets-173')?.stale, false)
    assert.equal(items.find(({ id }) => id === 'untoc')?.stale, true)
  })

  test('after a start anew what was approved still stands, and without the operator’s word an account is asked for', async () => {
    await instance.restart({ publicLaw: false })
    assert.equal(problemOf(await instance.anyone().listStates({})).code, 'not-signed-in')
    const { binding: now } = valueOf(await client('officer').findBinding({ query: binding }))
    assert.equal(now.answer, 'bound')
  })
})
