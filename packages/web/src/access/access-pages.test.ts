import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { colleagues } from '../access.test-support.ts'
import { openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf, formsIn } from '../html.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'
import { translationId } from '../translation.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const
const { jorge } = colleagues

function decisionsIn(html: string): readonly string[] {
  return [...html.matchAll(/href="\/requests\/[\w-]{36}\/access\/([a-z-]+)"/gu)].map(([, name = '']) => name)
}

suite('who can see a request', () => {
  test('is told to officers by relation, with the decisions that are theirs, and to the auditor with none', async () => {
    const { lima, request } = await openBorder(bare)
    const page = `/requests/${request}/access`
    const officer = htmlOf(await readerAt(lima, visit, rosa).get(page))
    assert.ok(officer.includes('Jorge &lt;b>') && officer.includes('Head of the authority') && officer.includes('In the place of:'))
    assert.deepEqual(decisionsIn(officer), ['restrict', 'name', 'team', 'conflict'])
    const head = readerAt(lima, visit, { ...rosa, role: 'head' })
    assert.deepEqual(decisionsIn(htmlOf(await head.get(page))), ['restrict', 'name', 'team', 'conflict', 'wall'])
    const auditor = htmlOf(await readerAt(lima, visit, { ...rosa, role: 'auditor' }).get(page))
    assert.deepEqual([decisionsIn(auditor), auditor.includes(`href="/requests/${request}"`)], [[], false])
  })

  test('is changed one decision a page, each with its reason, and each is kept with it', async () => {
    const { lima, request } = await openBorder(bare)
    const page = `/requests/${request}/access`
    const head = readerAt(lima, visit, { ...rosa, role: 'head' })
    const account = jorge.account
    for (const [name, form] of [
      ['restrict', { reason: 'A source <b>' }],
      ['name', { account, relation: 'liaison' }],
      ['drop', { account: `liaison:${account}` }],
      ['team', { team: 'Bienes' }],
      ['wall', { account, reason: 'A cousin' }],
      ['lift-wall', { account, reason: 'Another cousin' }],
      ['open-up', { reason: 'Published' }],
    ] as const) {
      const asked = htmlOf(await head.get(`${page}/${name}`))
      assert.deepEqual(faultsOf(asked), [], name)
      assert.ok(
        formsIn(asked).some(({ action }) => action === `${page}/${name}`),
        name,
      )
      if (name !== 'team') {
        const empty = await head.post(`${page}/${name}`, {})
        assert.ok(empty.kind === 'page' && empty.status === 422, name)
        assert.deepEqual(faultsOf(empty.html), [], name)
      }
      assert.equal(wayOf(await head.post(`${page}/${name}`, form)), page, name)
    }
    const kept = htmlOf(await head.get(page))
    assert.deepEqual(faultsOf(kept), [])
    assert.ok(kept.includes('A source &lt;b>') && kept.includes('Another cousin') && kept.includes('Bienes'))
  })

  test('a decision that is not open, or not the reader’s, is refused', async () => {
    const { lima, request } = await openBorder(bare)
    const officer = readerAt(lima, visit, rosa)
    for (const [name, status] of [
      ['open-up', 403],
      ['wall', 403],
      ['drop', 409],
      ['constructor', 404],
    ] as const) {
      const view = await officer.get(`/requests/${request}/access/${name}`)
      assert.ok(view.kind === 'page' && view.status === status, name)
    }
  })

  test('whoever declares a conflict is led away from the request, also where they do not see who else sees it', async () => {
    const { lima, request } = await openBorder(bare)
    const path = `/requests/${request}/access/conflict`
    const office = readerAt(lima, visit, { ...rosa, role: 'executing-authority', office: 'x' })
    assert.deepEqual(faultsOf(htmlOf(await office.get(path))), [])
    assert.equal(wayOf(await readerAt(lima, visit, rosa).post(path, { reason: 'A cousin' })), '/requests')
  })

  test('a translator, who does not see the request, finds on a translation where to declare a conflict', async () => {
    const { lima } = await openBorder(bare)
    const page = `/translations/${translationId}`
    const translator = htmlOf(await readerAt(lima, visit, { ...rosa, role: 'translator' }).get(page))
    assert.deepEqual(decisionsIn(translator), ['conflict'])
    assert.ok(!/href="\/requests\/[\w-]{36}\/translations"/u.test(translator))
    assert.deepEqual(decisionsIn(htmlOf(await readerAt(lima, visit, rosa).get(page))), [])
  })

  test('a restricted request says so on its page', async () => {
    const { lima, request } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa)
    const tag = '<span class="tag do">Restricted</span>'
    assert.ok(!htmlOf(await reader.get(`/requests/${request}`)).includes(tag))
    await readerAt(lima, visit, { ...rosa, role: 'head' }).post(`/requests/${request}/access/restrict`, { reason: 'A source' })
    assert.ok(htmlOf(await reader.get(`/requests/${request}`)).includes(tag))
  })
})

suite('a delegation', () => {
  test('is given to a colleague from a day until a day, listed, and ended early', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa)
    assert.ok(htmlOf(await reader.get('/account')).includes('href="/account/delegations"'))
    const lacking = await reader.post('/account/delegations/new', { to: jorge.account, 'since.day': '1' })
    assert.ok(lacking.kind === 'page' && lacking.status === 422)
    assert.deepEqual(faultsOf(lacking.html), [])
    const days = {
      'since.day': '1',
      'since.month': '12',
      'since.year': '2026',
      'until.day': '9',
      'until.month': '12',
      'until.year': '2026',
    }
    assert.equal(wayOf(await reader.post('/account/delegations/new', { to: jorge.account, ...days })), '/account/delegations')
    const listed = htmlOf(await reader.get('/account/delegations'))
    assert.deepEqual(faultsOf(listed), [])
    const [end] = formsIn(listed).filter(({ action }) => action.endsWith('/end'))
    assert.ok(listed.includes('Jorge &lt;b>') && end !== undefined)
    assert.equal(wayOf(await reader.post(end.action, end.fields)), '/account/delegations')
    assert.ok(htmlOf(await reader.get('/account/delegations')).includes('Ended early'))
  })

  test('is nothing for those who do no casework', async () => {
    const { lima } = await openBorder(bare)
    const auditor = readerAt(lima, visit, { ...rosa, role: 'auditor' })
    assert.ok(!htmlOf(await auditor.get('/account')).includes('delegations'))
    const refused = await auditor.get('/account/delegations/new')
    assert.ok(refused.kind === 'page' && refused.status === 403)
  })
})
