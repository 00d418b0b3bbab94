import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { available } from '@comity/language/languages'
import { listStates } from '@comity/reference/state'
import { countByYear } from '@comity/web/law/parties-chart'
import { dots, outlines } from '@comity/web/law/world-outline'
import { visit } from '@comity/web/site'
import { openBorder, rosa } from '../case-one.test-support.ts'
import { htmlOf, readerAt } from '../reader.test-support.ts'

const bare = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

suite('the map of relations', () => {
  test('has a place for every State, an outline or a dot, on the sheet', () => {
    for (const { code } of listStates()) {
      const [x, y] = dots[code] ?? []
      assert.ok(outlines[code] !== undefined || (x !== undefined && y !== undefined && x >= 0 && x <= 1000 && y >= -14 && y <= 430), code)
      assert.ok(outlines[code] === undefined || dots[code] === undefined, code)
    }
    for (const outline of Object.values(outlines)) assert.match(outline, /^(?:M-?\d+ -?\d+l[\d -]+z)+$/u)
  })

  test('names every other State on the map and below it, tells five standings by pattern, and takes no script', async () => {
    const { lima } = await openBorder(bare)
    for (const language of available) {
      const html = htmlOf(await readerAt(lima, visit, rosa, language).get('/law/map/CHE'))
      for (const standing of ['bilateral', 'regional', 'universal', 'none', 'unknown']) {
        assert.ok(html.includes(`<pattern id="${standing}"`), standing)
        assert.ok(html.includes(`fill="url(#${standing})"`), standing)
      }
      for (const { code } of listStates()) assert.equal(html.includes(`href="../pairs/CHE/${code}"`), code !== 'CHE', code)
      assert.ok(!html.includes('<script'))
    }
  })
})

test('parties are counted by year, and a year without a deposit adds none', () => {
  assert.deepEqual(countByYear(['2003-05-01', '2001-01-01', '2003-06-01'], 2004), [
    { year: 2001, count: 1 },
    { year: 2002, count: 1 },
    { year: 2003, count: 3 },
    { year: 2004, count: 3 },
  ])
  assert.deepEqual(countByYear([], 2004), [])
})
