import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf } from '../html.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

suite('the page of what each side holds', () => {
  test('says of each gap where the message is missing, what proves it and what to do', async () => {
    const { lima } = await openBorder(bare)
    const page = htmlOf(await readerAt(lima, visit, rosa).get('/gaps'))
    assert.deepEqual(faultsOf(page), [])
    assert.match(page, /The other authority no longer has it/u)
    assert.match(page, /A signed receipt proves it/u)
    assert.match(page, /Ask its author whether such a message was ever written/u)
  })

  test('compares at once, and says why when it cannot', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa)
    assert.equal(wayOf(await reader.post('/gaps/CHE~central', {})), '/gaps')
    const refused = await reader.post('/gaps/XXA~central', {})
    assert.ok(refused.kind === 'page' && refused.status === 403)
    assert.deepEqual(faultsOf(refused.html), [])
  })
})
