import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { available } from '@comity/language/languages'
import type { RequestContent } from '@comity/domain/request/content'
import { dataMeasures } from './data-measures.fixture.ts'
import { renderDocx } from './docx.ts'
import { toHtml } from './html.ts'
import { inLanguage } from './in-language.ts'
import { letterForms, secondLanguage, writeForm } from './letter-form.ts'
import { type Block, type Doc, plainText } from './model.ts'
import { closePdf } from './pdf.ts'
import { frameIn, peruSwitzerland } from './peru-switzerland.fixture.ts'
import { docxParagraphs, htmlText, pdfText, squeezed, textsOf } from './printed-text.fixture.ts'
import { requestLetter } from './request-letter.ts'
import { setLetter } from './typst.ts'

after(closePdf)

const files = [
  { id: 'a', name: 'orden.pdf', mediaType: 'application/pdf', size: 1_234_567, sha256: 'a1'.repeat(32), describes: 'Orden judicial' },
  { id: 'b', name: 'extracto.pdf', mediaType: 'application/pdf', size: 12, sha256: 'b2'.repeat(32) },
]

function content(language = 'es'): RequestContent {
  return { ...peruSwitzerland(), attachments: files, languages: { letter: language } }
}

function rowsOf(doc: Doc): { first: readonly Block[]; second: readonly Block[] }[] {
  return doc.blocks.flatMap((block) => (block.kind === 'columns' ? block.rows : []))
}

function numbersOf(blocks: readonly Block[]): (number | string)[] {
  return blocks.flatMap((block) =>
    (block.kind === 'paragraph' || block.kind === 'heading') && block.number !== undefined ? [block.number] : [],
  )
}

function ownWords(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'paragraph' && block.own === true ? [plainText(block.content)] : []))
}

for (const language of available.filter((code) => code !== 'en')) {
  test(`the columns of a bilingual letter have the same numbers in the same rows (${language} beside en)`, () => {
    const doc = writeForm('bilingual', content(), frameIn(language), inLanguage('en'))
    const rows = rowsOf(doc)
    assert.ok(rows.length > 30)
    for (const { first, second } of rows) assert.deepEqual(numbersOf(first), numbersOf(second))
    assert.deepEqual([doc.language, doc.beside?.language], [language, 'en'])
    const tables = doc.blocks.filter(({ kind }) => kind === 'table')
    assert.ok(tables.length >= 6 && tables.length % 2 === 0)
  })
}

test("an officer's words stand in the column of their language, and their place in the other is open under their number", () => {
  const rows = rowsOf(writeForm('bilingual', content('es'), frameIn('en'), inLanguage('es')))
  const facts = rows.find(({ second }) => ownWords(second).some((said) => said.startsWith('Se investiga')))
  assert.ok(facts !== undefined)
  const [number] = numbersOf(facts.second)
  assert.deepEqual(ownWords(facts.first), [`[${number}: to be translated]`])
  const elsewhere = rowsOf(writeForm('bilingual', content('fr'), frameIn('en'), inLanguage('ar')))
  assert.ok(elsewhere.some(({ first }) => ownWords(first).some((said) => said.startsWith('Se investiga'))))
})

test('the paragraphs that can be translated are the same in every language', () => {
  const [one, ...others] = available.map((language) => ownWords(requestLetter(content(), { ...frameIn(language), apart: true }).blocks))
  assert.ok(one !== undefined && one.length > 5)
  for (const same of others) assert.deepEqual(same, one)
})

test('a worksheet holds each paragraph of the officer under its number, an empty place beside it, and a glossary', () => {
  const doc = writeForm('worksheet', content(), frameIn('es'), inLanguage('en'))
  const [paragraphs, short, terms] = doc.blocks.filter((block) => block.kind === 'table')
  assert.ok(paragraphs !== undefined && short !== undefined && terms !== undefined)
  const letter = requestLetter(content(), { ...frameIn('es'), apart: true })
  assert.deepEqual(
    paragraphs.rows.map((row) => plainText(row[1] ?? [])),
    ownWords(letter.blocks),
  )
  assert.ok([...paragraphs.rows, ...short.rows].every((row) => row.at(-1)?.length === 0))
  const facts = paragraphs.rows.find((row) => plainText(row[1] ?? []).startsWith('Se investiga'))
  assert.equal(plainText(facts?.[0] ?? []), '8')
  const glossary = new Map(terms.rows.map(([term = [], same = []]) => [plainText(term), plainText(same)]))
  assert.equal(glossary.get('Suiza'), 'Switzerland')
  assert.equal(glossary.get('Fundamento jurídico'), 'Legal basis')
  assert.equal(glossary.get('persona investigada'), 'suspect')
  assert.ok([...glossary.keys()].every((term) => !/\d{3}/u.test(term)))
  assert.ok(short.rows.some(([said = []]) => plainText(said) === 'Lavado de activos'))
})

test('a certificate names each file with its size and its whole hash, and where to sign', () => {
  for (const language of available) {
    const doc = writeForm('certificate', content(), frameIn(language), inLanguage('en'))
    const said = squeezed(textsOf(doc).join('\n'))
    for (const { name, sha256 } of files) assert.ok(said.includes(squeezed(name)) && said.includes(sha256), name)
    assert.equal(doc.signatures[0]?.fields.length, 6)
  }
  const without = writeForm('certificate', { ...content(), attachments: [] }, frameIn('en'), inLanguage('es'))
  assert.match(textsOf(without).join('\n'), /No file goes with request UCJIE-0417-2026/u)
  assert.equal(without.blocks.length, 1)
})

for (const form of letterForms) {
  test(`PDF, Word and HTML of a ${form} say the same, and the PDF can be read aloud`, async (context) => {
    const asked = { ...content('ar'), measures: [...(content().measures ?? []), ...dataMeasures()] }
    const doc = writeForm(form, asked, frameIn('ar'), inLanguage('es'))
    const texts = textsOf(doc).filter((said) => said !== doc.reference && said !== doc.state)
    const docx = squeezed(docxParagraphs(await renderDocx(doc)).join('\n'))
    const html = squeezed(htmlText(toHtml(doc)))
    for (const said of texts) {
      assert.ok(docx.includes(squeezed(said)), said)
      assert.ok(html.includes(squeezed(said)), said)
    }
    assert.ok(setLetter(doc, { standard: 'ua-1' }).length > 0)
    const pdf = pdfText(setLetter(doc))
    if (pdf === undefined) return context.diagnostic('pdftotext is not installed: the PDF was not read')
    const words = texts.flatMap((said) => said.split(/\s+/u)).filter((word) => word.length > 3)
    const found = words.filter((word) => squeezed(pdf).includes(squeezed(word)))
    assert.ok(found.length / words.length > 0.85, `${found.length} of ${words.length}`)
  })
}

test('a draft says so in both languages on a bilingual letter', () => {
  const frame = { ...frameIn('es'), draft: true }
  const doc = writeForm('bilingual', content(), frame, inLanguage('en'))
  for (const notice of [frame.t('letter.draft'), inLanguage('en').t('letter.draft')]) assert.ok(doc.draftNotice.includes(notice))
})

test('the second language is that of the translation, else another than the first', () => {
  const translated = { ...content(), languages: { letter: 'es', translation: 'ar' } }
  assert.equal(secondLanguage(translated, 'es'), 'ar')
  assert.equal(secondLanguage(translated, 'ar'), 'en')
  assert.equal(secondLanguage({ ...content(), languages: { letter: 'en', translation: 'tlh' } }, 'en'), 'fr')
})
