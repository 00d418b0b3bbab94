import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { RequestContent } from '@comity/domain/request/content'
import { visit } from '@comity/web/site'
import { stepNames } from '@comity/web/draft/step'
import { anna, caseOne, luc, openBorder, rosa, send } from './case-one.test-support.ts'
import { decoded, faultsOf } from './html.test-support.ts'
import { fileOf, htmlOf, readerAt } from './reader.test-support.ts'

const hostile = `</textarea></title>"'><script>alert(1)</script><img src=x onerror=alert(2)> &lt;b&gt; {t} #set`

/** Every text that an officer wrote, made hostile; codes, dates, numbers and choices stay what they are. */
function poisoned(content: RequestContent): RequestContent {
  const plain = new Set([
    'kind',
    'requesting',
    'requested',
    'id',
    'type',
    'role',
    'stage',
    'level',
    'nationality',
    'instrument',
    'provision',
    'letter',
    'translation',
    'amount',
    'currency',
    'ceilingApplies',
    'convention',
    'records',
  ])
  function walk(value: unknown, name: string): unknown {
    if (plain.has(name)) return value
    if (Array.isArray(value)) return value.map((one) => walk(one, ''))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, key)]))
    return typeof value === 'string' && !/^\d{4}-\d{2}-\d{2}$/u.test(value) ? hostile : value
  }
  return walk(content, '') as RequestContent
}

function harmless(html: string, path: string): void {
  assert.deepEqual(faultsOf(html), [], path)
  // The one picture that is ours is the emblem at the head of a letter.
  assert.ok(!/<script>|<img(?! class="emblem" src="\/api\/letterhead-emblems\/[0-9a-f]{64}" )/u.test(html), path)
}

suite('markup in any field', () => {
  test('comes out as text on every page of a draft', async () => {
    const { lima, request } = await openBorder(poisoned(caseOne()))
    const reader = readerAt(lima, visit, rosa)
    const items = ['persons', 'offences', 'measures'].flatMap((step) =>
      (caseOne()[step as 'persons'] ?? []).map(({ id }) => `/draft/${step}/${id}`),
    )
    const papers = ['bilingual', 'worksheet', 'certificate'].map((form) => `/letter?form=${form}&second=ar`)
    for (const path of ['', '/letter', '/letter?letter=en', ...papers, '/draft', ...stepNames.map((name) => `/draft/${name}`), ...items]) {
      const html = htmlOf(await reader.get(`/requests/${request}${path}`))
      harmless(html, path)
    }
    const facts = htmlOf(await reader.get(`/requests/${request}/draft/facts`))
    assert.ok(decoded(/<textarea[^>]*facts\.summary[^>]*>(.*?)<\/textarea>/su.exec(facts)?.[1] ?? '').includes(hostile))
    harmless(htmlOf(await reader.get('/')), '/')
    harmless(htmlOf(await reader.get('/requests')), '/requests')
    harmless(htmlOf(await reader.get(`/requests?q=${encodeURIComponent(hostile)}&counterpart=${encodeURIComponent(hostile)}`)), 'search')
    harmless(htmlOf(await reader.get(`/${encodeURIComponent(hostile)}`)), 'no such page')
  })

  test('comes out as text in every act, condition, file and problem', async () => {
    const border = await openBorder(poisoned(caseOne()))
    const { lima, bern, request, give } = border
    await send(border)
    await give(bern, [anna], 'register', { reference: hostile, confidentialityConfirmed: false, note: hostile })
    await give(bern, [anna], 'ask-clarification', { question: hostile, article: hostile })
    const reader = readerAt(lima, visit, rosa)
    const clarify = `/requests/${request}/acts/clarify`
    harmless(htmlOf(await reader.get(clarify)), clarify)
    const wrong = await reader.post(clarify, { version: '1', text: hostile, answers: hostile }, [
      { field: 'files', file: fileOf(hostile.slice(0, 90), 'x') },
    ])
    harmless(htmlOf(wrong), clarify)
    assert.ok(decoded(htmlOf(wrong)).includes(hostile))
    await give(bern, [anna, luc], 'accept', {
      conditions: [{ id: request, kind: 'other', text: hostile, article: hostile }],
      note: hostile,
    })
    await give(bern, [anna], 'assign', { authority: hostile })
    await give(bern, [anna], 'send-result', { final: false, summary: hostile, files: [] })
    for (const [desk, person] of [
      [lima, rosa],
      [bern, luc],
    ] as const) {
      const html = htmlOf(await readerAt(desk, visit, person, 'es').get(`/requests/${request}`))
      harmless(html, 'thread')
      assert.ok(decoded(html).split(hostile).length > 5)
    }
  })
})
