import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { asksOptions } from '@comity/web/law/profile-form'
import { visit } from '@comity/web/site'
import { jorge, openBorder, rosa } from '../case-one.test-support.ts'
import { decoded, faultsOf, type FormOnPage, formsIn } from '../html.test-support.ts'
import { htmlOf, type Reader, readerAt, wayOf } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

async function desk(): Promise<{ rosa: Reader; jorge: Reader }> {
  const { lima } = await openBorder(bare)
  return { rosa: readerAt(lima, visit, rosa, 'en'), jorge: readerAt(lima, visit, jorge, 'en') }
}

function formTo(html: string, action: string): FormOnPage {
  const form = formsIn(html).find((one) => one.action === action)
  assert.ok(form !== undefined, action)
  return form
}

/** The form as it is sent with some fields filled in, by a button beside the rows where one was pressed. */
function written(form: FormOnPage, values: Readonly<Record<string, string>>, pressed = ''): URLSearchParams {
  const fields = new URLSearchParams(form.fields)
  fields.delete('new-row')
  fields.set('then', pressed)
  for (const [name, value] of Object.entries(values)) fields.set(name, value)
  return fields
}

const edit = '/law/states/CHE/profile/edit'
const soon = { 'reviewBy.day': '1', 'reviewBy.month': '12', 'reviewBy.year': '2027' }
const row = {
  'rows.0.accepted': 'de',
  'rows.0.others': 'rm',
  'rows.0.measure': 'any',
  'rows.0.source': 'A letter of May 2026',
  'rows.0.asOf': '2026-05',
  'rows.0.verified': 'yes',
}

/** What a reader does to ask for one more row. */
async function withRow(reader: Reader): Promise<string> {
  const form = formTo(htmlOf(await reader.get(edit)), edit)
  return htmlOf(await reader.post(edit, written(form, { 'new-row': 'languages' }, 'add:rows')))
}

/** Suggests that Switzerland asks for German. @returns the path of the suggestion */
async function suggest(reader: Reader): Promise<string> {
  return wayOf(await reader.post(edit, written(formTo(await withRow(reader), edit), { ...soon, ...row, note: 'They wrote to us' })))
}

suite('the profile of a State on its pages', () => {
  test('is suggested row by row without a script, and stands once a second officer approved it', async () => {
    const people = await desk()
    const path = await suggest(people.rosa)
    const own = htmlOf(await people.rosa.get(path))
    assert.match(own, /a second officer approves it/u)
    assert.ok(!own.includes('value="approve"'))
    assert.ok(htmlOf(await people.rosa.get('/law/changes')).includes(path))
    const seen = htmlOf(await people.jorge.get(path))
    assert.match(decoded(seen), /Requests in: German, Romansh\./u)
    assert.match(seen, /They wrote to us/u)
    assert.deepEqual(faultsOf(seen), [])
    const done = wayOf(await people.jorge.post(path, written(formTo(seen, path), { act: 'approve' })))
    const history = htmlOf(await people.jorge.get(done))
    assert.match(decoded(history), /Version 1: suggested by .*Rosa Huamán.*, approved by .*Jorge Ticona/u)
    assert.deepEqual(faultsOf(history), [])
  })

  test('offers every kind of row, each whole and without fault', async () => {
    const { rosa: reader } = await desk()
    let html = htmlOf(await reader.get(edit))
    for (const asks of asksOptions) html = htmlOf(await reader.post(edit, written(formTo(html, edit), { 'new-row': asks }, 'add:rows')))
    assert.equal(formTo(html, edit).fields.getAll('rows.10.asks').length, 1)
    assert.deepEqual(faultsOf(html), [])
    const fewer = htmlOf(await reader.post(edit, written(formTo(html, edit), {}, 'remove:rows.3')))
    assert.deepEqual(
      [...formTo(fewer, edit).fields.keys()].filter((name) => name.startsWith('rows.3.')),
      [],
    )
  })

  test('keeps what was typed and names the field where something is wrong', async () => {
    const { rosa: reader } = await desk()
    const form = formTo(await withRow(reader), edit)
    const refused = await reader.post(edit, written(form, { ...soon, ...row, 'rows.0.source': '', 'rows.0.article': '18' }))
    assert.ok((refused.kind === 'page' && refused.status === 422) || (refused.kind === 'page' && refused.status === 400))
    const html = htmlOf(refused)
    assert.match(html, /href="#f-rows\.0\.source"/u)
    assert.equal(formTo(html, edit).fields.get('rows.0.article'), '18')
    const past = htmlOf(await reader.post(edit, written(form, { ...soon, ...row, 'reviewBy.year': '2020' })))
    assert.match(past, /The review date has passed/u)
  })

  test('says that another change was approved meanwhile, loses nothing, and is sent again on what stands', async () => {
    const people = await desk()
    const late = formTo(await withRow(people.jorge), edit)
    const early = await suggest(people.rosa)
    const overtaken = await suggest(people.jorge)
    await people.jorge.post(early, { act: 'approve' })
    const conflict = htmlOf(await people.rosa.get(overtaken))
    assert.match(conflict, /What has changed since/u)
    assert.ok(!conflict.includes('value="approve"'))
    const anew = /href="([^"]*from=[^"]*)"/u.exec(conflict)?.[1] ?? ''
    assert.equal(formTo(htmlOf(await people.rosa.get(anew)), edit).fields.get('restsOn'), '1')
    const told = htmlOf(await people.jorge.post(edit, written(late, { ...soon, ...row, 'rows.0.source': 'Another letter' })))
    assert.match(told, /Another change was approved while you wrote/u)
    const again = formTo(told, edit)
    assert.deepEqual([again.fields.get('restsOn'), again.fields.get('rows.0.source')], ['1', 'Another letter'])
    assert.match(wayOf(await people.jorge.post(edit, again.fields)), /^\/law\/changes\/profiles\//u)
  })

  test('reviewed with nothing changed is a suggestion of its own', async () => {
    const people = await desk()
    const review = '/law/states/BRN/profile/review'
    const form = formTo(htmlOf(await people.rosa.get(review)), review)
    const refused = htmlOf(await people.rosa.post(review, form.fields))
    assert.match(refused, /href="#f-reviewBy"/u)
    const path = wayOf(await people.rosa.post(review, written(form, soon)))
    const seen = htmlOf(await people.jorge.get(path))
    assert.match(decoded(seen), /Brunei Darussalam asks: reviewed, nothing changed/u)
    assert.match(decoded(seen), /1 row stays as it is/u)
  })

  test('is read by those who may not suggest, without the ways to', async () => {
    const { lima } = await openBorder(bare)
    const translator = readerAt(lima, visit, { id: 'pe-9', name: 'Traductora', role: 'translator' }, 'en')
    const html = htmlOf(await translator.get('/law/states/BRN/profile'))
    assert.match(html, /As delivered with the software/u)
    assert.ok(!html.includes('/profile/edit'))
  })
})
