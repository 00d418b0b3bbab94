import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { visit } from '@comity/web/site'
import { openBorder, rosa } from '../case-one.test-support.ts'
import { htmlOf, readerAt, wayOf } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

async function read(path: string): Promise<string> {
  const { lima } = await openBorder(bare)
  return htmlOf(await readerAt(lima, visit, rosa, 'en').get(path))
}

suite('the pages of the law', () => {
  test('rank the bases of a question with their articles, and name what nobody can tell', async () => {
    const html = await read('/law?from=PER&to=CHE&kind=mutual-legal-assistance&offence=uncac.art23&penalty=15&on=2026-01-15')
    const places = ['Treaty of 21 April 1997', 'UNCAC, art. 46', 'UNTOC, art. 18'].map((text) => html.indexOf(text))
    assert.ok(places.every((place, at) => place > (places[at - 1] ?? 0)))
    assert.match(html, /one cannot tell/u)
  })

  test('say of the measure asked by which article a basis names it', async () => {
    const html = await read('/law?from=PER&to=CHE&offence=uncac.art23&measure=restraint')
    assert.ok(html.includes('Measure by measure'))
    assert.match(html, /UNCAC, art\. 55\(2\)/u)
  })

  test('mark a date that nobody has checked, in words', async () => {
    assert.ok((await read('/law/states/JPN')).includes('Not verified'))
    assert.ok((await read('/law?from=JPN&to=CHE&offence=uncac.art23&penalty=15')).includes('Not verified'))
  })

  test('answer for a territory, say what binds one, and offer territories apart from States', async () => {
    const html = await read('/law/pairs/HKG/CHE')
    assert.match(html, /is a territory/u)
    assert.match(html, /<optgroup label="Territories and areas">/u)
    assert.ok(html.includes('Switzerland–Hong Kong agreement of 1999'))
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa, 'en')
    assert.equal(wayOf(await reader.get('/law/pairs?a=HKG&b=CHE&on=2026-01-15')), '/law/pairs/HKG/CHE?on=2026-01-15')
    assert.match(htmlOf(await reader.get('/law/pairs?a=HKG&b=')), /<option value="HKG" selected>/u)
  })

  test('offer nobody whom the operator hides, and answer about them all the same', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa, 'en', ['PSE', 'TWN'])
    for (const path of ['/law', '/law/states', '/law/compare', '/requests/new', '/requests']) {
      const html = htmlOf(await reader.get(path))
      assert.ok(!/State of Palestine|Taiwan/u.test(html), path)
    }
    assert.match(htmlOf(await reader.get('/law/states/PSE')), /State of Palestine/u)
    assert.match(htmlOf(await reader.get('/law/pairs/PSE/CHE')), /<option value="PSE" selected>/u)
    assert.ok(!htmlOf(await reader.get('/law/pairs/PSE/CHE')).includes('value="TWN"'))
  })

  test('say of an incomplete list that whoever is absent may still be a party', async () => {
    assert.ok((await read('/law/instruments/cets-185')).includes('may still be a party'))
  })

  test('refuse a State that is none, and answer an impossible day as today', async () => {
    const { lima } = await openBorder(bare)
    const reader = readerAt(lima, visit, rosa, 'en')
    const refused = await reader.get('/law/states/XXX')
    assert.ok(refused.kind === 'page' && refused.status >= 400)
    assert.ok(htmlOf(await reader.get('/law/states/CHE?on=2026-02-30')).includes('Instruments on'))
  })

  test('are closed to whoever has no account, unless the operator opens them', async () => {
    const { lima } = await openBorder(bare)
    assert.match(wayOf(await readerAt(lima, visit, undefined).get('/law')), /^\/sign-in/u)
  })
})
