import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { assets } from '@comity/web/site'

const built = new URL('../dist/', import.meta.url)

suite('what a page loads', () => {
  test('stays within what a slow line carries', () => {
    const weigh = (type: string) =>
      assets
        .filter(({ mediaType }) => mediaType.startsWith(type))
        .reduce((sum, { file }) => sum + gzipSync(readFileSync(new URL(file, built))).length, 0)
    assert.ok(weigh('text/css') <= 15_000)
    assert.ok(weigh('text/javascript') <= 30_000)
  })

  test('has a style sheet that serves every direction of writing', () => {
    const sheet = readFileSync(new URL('../styles/comity.css', import.meta.url), 'utf8')
    const physical =
      /(?:^|[;{}])\s*(?:(?:margin|padding|border|scroll-margin)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:/gu
    assert.deepEqual(sheet.replaceAll(/@media[^{]*/gu, '').match(physical) ?? [], [])
  })
})
