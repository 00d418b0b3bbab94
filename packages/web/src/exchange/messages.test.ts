import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf, formsIn } from '../html.test-support.ts'
import { waitingMessage } from '../office-exchange.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

suite('the page of a message', () => {
  test('tells its way with what is not known, folds old attempts away, and lets it be tried', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa)
    const page = htmlOf(await reader.get(`/messages/${waitingMessage}`))
    assert.deepEqual(faultsOf(page), [])
    assert.ok(page.includes('Rosa &lt;Huamán>'))
    assert.match(page, /3 earlier attempts/u)
    assert.match(page, /Whether it lies in the inbox there is not known yet/u)
    assert.match(page, /Ask the other authority for its current directory document/u)
    const [form] = formsIn(page).filter(({ action }) => action.endsWith('/retry'))
    assert.equal(wayOf(await reader.post(form?.action ?? '', {})), `/messages/${waitingMessage}?tried=yes`)
  })

  test('offers no retry of what has got there, and refuses it to who asks all the same', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa)
    const list = htmlOf(await reader.get('/messages?direction=out'))
    const path = [...list.matchAll(/href="(\/messages\/[0-9a-f]{8}-[^"?]+)"/gu)]
      .map(([, href = '']) => href)
      .find((href) => !href.includes(waitingMessage))
    assert.ok(path !== undefined)
    assert.ok(!htmlOf(await reader.get(path)).includes('/retry'))
    const refused = await reader.post(`${path}/retry`, {})
    assert.ok(refused.kind === 'page' && refused.status === 409)
    assert.deepEqual(faultsOf(refused.html), [])
  })

  test('leaves the reader with what can be done when nothing fits the filter', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa)
    assert.match(htmlOf(await reader.get('/messages?direction=in&attention=yes&peer=')), /refused-1/u)
    const wrong = await reader.get('/messages?direction=sideways')
    assert.ok(wrong.kind === 'page' && wrong.status === 422)
    assert.deepEqual(faultsOf(wrong.html), [])
  })
})
