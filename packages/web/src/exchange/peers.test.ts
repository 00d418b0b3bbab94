import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { jorge, openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf, formsIn } from '../html.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

suite('a peer', () => {
  test('is proposed by its document, verified by two officers and suspended by one', async () => {
    const { lima } = await openBorder(bare)
    const [first, second] = [readerAt(lima, visit, rosa), readerAt(lima, visit, jorge)]
    const refused = await first.post('/peers/new', { directory: 'not a document <b>' })
    assert.ok(refused.kind === 'page' && refused.status === 400)
    assert.ok(refused.html.includes('not a document &lt;b>'))
    const page = wayOf(await first.post('/peers/new', { directory: '{"signed": "yes"}' }))
    const shown = htmlOf(await first.get(page))
    assert.deepEqual(faultsOf(shown), [])
    const fingerprint = /class="fingerprint"><bdi class="code">([^<]+)</u.exec(shown)?.[1] ?? ''
    const asked = htmlOf(await first.get(`${page}/verify`))
    assert.ok(!asked.includes(fingerprint), 'what is to be typed is not there to be copied')
    const [verify] = formsIn(asked).filter(({ action }) => action.endsWith('/verify'))
    assert.ok(verify !== undefined)
    const wrong = await first.post(verify.action, { fingerprint: '0000' })
    assert.ok(wrong.kind === 'page' && wrong.status === 400)
    assert.deepEqual(faultsOf(wrong.html), [])
    assert.equal(wayOf(await first.post(verify.action, { fingerprint })), page)
    const twice = await first.post(verify.action, { fingerprint })
    assert.ok(twice.kind === 'page' && twice.status === 403)
    assert.equal(wayOf(await second.post(verify.action, { fingerprint: fingerprint.replaceAll(' ', '') })), page)
    assert.ok(htmlOf(await first.get(page)).includes('Verified'))
    assert.equal(wayOf(await first.post(`${page}/activate`, {})), page)
    assert.ok(htmlOf(await first.get(page)).includes('Active'))
    assert.equal(wayOf(await second.post(`${page}/suspend`, { reason: 'Keys were seen elsewhere.' })), page)
    assert.ok(htmlOf(await first.get(page)).includes('Suspended'))
  })
})
