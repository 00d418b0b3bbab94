import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { valueOf } from '@comity/domain/result.test-support'
import { streamOf } from '@comity/server/platform/byte-stream'
import { startInstance, type TestInstance } from '@comity/server/test-instance'
import type { Browser, Page } from 'playwright-core'
import { hostileFiles } from '../hostile/hostile-files.ts'
import { launchBrowser } from './browser.ts'

const script = '<script>window.ran = true; alert(1)</script><img src="x" onerror="window.ran = true">'
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran = true">${script}</svg>`
const page = `<!doctype html><html><body>${script}</body></html>`
/** Files that some would show as a page, and names that some would read as one. */
const own: readonly (readonly [string, string])[] = [
  ['page.html', page],
  ['drawing.svg', svg],
  ['page.txt', page],
  ['drawing.png', svg],
  ['both.pdf', `%PDF-1.7\n${page}`],
  ['both.jpg', `\u00FF\u00D8\u00FF${page}`],
  ['late.txt', `Statement\n${page}`],
  ['late.csv', `a,b\n"${script}",=cmd|' /C calc'!A0`],
  ['late.json', `{"a":"${script.replaceAll('"', "'")}"}`],
  [`${script.slice(8, 40).replaceAll('/', '')}<img src=x onerror=ran=1>.txt`, 'a statement'],
  ['statement"; filename="a.html.txt', 'a statement'],
  ['invoice\u202Etxt.exe.txt', 'a statement'],
  ['\u2066\u200Flmth.egap\u2069.pdf', `%PDF-1.7\n${svg}`],
]

suite('hostile files in a browser', () => {
  let lima: TestInstance
  let browser: Browser | undefined
  let tab: Page
  let request = ''
  const complaints: string[] = []
  const taken: { readonly id: string; readonly name: string }[] = []
  let refused = 0

  before(async () => {
    lima = await startInstance(['officer'])
    const officer = lima.as('officer')
    const content = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE', title: 'Bank records' } as const
    request = valueOf(await officer.openRequest({ body: { reference: 'R-1', content } })).id
    const disguised = hostileFiles().filter(({ name }, at) => name.startsWith('disguise') && at % 5 === 0)
    const ending = (name: string) => (name.endsWith('PDF') ? 'pdf' : name.endsWith('picture') ? 'png' : 'txt')
    const others = disguised.map(({ name, bytes }, at) => [`${at}.${ending(name)}`, bytes] as const)
    const all = [...own.map(([name, text]) => [name, Buffer.from(text, name.endsWith('jpg') ? 'latin1' : 'utf8')] as const), ...others]
    for (const [name, bytes] of all) {
      const body = { name, mediaType: 'text/html', stream: streamOf(bytes) }
      const added = await officer.addFile({ params: { request }, query: { name }, body })
      if (added.ok) taken.push({ id: added.value.id, name })
      else refused += 1
    }
    browser = await launchBrowser('whole')
    const context = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${lima.tokenOf('officer')}` } })
    tab = await context.newPage()
    tab.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    tab.on('pageerror', (error) => complaints.push(error.message))
  })
  after(async () => {
    await browser?.close()
    await lima.stop()
  })

  const hasRun = async () => tab.evaluate('window.ran !== undefined || document.querySelector("main img, main script, main svg") !== null')
  const ours = (name: string) => own.some(([known]) => known === name)

  test('pages and drawings are not taken in, under whatever ending; what only holds them is', () => {
    const names = taken.map(({ name }) => name)
    for (const name of ['page.html', 'drawing.svg', 'page.txt', 'drawing.png']) assert.ok(!names.includes(name), name)
    for (const name of ['both.pdf', 'both.jpg', 'late.txt']) assert.ok(names.includes(name), name)
    assert.ok(taken.length >= 12 && refused >= 8, `${taken.length} taken, ${refused} refused`)
  })

  test('what was taken in is given out to be saved: as no page, not sniffed, and where it could do nothing', async () => {
    for (const { id, name } of taken) {
      const answer = await tab.context().request.get(`${lima.url()}/api/requests/${request}/files/${id}`)
      const headers = answer.headers()
      assert.match(headers['content-disposition'] ?? '', /^attachment; filename="[\w .-]*"; filename\*=UTF-8''[\w%.!~-]*$/u, name)
      assert.match(headers['content-security-policy'] ?? '', /default-src 'none'; sandbox;/u, name)
      assert.equal(headers['x-content-type-options'], 'nosniff', name)
      assert.doesNotMatch(headers['content-type'] ?? '', /html|svg|xml|script/u, name)
    }
  })

  test('who follows the link saves the file and stays on the page, where its name is text', async () => {
    for (const { id, name } of taken.filter((file) => ours(file.name))) {
      const response = await tab.goto(`${lima.url()}/requests/${request}/files/${id}`)
      assert.equal(response?.status(), 200, name)
      const [download] = await Promise.all([tab.waitForEvent('download'), tab.locator('main .buttons a').first().click()])
      assert.equal(await download.failure(), null, name)
      assert.equal(new URL(tab.url()).pathname, `/requests/${request}/files/${id}`, name)
      assert.equal(await hasRun(), false, name)
      await tab.goto(`${lima.url()}/requests/${request}/files/${id}/text`)
      assert.equal(await hasRun(), false, `the words of ${name}`)
    }
    assert.deepEqual(complaints, [])
  })

  test('shown as a page all the same, by a proxy that spoils what we say of it, it runs nothing', async () => {
    await tab.route('**/api/**', async (route) => {
      const answer = await route.fetch()
      const { 'content-disposition': _, 'x-content-type-options': __, ...headers } = answer.headers()
      await route.fulfill({ response: answer, headers: { ...headers, 'content-type': 'text/html' } })
    })
    for (const { id, name } of taken.filter((file) => ours(file.name))) {
      await tab.goto(`${lima.url()}/api/requests/${request}/files/${id}`)
      assert.equal(await tab.evaluate('window.ran'), undefined, name)
    }
    assert.deepEqual(complaints, [])
  })
})
