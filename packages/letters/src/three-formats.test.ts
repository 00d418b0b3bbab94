import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { available } from '@comity/language/languages'
import { renderDocx } from './docx.ts'
import { fullContent } from './full-content.fixture.ts'
import { toHtml } from './html.ts'
import { type Doc, plainText } from './model.ts'
import { frameIn, peruSwitzerland } from './peru-switzerland.fixture.ts'
import { docxParagraphs, htmlText, pdfText, squeezed, textsOf } from './printed-text.fixture.ts'
import { requestLetter } from './request-letter.ts'
import { setLetter } from './typst.ts'

function numberedParagraphs(doc: Doc): string[] {
  return doc.blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items.map(({ label, content }) => `${label} ${plainText(content)}`)
    if (block.kind === 'table' || block.kind === 'columns') return []
    if (block.kind === 'heading') return [`${block.number} ${plainText(block.content)}`]
    return block.number === undefined ? [] : [`${block.number}. ${plainText(block.content)}`]
  })
}

for (const language of available) {
  test(`PDF, Word and HTML print the same number before the same paragraph (${language})`, async (context) => {
    const doc = requestLetter(peruSwitzerland(), frameIn(language))
    const expected = numberedParagraphs(doc).map(squeezed)
    assert.ok(expected.length > 30)
    const docx = docxParagraphs(await renderDocx(doc)).map(squeezed)
    const html = squeezed(htmlText(toHtml(doc)))
    const pdf = pdfText(setLetter(doc))
    for (const paragraph of expected) {
      assert.ok(docx.includes(paragraph), paragraph)
      assert.ok(html.includes(paragraph), paragraph)
      // pdftotext puts the number of a line that runs from the right where the page has it; extraction.test.ts reads those.
      if (pdf !== undefined && doc.direction === 'ltr') assert.ok(squeezed(pdf).includes(paragraph.slice(0, 40)), paragraph)
    }
    if (pdf === undefined) context.diagnostic('pdftotext is not installed: the PDF was not read')
  })
}

const markup = [
  '#while true {}',
  '#read("/etc/passwd") #import "@preview/x:1.0.0"',
  '*bold* _it_ `raw` $x^2$ @ref <label> \\u{41} ~ -- ... = == +',
  '<script>alert("1")</script><img src=x onerror=alert(1)>&amp;',
  '</w:t></w:r></w:p><w:p/> ]]> <?xml?> &#x41;',
  "{count, plural, one {x}} '{' {0} <b>",
]

/** How often a text is found in another, however the lines fall. */
function count(text: string, where: string): number {
  return squeezed(where).split(squeezed(text)).length - 1
}

for (const text of markup) {
  test(`stands in the letter as it was written: ${text}`, async () => {
    const doc = requestLetter(
      fullContent(() => text),
      frameIn('es'),
    )
    const times = count(text, textsOf(doc).join('\n'))
    assert.ok(times > 35)
    const html = toHtml(doc)
    assert.equal(count(text, htmlText(html)), times)
    assert.doesNotMatch(html, /<(script|img|b|w:p|label)[ >/]/u)
    assert.equal(count(text, docxParagraphs(await renderDocx(doc)).join('\n')), times)
    const pdf = pdfText(setLetter(doc))
    // Columns and page ends part a few of them; none may be taken for markup.
    if (pdf !== undefined) assert.ok(count(text, pdf) > times / 3, String(count(text, pdf)))
  })
}

test('any text at all can be set in all three', async () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const doc = requestLetter(
        fullContent(() => text),
        { ...frameIn('en'), reference: text },
      )
      assert.ok(toHtml(doc).length > 0)
      assert.ok((await renderDocx(doc)).length > 0)
      assert.ok(setLetter(doc).length > 0)
    }),
    { numRuns: 20 },
  )
})

test('a word that is longer than the page and a field of 200 kB are set', async () => {
  const doc = requestLetter({ ...peruSwitzerland(), facts: { summary: 'W'.repeat(200_000) }, title: 'ع'.repeat(300) }, frameIn('es'))
  assert.ok(setLetter(doc).length > 0)
  assert.ok((await renderDocx(doc)).length > 0)
})

test('what the web embeds needs no Node module', () => {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    const source = readFileSync(new URL(file, import.meta.url), 'utf8')
    assert.doesNotMatch(source, /from 'node:|from 'docx'|typst/u, file)
    for (const [, next] of source.matchAll(/from '(\.{1,2}\/[^']+)'/gu)) visit(new URL(next ?? '', new URL(file, import.meta.url)).href)
  }
  for (const file of ['./html.ts', './in-language.ts', './letter-form.ts', './model.ts', './prose.ts']) visit(file)
  assert.ok(seen.size > 10)
})
