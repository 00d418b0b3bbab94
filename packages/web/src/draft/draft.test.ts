import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { stepNames } from '@comity/web/draft/step'
import { steps } from '@comity/web/draft/steps'
import { type Border, caseOne, done, jorge, openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf, formsIn } from '../html.test-support.ts'
import { fileOf, htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

async function contentOf({ lima, request }: Border) {
  return (await done(lima.as(rosa).getRequest({ params: { request } }))).content
}
function formOf(html: string, ending: string) {
  const form = formsIn(html).find(({ action }) => action.endsWith(ending))
  assert.ok(form !== undefined, ending)
  return form
}

suite('a draft', () => {
  test('has a step for every part of what a request says', async () => {
    const { revisableParts } = await import('@comity/domain/request/content')
    assert.deepEqual(steps.flatMap(({ owns }) => owns).toSorted(), revisableParts.toSorted())
  })

  test('says the same after every page of it was saved unchanged', async () => {
    const border = await openBorder(caseOne())
    const reader = readerAt(border.lima, visit, rosa)
    const base = `/requests/${border.request}/draft`
    const items = ['persons', 'offences', 'measures'].flatMap((step) =>
      (caseOne()[step as 'persons'] ?? []).map(({ id }) => `${step}/${id}`),
    )
    for (const page of [...stepNames.filter((name) => steps.find((step) => step.name === name)?.kind === 'form'), 'basis', ...items]) {
      const form = formOf(htmlOf(await reader.get(`${base}/${page}`)), `/${page}`)
      wayOf(await reader.post(form.action, form.fields))
    }
    const { undertakings, bases, ...rest } = await contentOf(border)
    const { bases: given, ...before } = caseOne()
    assert.deepEqual(rest, before)
    assert.equal(undertakings, undefined)
    assert.deepEqual(new Set(bases), new Set(given))
  })

  test('says in the margin what the requested State asks, on what article, and that nobody has looked at it since', async () => {
    const bases = [{ instrument: 'un-1988', provision: '7' }]
    const { lima, request } = await openBorder({ ...caseOne(), requested: 'BRN', bases })
    const page = htmlOf(await readerAt(lima, visit, rosa).get(`/requests/${request}/draft/authority`))
    assert.deepEqual(faultsOf(page), [])
    const said = page.replaceAll(/<[^>]+>|[\u2066-\u2069]/gu, '')
    assert.match(
      said,
      /What Brunei Darussalam asks, by its profile:\s*Requests to: Ministry of Foreign Affairs and Trade\.\s*1988 Convention, art\. 7\(8\)/u,
    )
    assert.match(said, /It was to be reviewed by 24 July 2014/u)
    const other = htmlOf(await readerAt(lima, visit, rosa).get(`/requests/${request}/draft/languages`))
    assert.ok(!other.includes('by its profile'))
  })

  test('is drafted page by page from nothing, and each step leads to the next', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa)
    const opening = formOf(htmlOf(await reader.get('/requests/new')), '/requests/new').fields
    for (const [name, value] of Object.entries({ requested: 'CHE', reference: 'UCJIE-7-2026', title: 'Bank records' }))
      opening.set(name, value)
    const draft = wayOf(await reader.post('/requests/new', opening))
    assert.equal(wayOf(await reader.post('/requests/new', opening)) === '', false)
    const request = draft.split('/')[2] ?? ''
    async function fill(page: string, said: Record<string, string>, pressed = ''): Promise<string> {
      const html = htmlOf(await reader.get(`${draft}/${page}`))
      const form = formsIn(html).find(({ action }) => action.startsWith(`${draft}/`))
      assert.ok(form !== undefined)
      for (const [name, value] of Object.entries(said)) form.fields.set(name, value)
      form.fields.set('then', pressed)
      return wayOf(await reader.post(form.action, form.fields))
    }
    assert.equal(
      await fill('facts', { 'facts.summary': 'They paid.', 'facts.from.day': '3', 'facts.from.month': '03', 'facts.from.year': '2019' }),
      `${draft}/offences`,
    )
    assert.equal(await fill('facts', {}, 'list'), draft)
    assert.equal(await fill('facts', {}, 'letter'), `/requests/${request}/letter`)
    assert.equal(await fill('persons/new', { name: 'Kofi Mensah-Østergård', nationality: 'GHA' }), `${draft}/persons`)
    assert.equal(
      await fill('measures/new?type=restraint', { property: 'A flat.', 'ceiling.amount': '10.50', 'ceiling.currency': 'eur' }),
      `${draft}/measures`,
    )
    const { content } = await done(lima.as(rosa).getRequest({ params: { request } }))
    assert.deepEqual(content.facts, { summary: 'They paid.', from: '2019-03-03' })
    assert.deepEqual(
      content.persons?.map(({ name, nationality }) => [name, nationality]),
      [['Kofi Mensah-Østergård', 'GHA']],
    )
    assert.deepEqual(
      content.measures?.map((measure) => measure.type === 'restraint' && measure.ceiling),
      [{ amount: '10.50', currency: 'EUR' }],
    )
  })

  test('names the field and keeps what was typed when something cannot be saved', async () => {
    const border = await openBorder(caseOne())
    const reader = readerAt(border.lima, visit, rosa)
    const [person] = caseOne().persons ?? []
    const page = `/requests/${border.request}/draft/persons/${person?.id}`
    const form = formOf(htmlOf(await reader.get(page)), page)
    form.fields.set('name', 'José \u202Egro')
    form.fields.set('birthDate.month', '02')
    form.fields.set('birthDate.day', '31')
    const refused = await reader.post(form.action, form.fields)
    assert.ok(refused.kind === 'page' && refused.status === 422)
    assert.deepEqual(faultsOf(refused.html), [])
    assert.match(refused.html, /<a href="#f-birthDate">Date of birth: There is no such date\./u)
    assert.match(refused.html, /<a href="#f-name">Full name: /u)
    assert.equal(formOf(refused.html, page).fields.get('birthDate.day'), '31')
    assert.deepEqual((await contentOf(border)).persons, caseOne().persons)
  })

  test('takes a part out that was emptied, and an item that was removed', async () => {
    const border = await openBorder(caseOne())
    const reader = readerAt(border.lima, visit, rosa)
    const page = `/requests/${border.request}/draft/matter`
    const { fields } = formOf(htmlOf(await reader.get(page)), page)
    for (const part of ['day', 'month', 'year']) fields.set(`limitation.${part}`, '')
    await reader.post(page, fields)
    assert.ok(!('limitation' in (await contentOf(border))))
    const removal = formsIn(htmlOf(await reader.get(`/requests/${border.request}/draft/persons`))).find(({ action }) =>
      action.endsWith('/remove'),
    )
    assert.ok(removal !== undefined)
    wayOf(await reader.post(removal.action, removal.fields))
    assert.equal((await contentOf(border)).persons?.length, 2)
  })

  test('shows both when two officers changed the same page, and lets the second go on', async () => {
    const border = await openBorder(caseOne())
    const page = `/requests/${border.request}/draft/procedure`
    const [mine, theirs] = [readerAt(border.lima, visit, rosa), readerAt(border.lima, visit, jorge)]
    const [first, second] = [formOf(htmlOf(await mine.get(page)), page).fields, formOf(htmlOf(await theirs.get(page)), page).fields]
    first.set('purpose', 'For the trial.')
    wayOf(await mine.post(page, first))
    second.set('purpose', 'For confiscation.')
    const conflict = await theirs.post(page, second)
    assert.ok(conflict.kind === 'page' && conflict.status === 412)
    assert.deepEqual(faultsOf(conflict.html), [])
    assert.ok(conflict.html.includes('For the trial.') && conflict.html.includes('For confiscation.'))
    assert.equal((await contentOf(border)).purpose, 'For the trial.')
    wayOf(await theirs.post(page, formOf(conflict.html, page).fields))
    assert.equal((await contentOf(border)).purpose, 'For confiscation.')
  })

  test('adds an item once however often its form is sent', async () => {
    const border = await openBorder(bare)
    const reader = readerAt(border.lima, visit, rosa)
    const page = `/requests/${border.request}/draft/offences/new`
    const [form] = formsIn(htmlOf(await reader.get(page))).filter(({ method, action }) => method === 'post' && action.includes('/draft/'))
    assert.ok(form !== undefined)
    form.fields.set('name', 'Laundering')
    wayOf(await reader.post(form.action, form.fields))
    const again = await reader.post(form.action, form.fields)
    assert.ok(again.kind === 'page' && again.status === 412)
    assert.equal((await contentOf(border)).offences?.length, 1)
  })

  test('takes files in, and keeps those it has', async () => {
    const border = await openBorder(bare)
    const reader = readerAt(border.lima, visit, rosa)
    const page = `/requests/${border.request}/draft/attachments`
    for (const name of ['orden.pdf', 'ley <1>.pdf']) {
      const { fields } = formOf(htmlOf(await reader.get(page)), page)
      fields.set('then', 'keep:attachments')
      const kept = await reader.post(page, fields, [
        { field: 'attachments', file: fileOf(name, name) },
        { field: 'attachments', file: fileOf('', '') },
      ])
      assert.deepEqual(faultsOf(htmlOf(kept)), [])
    }
    const { attachments } = await contentOf(border)
    assert.deepEqual(
      attachments?.map(({ name }) => name),
      ['orden.pdf', 'ley <1>.pdf'],
    )
    const { fields } = formOf(htmlOf(await reader.get(page)), page)
    fields.set('then', 'remove:attachments.0')
    const without = formOf(htmlOf(await reader.post(page, fields)), page).fields
    wayOf(await reader.post(page, without))
    assert.deepEqual(
      (await contentOf(border)).attachments?.map(({ name }) => name),
      ['ley <1>.pdf'],
    )
  })
})
