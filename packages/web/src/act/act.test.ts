import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { fail } from '@comity/domain/result'
import { commandTypes } from '@comity/domain/request/command'
import { visit } from '@comity/web/site'
import { actFields } from '@comity/web/act/act-fields'
import { anna, caseOne, done, jorge, luc, openBorder, rosa, send } from '../case-one.test-support.ts'
import type { Desk } from '../desk.test-support.ts'
import { faultsOf, formsIn } from '../html.test-support.ts'
import { fileOf, htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

function formOf(html: string, ending: string) {
  const form = formsIn(html).find(({ action }) => action.endsWith(ending))
  assert.ok(form !== undefined, ending)
  return form
}

async function registered() {
  const border = await openBorder(caseOne())
  await send(border)
  await border.give(border.bern, [anna], 'register', { reference: 'B-26-3391-1', confidentialityConfirmed: true })
  return border
}

suite('an act', () => {
  test('has a form for every command that is not given elsewhere', () => {
    assert.deepEqual(
      Object.keys(actFields).toSorted(),
      commandTypes.filter((type) => type !== 'revise' && type !== 'override-finding').toSorted(),
    )
  })

  test('gains rows without script and keeps what was typed', async () => {
    const { bern, request } = await registered()
    const reader = readerAt(bern, visit, anna)
    const page = `/requests/${request}/acts/accept`
    let form = formOf(htmlOf(await reader.get(page)), page)
    for (const [row, text] of ['For this matter only.', 'Originals back in six months.'].entries()) {
      form.fields.set('then', 'add:conditions')
      form.fields.set('note', 'With pleasure.')
      const more = htmlOf(await reader.post(page, form.fields))
      assert.deepEqual(faultsOf(more), [])
      form = formOf(more, page)
      form.fields.set(`conditions.${row}.kind`, row === 0 ? 'speciality' : 'return-of-originals')
      form.fields.set(`conditions.${row}.text`, text)
    }
    form.fields.set('then', '')
    wayOf(await reader.post(page, form.fields))
    const { pending } = await done(bern.as(luc).getRequest({ params: { request } }))
    assert.equal(pending?.command, 'accept')
    const seen = htmlOf(await readerAt(bern, visit, luc).get(`/requests/${request}`))
    for (const words of ['For this matter only.', 'Originals back in six months.', 'With pleasure.']) assert.ok(seen.includes(words), words)
  })

  test('asks for the code of the moment when the proof is old, keeps what was typed, and goes with the code', async () => {
    const { bern, request } = await registered()
    let proven = false
    const late: Desk = {
      ...bern,
      as(person) {
        const client = bern.as(person)
        return {
          ...client,
          async prove(call) {
            const answer = await client.prove(call)
            proven = answer.ok
            return answer
          },
          accept: async (call) => (proven ? client.accept(call) : fail({ code: 'proof-needed' })),
        }
      },
    }
    const reader = readerAt(late, visit, anna)
    const page = `/requests/${request}/acts/accept`
    let { fields } = formOf(htmlOf(await reader.get(page)), page)
    assert.ok(!fields.has('proof'))
    fields.set('note', 'With pleasure.')
    for (const code of ['', '12', '111111']) {
      if (code !== '') fields.set('proof', code)
      const asked = await reader.post(page, fields)
      assert.ok(asked.kind === 'page' && asked.status === (code === '' ? 403 : 422))
      assert.deepEqual(faultsOf(asked.html), [])
      fields = formOf(asked.html, page).fields
      assert.deepEqual([fields.get('note'), fields.get('proof')], ['With pleasure.', ''])
    }
    fields.set('proof', '000 000')
    wayOf(await reader.post(page, fields))
    const { pending } = await done(bern.as(luc).getRequest({ params: { request } }))
    assert.equal(pending?.command, 'accept')
  })

  test('names the row that lacks something and links to it', async () => {
    const { bern, request } = await registered()
    const reader = readerAt(bern, visit, anna)
    const page = `/requests/${request}/acts/refuse`
    const form = formOf(htmlOf(await reader.get(page)), page)
    form.fields.set('grounds.0.reason', 'Against our public order.')
    const refused = await reader.post(page, form.fields)
    assert.ok(refused.kind === 'page' && refused.status === 422)
    assert.deepEqual(faultsOf(refused.html), [])
    assert.match(refused.html, /<a href="#f-grounds\.0\.article">Article: /u)
    assert.equal(formOf(refused.html, page).fields.get('grounds.0.reason'), 'Against our public order.')
    const { pending } = await done(bern.as(anna).getRequest({ params: { request } }))
    assert.equal(pending, undefined)
  })

  test('is stopped on a ground that is none, with the article, and goes once another is given and the other State was consulted', async () => {
    const { bern, request } = await registered()
    const reader = readerAt(bern, visit, anna)
    const page = `/requests/${request}/acts/refuse`
    const form = formOf(htmlOf(await reader.get(page)), page)
    form.fields.set('grounds.0.ground', 'bank-secrecy')
    form.fields.set('grounds.0.reason', 'Our banks keep silence.')
    form.fields.set('grounds.0.article', 'Bank Act, art. 47')
    const stopped = await reader.post(page, form.fields)
    assert.ok(stopped.kind === 'page' && stopped.status === 409)
    assert.deepEqual(faultsOf(stopped.html), [])
    assert.match(stopped.html, /Bank secrecy is never a ground for refusal: UNTOC 18\(8\), UNCAC 46\(8\)\./u)
    const second = formOf(stopped.html, page)
    second.fields.set('grounds.0.ground', 'essential-interests')
    const early = await reader.post(page, second.fields)
    assert.ok(early.kind === 'page' && early.status === 409)
    assert.match(early.html, /Consult the requesting State first, .+: UNTOC 18\(26\), UNCAC 46\(26\)\./u)
    const third = formOf(early.html, page)
    third.fields.set('consulted', 'By telephone on 3 May.')
    wayOf(await reader.post(page, third.fields))
    await done(
      bern
        .as(luc)
        .approve({ params: { request }, body: {}, ifMatch: (await done(bern.as(luc).getRequest({ params: { request } }))).version }),
    )
    const seen = htmlOf(await readerAt(bern, visit, luc).get(`/requests/${request}`))
    assert.ok(seen.includes('ordre public') && seen.includes('By telephone on 3 May.'))
  })

  test('sends files that were uploaded in an earlier round', async () => {
    const border = await registered()
    const { bern, lima, request, give } = border
    await give(bern, [anna, luc], 'accept', { conditions: [] })
    const reader = readerAt(bern, visit, anna)
    const page = `/requests/${request}/acts/send-result`
    let form = formOf(htmlOf(await reader.get(page)), page)
    form.fields.set('then', 'keep:files')
    form = formOf(htmlOf(await reader.post(page, form.fields, [{ field: 'files', file: fileOf('Kontoauszüge.pdf', 'statements') }])), page)
    form.fields.set('final', 'yes')
    form.fields.set('summary', 'All records.')
    form.fields.set('then', '')
    wayOf(await reader.post(page, form.fields, [{ field: 'files', file: fileOf('Formular A.pdf', 'form') }]))
    await give(bern, [luc], 'approve', {})
    const { files } = await done(lima.as(rosa).getRequest({ params: { request } }))
    assert.deepEqual(
      files
        .map(({ name }) => name)
        .filter((name) => name.endsWith('.pdf'))
        .toSorted(),
      ['Formular A.pdf', 'Kontoauszüge.pdf'],
    )
    const page2 = htmlOf(
      await readerAt(lima, visit, jorge).get(`/requests/${request}/files/${files.find(({ name }) => name === 'Formular A.pdf')?.id}`),
    )
    assert.ok(page2.includes('The hashes are equal.') && page2.includes('sha256sum'))
    assert.deepEqual(faultsOf(page2), [])
  })

  test('that speaks of a claim to asylum waits until the officer says that the other State may read it', async () => {
    const { bern, request } = await registered()
    const reader = readerAt(bern, visit, anna)
    const page = `/requests/${request}/acts/accept`
    const form = formOf(htmlOf(await reader.get(page)), page)
    form.fields.set('note', 'He claimed asylum here on 10 November.')
    const asked = htmlOf(await reader.post(page, form.fields))
    assert.deepEqual(faultsOf(asked), [])
    assert.ok(asked.includes('He claimed asylum here on 10 November.'))
    assert.equal((await done(bern.as(luc).getRequest({ params: { request } }))).pending, undefined)
    const again = formOf(asked, page)
    again.fields.set('asylum', 'seen')
    wayOf(await reader.post(page, again.fields))
    assert.equal((await done(bern.as(luc).getRequest({ params: { request } }))).pending?.command, 'accept')
  })

  test('that is not in its place is refused in words', async () => {
    const { lima, request } = await openBorder(caseOne())
    const view = await readerAt(lima, visit, rosa).get(`/requests/${request}/acts/close`)
    assert.ok(view.kind === 'page' && view.status === 409)
  })
})
