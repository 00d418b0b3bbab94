import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { done, openBorder, rosa } from '../case-one.test-support.ts'
import { faultsOf, tagsIn } from '../html.test-support.ts'
import { htmlOf, readerAt } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

async function openRegister(count: number) {
  const { lima } = await openBorder(bare)
  for (let at = 1; at < count; at++) {
    const content = {
      ...bare,
      requested: at % 2 === 0 ? 'ITA' : 'CHE',
      title: `Matter ${at}`,
      persons: [{ id: crypto.randomUUID(), name: `Ñahui ${at}` }],
    }
    await done(lima.as(rosa).openRequest({ body: { reference: `UCJIE-${at}`, content } }))
  }
  return readerAt(lima, visit, rosa)
}
function titlesIn(html: string): readonly string[] {
  return [...html.matchAll(/<td data-label="Request"><a href="[^"]+"><bdi>([^<]*)<\/bdi>/gu)].map(([, title = '']) => title)
}

suite('the register', () => {
  test('finds a request by reference, by name and by State, and keeps what was asked on the page', async () => {
    const reader = await openRegister(12)
    assert.deepEqual(titlesIn(htmlOf(await reader.get('/requests?q=ucjie-7'))), ['Matter 7'])
    assert.deepEqual(titlesIn(htmlOf(await reader.get('/requests?q=Ñahui 11'))), ['Matter 11'])
    const italian = htmlOf(await reader.get('/requests?counterpart=ITA&sort=changed&side=requesting'))
    assert.equal(titlesIn(italian).length, 5)
    assert.match(italian, /<option value="ITA" selected>/u)
    assert.match(italian, /<a href="\/requests\?[^"]*counterpart=ITA[^"]*" aria-current="page">Outgoing/u)
    assert.deepEqual(titlesIn(htmlOf(await reader.get('/requests?side=requested'))), [])
  })

  test('goes on page by page with the same question', async () => {
    const reader = await openRegister(60)
    const first = htmlOf(await reader.get('/requests?side=requesting'))
    const next = tagsIn(first, 'a').find(({ rel }) => rel === 'next')?.['href'] ?? ''
    assert.match(next, /side=requesting/u)
    const second = htmlOf(await reader.get(next))
    assert.equal(titlesIn(first).length + titlesIn(second).length, 60)
    assert.deepEqual(faultsOf(second), [])
  })

  test('names a question that makes no sense instead of failing', async () => {
    const reader = await openRegister(1)
    for (const query of ['stage=nowhere', 'side=both', 'counterpart=peru', `q=${'x'.repeat(301)}`]) {
      const view = await reader.get(`/requests?${query}`)
      assert.ok(view.kind === 'page' && view.status === 422, query)
      assert.deepEqual(faultsOf(view.html), [])
    }
  })
})
