import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { fileLimitAt, visit } from '@comity/web/site'
import { openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf } from '../html.test-support.ts'
import { fileOf, htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', languages: { letter: 'es' } } as const
const head = { ...rosa, role: 'head' } as const

suite('the letterhead', () => {
  test('is brought in by one person and waits for another, who sees what was found and an example letter', async () => {
    const { lima } = await openBorder(bare)
    const [first, second] = [readerAt(lima, visit, head), readerAt(lima, visit, { ...head, id: 'other' })]
    const page = wayOf(await first.post('/letterhead/ar/template', {}, [{ field: 'file', file: fileOf('good.docx', 'x') }]))
    const own = htmlOf(await first.get(page))
    assert.deepEqual(faultsOf(own), [])
    assert.match(own, /another head or administrator/u)
    assert.match(own, /href="\/api\/letterhead-versions\/[^"]+\/preview"/u)
    assert.match(own, /\{\{ref\}\}/u)
    const other = htmlOf(await second.get(page))
    assert.match(other, /<form[^>]*action="\/letterhead\/versions\//u)
    assert.equal(wayOf(await second.post(page, {})), '/letterhead/ar')
    const refused = await first.post(page, {})
    assert.ok(refused.kind === 'page' && refused.status === 403)
  })

  test('names every fault of a template above the form and beside the control', async () => {
    const { lima } = await openBorder(bare)
    const refused = await readerAt(lima, visit, head).post('/letterhead/es/template', {}, [
      { field: 'file', file: fileOf('bad.docx', 'x') },
    ])
    assert.ok(refused.kind === 'page' && refused.status === 422)
    assert.deepEqual(faultsOf(refused.html), [])
    assert.equal(refused.html.split('The file holds macros or script').length - 1, 2)
    assert.match(refused.html, /The placeholder .*\{\{date\}\}.* is missing/u)
    const empty = await readerAt(lima, visit, head).post('/letterhead/es/template', {})
    assert.ok(empty.kind === 'page' && empty.status === 422)
    assert.match(empty.html, /href="#f-file"/u)
  })

  test('has lines and an emblem that is said in words', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, head)
    const form = htmlOf(await reader.get('/letterhead/es/lines'))
    assert.deepEqual(faultsOf(form), [])
    assert.match(form, /Av\. Abancay 1/u)
    const unsaid = await reader.post('/letterhead/es/lines', { lines: 'A\r\nB', kept: 'ab'.repeat(32), alt: ' ' })
    assert.ok(unsaid.kind === 'page' && unsaid.status === 422)
    assert.match(unsaid.html, /href="#f-alt"/u)
    assert.match(wayOf(await reader.post('/letterhead/es/lines', { lines: 'A\r\nB' })), /^\/letterhead\/versions\//u)
  })

  test('stands on the page of a letter, with its emblem fetched from here', async () => {
    const { lima, request } = await openBorder(bare)
    const page = htmlOf(await readerAt(lima, visit, rosa).get(`/requests/${request}/letter`))
    assert.match(page, /<img class="emblem" src="\/api\/letterhead-emblems\/(?:ab){32}" alt="&lt;b>Escudo&lt;\/b>"/u)
    assert.match(page, /\+51 1 555 0100/u)
    const english = htmlOf(await readerAt(lima, visit, rosa).get(`/requests/${request}/letter?letter=en`))
    assert.doesNotMatch(english, /class="emblem"/u)
  })

  test('takes no more of a large file than shows that it is too large', () => {
    assert.equal(fileLimitAt('/letterhead/ar/template'), 8 * 1024 * 1024)
    assert.equal(fileLimitAt('/letterhead/ar/lines'), 8 * 1024 * 1024)
    assert.equal(fileLimitAt('/law/changes'), undefined)
  })
})
