import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { smallPdf, tamper } from '@comity/signature/small-pdf.test-support'
import fc from 'fast-check'
import { streamOf } from '../platform/byte-stream.ts'
import { previewApart } from './inspect-apart.ts'
import { pdfWords } from './pdf-words.ts'

const stream = (content: string, entries = '') => `<</Length ${content.length} ${entries}>>\nstream\n${content}\nendstream`
const said = (bytes: Buffer) => pdfWords(bytes, 1000)
/** The only page of a small PDF with other content, in the font of the third object. */
const withContent = (content: string, more: Readonly<Record<number, string>> = {}) => tamper(smallPdf(), { ...more, 5: stream(content) })

test('the words of a PDF are read page by page, however its objects are kept', () => {
  for (const form of ['table', 'stream'] as const)
    assert.equal(said(smallPdf({ form, pages: 2 })), 'Page 1 (of a (small) letter)\n\nPage 2 (of a (small) letter)')
})

test('where words stand tells what is a space, a line and a paragraph', () => {
  const content = `BT /F1 10 Tf 72 700 Td [(Ac) 20 (count) -400 (4417)] TJ 0 -12 Td (next) Tj 14 TL T* (third) ' 12 TL (fourth) ' 1 0 0 1 72 500 Tm (apart) Tj ET
q 1 0 0 1 0 -100 cm BT /F1 10 Tf 72 500 Td (lower) Tj ET Q BT /F1 10 Tf 150 500 Td (after) Tj ET`
  assert.equal(said(withContent(content)), 'Account 4417\nnext\n\nthird\nfourth\n\napart\n\nlower\n\nafter')
})

test('letters mean what the tables of a font say, two octets each, and what was drawn from the right is read from the right', () => {
  const meanings =
    'beginbfchar <0001> <0043> <0002> <00660069> endbfchar 1 beginbfrange <0010> <0012> <0627> <0020> <0021> [<0645> <0646>] endbfrange'
  const font = {
    3: '<</Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<</W [1 [500 900] 16 33 500] /DW 300>>] /ToUnicode 60 0 R>>',
    60: stream(meanings),
  }
  assert.equal(said(withContent('BT /F1 10 Tf (\\000\\001\\000\\002\\000\\003) Tj ET', font)), 'Cfi\uFFFD')
  const fromRight = 'BT /F1 10 Tf <0020> Tj 20 0 Td <00110010> Tj -40 0 Td <0001> Tj ET'
  assert.equal(said(withContent(fromRight, font)), '\u0627\u0628 \u0645 C')
})

test('letters that a font only names are read where the name is the letter, and else are a mark', () => {
  const font = { 3: '<</Type /Font /Subtype /Type1 /Encoding <</Differences [65 /B /uni00E9 /g17 /space]>>>>' }
  assert.equal(said(withContent('BT /F1 10 Tf (ABCDA\\226) Tj ET', font)), 'B\u00E9\uFFFD B\u2013')
})

test('forms are read where they stand, and one that draws itself comes to an end', () => {
  const resources = '<</Font <</F1 3 0 R>> /XObject <</A 60 0 R>>>>'
  const page = `<</Type /Page /Parent 2 0 R /Contents 5 0 R /Resources ${resources}>>`
  const form = stream('BT /F1 10 Tf (in) Tj ET /A Do', `/Subtype /Form /Resources ${resources}`)
  assert.equal(said(withContent('BT /F1 10 Tf (page ) Tj ET /A Do', { 4: page, 60: form })), `page ${'in'.repeat(8)}`)
})

test('a page that is damaged ends in a mark, and a file that is locked, damaged or a picture has no words', () => {
  assert.equal(said(withContent('BT /F1 10 Tf (kept) Tj ET ]')), 'kept\uFFFD')
  assert.equal(said(withContent('0 0 m 9 9 l S BI /W 1 /H 1 ID \u0000\u00FFx EI')), undefined)
  assert.equal(said(smallPdf({ trailer: '/Encrypt 3 0 R' })), undefined)
  assert.equal(said(smallPdf().subarray(0, -20)), undefined)
})

test('reading ends when there is enough, and falls over nothing', async () => {
  const many = deflateSync(Buffer.from('BT /F1 10 Tf (word ) Tj ET '.repeat(100_000), 'latin1')).toString('latin1')
  const long = tamper(smallPdf(), { 5: stream(many, '/Filter /FlateDecode') })
  assert.ok((said(long)?.length ?? 0) < 1100)
  assert.equal((await previewApart({ size: long.length, type: 'application/pdf' }, () => streamOf(long)))?.cut, true)
  const good = [smallPdf(), smallPdf({ form: 'stream' }), withContent('q [(a) -9 <62>] TJ /A Do Q')]
  fc.assert(
    fc.property(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), (pdf, changes) => {
      const damaged = Buffer.from(pdf)
      for (const [at, octet] of changes) damaged[at % damaged.length] = octet
      assert.ok(typeof (said(damaged) ?? '') === 'string')
    }),
    { numRuns: 400 },
  )
})
