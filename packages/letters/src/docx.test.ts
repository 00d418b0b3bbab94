import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chineseLetter } from './chinese-letter.fixture.ts'
import { renderDocx } from './docx.ts'
import { fixZipTimes } from './zip-times.ts'
import { frameIn, peruSwitzerland } from './peru-switzerland.fixture.ts'
import { docxParagraphs, draftOf, partsOf, squeezed, textsOf } from './printed-text.fixture.ts'
import { requestLetter } from './request-letter.ts'

const letter = requestLetter(peruSwitzerland(), frameIn('es'))

test('the same letter gives the same bytes, with no clock in them', async () => {
  const first = await renderDocx(letter)
  assert.ok(Buffer.from(first).equals(await renderDocx(letter)))
  const properties = partsOf(first).get('docProps/core.xml') ?? ''
  assert.match(properties, /<dcterms:created xsi:type="dcterms:W3CDTF">2026-11-21T00:00:00Z</u)
  const everything = [...partsOf(first).values()].join('')
  assert.deepEqual(new Set(everything.match(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/gu)), new Set(['2026-11-21T00:00:00Z']))
})

test('every member of the file bears the first moment that a zip file can name', async () => {
  const zip = Buffer.from(await renderDocx(letter))
  // oxlint-disable-next-line no-control-regex -- the signature of a zip member
  const starts = [...zip.toString('latin1').matchAll(/PK\u0003\u0004/gu)].map(({ index }) => zip.readUInt32LE(index + 10))
  assert.ok(starts.length > 5)
  assert.deepEqual(new Set(starts), new Set([0x0021_0000]))
  assert.throws(() => fixZipTimes(new Uint8Array(100)))
})

test('everything in the letter is in the file', async () => {
  const text = squeezed(docxParagraphs(await renderDocx(letter)).join(''))
  for (const line of textsOf(letter).filter((said) => said !== letter.reference)) assert.ok(text.includes(squeezed(line)), line)
})

async function heads(draft: boolean): Promise<string[]> {
  const parts = partsOf(await renderDocx({ ...letter, draft }))
  return [...parts].filter(([name]) => /^word\/header\d\.xml$/u.test(name)).map(([, xml]) => xml)
}

test('a draft says so in the head of the first page and of the others, a letter does not', async () => {
  const draft = await heads(true)
  assert.equal(draft.length, 2)
  assert.ok(draft.every((xml) => xml.includes(letter.draftNotice)))
  assert.ok((await heads(false)).every((xml) => !xml.includes(letter.draftNotice)))
})

test('the foot of every page counts the pages', async () => {
  const parts = partsOf(await renderDocx(letter))
  const feet = [...parts].filter(([name]) => /^word\/footer\d\.xml$/u.test(name)).map(([, xml]) => xml)
  assert.equal(feet.length, 2)
  for (const xml of feet) assert.match(xml, />PAGE<.*>NUMPAGES</su)
})

test('beside an Arabic name an identifier is isolated and the name runs from the right', async () => {
  const persons = [{ id: 'p', name: 'كوفي منساه', document: '4417-0093' }]
  const doc = requestLetter({ ...peruSwitzerland(), persons, facts: { summary: 'القضية رقم 4417-0093 لسنة 2025' } }, frameIn('en'))
  const xml = partsOf(await renderDocx(doc)).get('word/document.xml') ?? ''
  assert.match(xml, /<w:r><w:rPr>(?:(?!<\/w:rPr>).)*<w:rtl\/>(?:(?!<\/w:rPr>).)*<\/w:rPr><w:t[^>]*>\u2068كوفي منساه\u2069<\/w:t>/u)
  assert.match(xml, /<w:t[^>]*>\u20684417-0093\u2069<\/w:t>/u)
})

test('a draft without date has none in its properties', async () => {
  const properties = partsOf(await renderDocx(requestLetter(peruSwitzerland(), draftOf(frameIn('es'))))).get('docProps/core.xml')
  assert.doesNotMatch(properties ?? 'created', /created/u)
})

test('a letter names a face and a language for Chinese, and the Simplified forms for zh', async () => {
  const styles = partsOf(await renderDocx(chineseLetter())).get('word/styles.xml') ?? ''
  assert.match(styles, /<w:rFonts[^>]*w:eastAsia="SimSun"/u)
  assert.match(styles, /<w:lang [^>]*w:eastAsia="zh-CN"/u)
  const body = partsOf(await renderDocx(chineseLetter())).get('word/document.xml') ?? ''
  assert.match(body, /<w:lang w:eastAsia="zh-CN"\/>/u)
  const spanish = partsOf(await renderDocx(letter)).get('word/styles.xml') ?? ''
  assert.match(spanish, /<w:lang [^>]*w:val="es"/u)
})
