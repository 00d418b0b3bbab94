import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { jorge, openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf } from '../html.test-support.ts'
import { waitingMessage } from '../office-exchange.test-support.ts'
import { fileOf, htmlOf, readerAt } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

suite('what is carried by hand', () => {
  test('a message that waits is handed over whole, in volumes, and after a proof', async () => {
    const { lima } = await openBorder(bare)
    const [officer, head] = [readerAt(lima, visit, rosa), readerAt(lima, visit, jorge)]
    const [way = ''] = /\/messages\/[0-9a-f-]+\/hand-over/u.exec(htmlOf(await officer.get(`/messages/${waitingMessage}`))) ?? []
    assert.ok(htmlOf(await officer.get('/messages')).includes('href="/messages/take-in"'))
    assert.deepEqual(faultsOf(htmlOf(await officer.get(way))), [])
    const whole = await officer.post(way, { slice: 'whole' })
    assert.ok(whole.kind === 'file' && whole.file.name === '0a1b2c3d4e5f.comity')
    const list = htmlOf(await officer.post(way, { slice: '7000000' }))
    assert.deepEqual(faultsOf(list), [])
    assert.ok(list.includes('2 volumes') && list.includes('0002-of-0002'))
    const volume = await officer.post(way, { slice: '7000000', place: '2' })
    assert.ok(volume.kind === 'file' && volume.file.name === 'volume-2')
    const asked = await head.post(way, { slice: 'whole' })
    assert.ok(asked.kind === 'page' && asked.status === 403 && asked.html.includes('name="proof"'))
    const nothing = await officer.post(way, {})
    assert.ok(nothing.kind === 'page' && nothing.status === 422)
    assert.deepEqual(faultsOf(nothing.html), [])
    const ended = await officer.get('/messages/00000000-0000-4000-8000-000000000000/hand-over')
    assert.ok(ended.kind === 'page' && ended.status === 409)
  })

  test('each file that came is told what came of it, and the way to its receipts', async () => {
    const { lima } = await openBorder(bare)
    const officer = readerAt(lima, visit, rosa)
    assert.deepEqual(faultsOf(htmlOf(await officer.get('/messages/take-in'))), [])
    const files = ['message', 'volume', 'rubbish'].map((text) => ({ field: 'file', file: fileOf(`${text}<b>.comity`, text) }))
    const came = htmlOf(await officer.post('/messages/take-in', { text: '{"payload":"x"}' }, files))
    assert.deepEqual(faultsOf(came), [])
    for (const said of ['Taken in.', 'Volume 2 of 3', '1, 3', 'rubbish&lt;b>', 'One receipt is kept', 'One was passed over'])
      assert.ok(came.includes(said), said)
    const [way = ''] = /\/messages\/from\/CHE~central\/[0-9a-f-]+\/receipts/u.exec(came) ?? []
    const receipts = htmlOf(await officer.get(way))
    assert.deepEqual(faultsOf(receipts), [])
    assert.ok(receipts.includes('class="qr"'))
    const file = await officer.get(`${way}?file=yes`)
    assert.ok(file.kind === 'file' && file.file.name.endsWith('.receipts'))
    const nothing = await officer.post('/messages/take-in', {})
    assert.ok(nothing.kind === 'page' && nothing.status === 422)
  })
})
