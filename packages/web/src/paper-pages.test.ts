import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { caseOne, openBorder, rosa } from './case-one.test-support.ts'
import { faultsOf } from './html.test-support.ts'
import { codes } from './paper.test-support.ts'
import { htmlOf, readerAt } from './reader.test-support.ts'

suite('the pages of paper', () => {
  test('anybody reads whether a letter was issued, and a mistyped code is told beside its field', async () => {
    const { lima } = await openBorder(caseOne())
    const nobody = readerAt(lima, visit, undefined)
    const page = await nobody.get(`/letters?code=${codes[0]?.toLowerCase()}`)
    assert.match(htmlOf(page), /OUT-2026-000003/u)
    const wrong = await nobody.get(`/letters?code=${codes[0]?.slice(0, 15)}${codes[0]?.endsWith('Z') ? 'Y' : 'Z'}`)
    assert.ok(wrong.kind === 'page' && wrong.status === 422)
    assert.deepEqual(faultsOf(wrong.html), [])
    assert.match(wrong.html, /mistyped/u)
  })

  test('a request whose reference is known is offered that request, and what was typed is kept', async () => {
    const { lima } = await openBorder(caseOne())
    const said = {
      from: 'CHE',
      authority: 'Bundesamt',
      reference: 'b 17',
      subject: 'Konten',
      kind: 'mutual-legal-assistance',
      language: 'en',
      channel: 'post',
    }
    const file = {
      'files.0.id': '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f',
      'files.0.name': 'scan.pdf',
      'files.0.mediaType': 'application/pdf',
      'files.0.size': '9',
      'files.0.sha256': 'a'.repeat(64),
    }
    const dates = {
      'dated.day': '1',
      'dated.month': '09',
      'dated.year': '2026',
      'received.day': '8',
      'received.month': '09',
      'received.year': '2026',
    }
    const page = await readerAt(lima, visit, rosa).post('/requests/paper', { ...said, ...file, ...dates })
    const html = htmlOf(page)
    assert.match(html, /name="another"/u)
    assert.match(html, /\/requests\/0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f\/paper\/new/u)
    assert.match(html, /value="Konten"/u)
    assert.deepEqual(faultsOf(html), [])
  })

  test('the request’s page draws the four steps of its original, and says what is late', async () => {
    const { lima, request } = await openBorder(caseOne())
    const reader = readerAt(lima, visit, rosa)
    assert.match(htmlOf(await reader.get(`/requests/${request}/original`)), /aria-current="step"/u)
    assert.match(htmlOf(await reader.get('/')), /Paper originals that are late/u)
    const refused = await reader.post(`/requests/${request}/original`, {
      type: 'signed',
      'on.day': '1',
      'on.month': '01',
      'on.year': '2099',
    })
    assert.match(htmlOf(refused), /still to come/u)
  })
})
