import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { RequestContent } from '@comity/domain/request/content'
import { visit } from '@comity/web/site'
import { anna, caseOne, done, openBorder, rosa, send } from '../case-one.test-support.ts'
import { decoded, faultsOf, formsIn, tagsIn } from '../html.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

/** A new draft beside case 1, in the same matter. */
async function another(change: Partial<RequestContent> = {}) {
  const border = await openBorder(caseOne())
  const { lima } = border
  async function open(reference: string, said: Partial<RequestContent>): Promise<string> {
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'ESP', ...said } as const
    return (await done(lima.as(rosa).openRequest({ body: { reference, content } }))).id
  }
  const matter = { reference: caseOne().matter?.reference ?? '' }
  const draft = await open('UCJIE-0500-2026', { matter, ...change })
  const later = await open('UCJIE-0501-2026', { title: 'Of another matter' })
  const contentOf = async () => (await done(lima.as(rosa).getRequest({ params: { request: draft } }))).content
  return { ...border, draft, later, contentOf, reader: readerAt(lima, visit, rosa) }
}

/** The form of a page that takes over, with these boxes ticked. */
function ticked(html: string, ...pieces: readonly string[]) {
  const form = formsIn(html).find(({ action }) => action.endsWith('/reuse'))
  assert.ok(form !== undefined)
  for (const piece of pieces) form.fields.append('pieces', piece)
  return form
}

function offered(html: string): readonly (string | undefined)[] {
  return tagsIn(html, 'input').flatMap((input) => (input['name'] === 'pieces' ? [input['value']] : []))
}

suite('what earlier requests said', () => {
  test('is offered by request, those of the same matter first, then the latest', async () => {
    const { reader, request, draft, later } = await another()
    const page = htmlOf(await reader.get(`/requests/${draft}/draft/persons/reuse`))
    assert.deepEqual(faultsOf(page), [])
    const ways = tagsIn(page, 'a').flatMap(({ href = '' }) => (href.includes('?from=') ? [href.split('?from=')[1]] : []))
    assert.deepEqual(ways, [request, later])
    for (const step of ['persons', 'facts', 'offences']) {
      const html = htmlOf(await reader.get(`/requests/${draft}/draft/${step}`))
      assert.ok(html.includes(`/draft/${step}/reuse"`), step)
    }
  })

  test('is taken over as chosen, under fresh ids, and the earlier request stays as it was', async () => {
    const { reader, request, draft, contentOf, lima } = await another()
    const before = await done(lima.as(rosa).getRequest({ params: { request } }))
    for (const part of ['persons', 'offences'] as const) {
      const page = htmlOf(await reader.get(`/requests/${draft}/draft/${part}/reuse?from=${request}`))
      assert.deepEqual(faultsOf(page), [])
      const [first] = caseOne()[part] ?? []
      assert.deepEqual(
        offered(page),
        (caseOne()[part] ?? []).map(({ id }) => id),
      )
      const { action, fields } = ticked(page, first?.id ?? '')
      assert.equal(wayOf(await reader.post(action, fields)), `/requests/${draft}/draft/${part}`)
      const [copy, ...more] = (await contentOf())[part] ?? []
      assert.deepEqual({ ...copy, id: '' }, { ...first, id: '' })
      assert.notEqual(copy?.id, first?.id)
      assert.equal(more.length, 0)
    }
    const after = await done(lima.as(rosa).getRequest({ params: { request } }))
    assert.deepEqual([after.version, after.content], [before.version, before.content])
  })

  test('follows the facts of the draft, paragraph by paragraph', async () => {
    const { reader, request, draft, contentOf } = await another({ facts: { summary: 'What is new.' } })
    const page = htmlOf(await reader.get(`/requests/${draft}/draft/facts/reuse?from=${request}`))
    assert.deepEqual(faultsOf(page), [])
    const { action, fields } = ticked(page, 'paragraph-1', 'period')
    wayOf(await reader.post(action, fields))
    const { facts } = await contentOf()
    const { summary = '', ...period } = caseOne().facts ?? {}
    assert.deepEqual(facts, { summary: `What is new.\n\n${summary.split(/\n\s*\n/u)[0]}`, ...period })
  })

  test('is not offered where the draft has it, and nobody is taken over twice', async () => {
    const { reader, request, draft, contentOf } = await another()
    const page = htmlOf(await reader.get(`/requests/${draft}/draft/persons/reuse?from=${request}`))
    const all = offered(page).filter((one) => one !== undefined)
    const { action, fields } = ticked(page, ...all)
    wayOf(await reader.post(action, fields))
    const again = htmlOf(await reader.get(`/requests/${draft}/draft/persons/reuse?from=${request}`))
    assert.deepEqual(offered(again), [])
    assert.match(decoded(again), /Already in the draft/u)
    const stale = await reader.post(action, fields)
    assert.ok(stale.kind === 'page' && stale.status === 422)
    assert.equal((await contentOf()).persons?.length, all.length)
  })

  test('asks for a choice, and keeps to the version that was seen', async () => {
    const { reader, request, draft, contentOf } = await another()
    const path = `/requests/${draft}/draft/persons/reuse?from=${request}`
    const none = ticked(htmlOf(await reader.get(path)))
    const refused = await reader.post(none.action, none.fields)
    assert.ok(refused.kind === 'page' && refused.status === 422)
    assert.deepEqual(faultsOf(refused.html), [])
    const stale = ticked(htmlOf(await reader.get(path)), caseOne().persons?.[0]?.id ?? '')
    stale.fields.set('version', '7')
    const conflict = await reader.post(stale.action, stale.fields)
    assert.ok(conflict.kind === 'page' && conflict.status === 412)
    assert.deepEqual((await contentOf()).persons, undefined)
  })

  test('is nothing that another State asked of us, nor what is no request of ours', async () => {
    const border = await openBorder(caseOne())
    await send(border)
    const { bern, request } = border
    const content = { kind: 'mutual-legal-assistance', requesting: 'CHE', requested: 'PER' } as const
    const { id: draft } = await done(bern.as(anna).openRequest({ body: { reference: 'B-1', content } }))
    const reader = readerAt(bern, visit, anna)
    const list = htmlOf(await reader.get(`/requests/${draft}/draft/persons/reuse`))
    assert.ok(!list.includes('?from='))
    for (const from of [request, draft, 'nobody', '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b01']) {
      const page = await reader.get(`/requests/${draft}/draft/persons/reuse?from=${from}`)
      assert.equal(page.kind === 'page' && page.status, 404, from)
    }
    const page = await reader.get(`/requests/${draft}/draft/measures/reuse`)
    assert.equal(page.kind === 'page' && page.status, 404)
  })
})
