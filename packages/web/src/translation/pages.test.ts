import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { available } from '@comity/language/languages'
import { visit } from '@comity/web/site'
import { caseOne, openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf, formsIn } from '../html.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'
import { translationId } from '../translation.test-support.ts'

const path = `/translations/${translationId}`

suite('the pages of translations', async () => {
  const { lima, request } = await openBorder(caseOne())
  const reader = readerAt(lima, visit, rosa)
  const translator = readerAt(lima, visit, { ...rosa, role: 'translator' })

  async function form(action: string): Promise<URLSearchParams> {
    const found = formsIn(htmlOf(await reader.get(path))).find((one) => one.action === action)
    assert.ok(found !== undefined, action)
    return found.fields
  }
  const said = async (more: Readonly<Record<string, string>>) => ({ ...Object.fromEntries(await form(path)), ...more })

  test('are whole and without fault in every language, for an officer and a translator', async () => {
    for (const language of available) {
      for (const role of ['officer', 'translator'] as const) {
        const own = readerAt(lima, visit, { ...rosa, role }, language)
        for (const one of ['/', '/translations', path, `${path}?from=12`, `${path}/return`, `${path}/send-back`])
          assert.deepEqual(faultsOf(htmlOf(await own.get(one))), [], `${language} ${role} ${one}`)
      }
      const officer = readerAt(lima, visit, rosa, language)
      for (const one of [`/requests/${request}/translations`, `${path}/assign`])
        assert.deepEqual(faultsOf(htmlOf(await officer.get(one))), [], `${language} ${one}`)
    }
  })

  test('a heading with a value in it shows no sign for the isolates around that', async () => {
    for (const language of available) assert.ok(!htmlOf(await readerAt(lima, visit, rosa, language).get(path)).includes('\uFFFD'), language)
  })

  test('show text as text, the source beside the target, and mark what has changed', async () => {
    const html = htmlOf(await reader.get(path))
    assert.ok(html.includes('Cuenta &lt;b>4417-0093&lt;/b>') || html.includes('Cuenta &lt;b&gt;4417-0093&lt;/b&gt;'))
    for (const words of [
      'Source changed',
      'Pagó 400.',
      'The translation lacks this number or date',
      'Much like one translated before: 82 %',
    ])
      assert.ok(html.includes(words), words)
  })

  test('a segment that nobody touched is not sent, so a stale one stays stale', async () => {
    assert.equal(wayOf(await reader.post(path, await said({}))), `${path}?from=0`)
  })

  test('a suggestion is taken over as a draft, and what cannot be kept is told beside its segment with what was typed', async () => {
    const pressed = await form(path)
    pressed.set('then', 'use.1.title.1')
    assert.equal(wayOf(await reader.post(path, Object.fromEntries(pressed))), `${path}?from=0`)
    const refused = await reader.post(path, await said({ 'target.title.1': 'A\u202EB' }))
    assert.ok(refused.kind === 'page' && refused.status === 422)
    assert.ok(refused.html.includes('href="#f-title.1"') && refused.html.includes('A\u202EB'))
    assert.deepEqual(faultsOf(refused.html), [])
  })

  test('a form that cannot be asked, given back or accepted says why', async () => {
    const asked = await reader.post(`/requests/${request}/translations`, { language: '000000', translator: '', 'due.year': '2026' })
    assert.ok(asked.kind === 'page' && asked.status === 422)
    assert.deepEqual(faultsOf(asked.html), [])
    assert.ok(asked.html.includes('not the code of a language'))
    const accepted = await reader.post(`${path}/accept`, { version: '3' })
    assert.ok(accepted.kind === 'page' && accepted.html.includes('2 segments are not confirmed'))
    const returned = await reader.post(`${path}/return`, {
      version: '3',
      name: '',
      capacity: '',
      'on.day': '31',
      'on.month': '02',
      'on.year': '2026',
    })
    assert.ok(returned.kind === 'page' && returned.status === 422)
    const empty = await reader.post(`${path}/file`, {})
    assert.ok(empty.kind === 'page' && empty.status === 422)
  })

  test('a translator is shown their translations and no way to a request', async () => {
    const today = htmlOf(await translator.get('/'))
    assert.ok(today.includes(`href="${path}"`) && !today.includes('href="/requests"'))
    const refused = await translator.get(`/requests/${request}/translations`)
    assert.ok(refused.kind === 'page' && refused.status === 403)
  })
})
