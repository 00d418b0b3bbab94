import assert from 'node:assert/strict'
import { test } from 'node:test'
import { available } from '@comity/language/languages'
import { renderDocx } from './docx.ts'
import { inLanguage } from './in-language.ts'
import { type LetterForm, writeForm } from './letter-form.ts'
import { plainText } from './model.ts'
import { partsOf, pdfText, textsOf } from './printed-text.fixture.ts'
import { setLetter } from './typst.ts'
import { getWorkedCase, workedCases, workedLetter } from './worked-case.fixture.ts'

const china = workedLetter(getWorkedCase('china-thailand'))
const arabic = workedLetter(getWorkedCase('peru-switzerland'), 'ar')

function form(name: LetterForm): typeof china {
  const frame = { ...inLanguage('es'), reference: 'UCJIE-0417-2026', date: '2026-11-21', draft: false }
  return writeForm(name, getWorkedCase('peru-switzerland'), frame, inLanguage('en'))
}

async function paragraphsOfWord(doc: typeof china): Promise<string[]> {
  const body = partsOf(await renderDocx(doc)).get('word/document.xml') ?? ''
  return Array.from(body.matchAll(/<w:p[ >].*?<\/w:p>/gsu), ([paragraph]) => paragraph)
}

test('a letter of the United Nations’ languages names the Conventions in its own', () => {
  for (const [name, content] of workedCases) {
    for (const language of ['ar', 'es', 'fr', 'ru', 'zh'] as const) {
      for (const line of textsOf(workedLetter(content, language))) {
        assert.doesNotMatch(line, /United Nations Convention|Protocol to Prevent/u, `${name} ${language}`)
      }
    }
  }
})

test('after a Chinese colon no space stands', () => {
  for (const line of textsOf(china)) assert.doesNotMatch(line, /：\s/u)
})

test('a short table stays on one page, in Word and in PDF', async (context) => {
  const tables = china.blocks.filter((block) => block.kind === 'table')
  assert.ok(tables.length > 3 && tables.every(({ whole }) => whole === true))
  const first = (await paragraphsOfWord(china)).find((paragraph) => paragraph.includes('TEMU4170093') && paragraph.includes('"Cell"')) ?? ''
  assert.match(first, /<w:keepNext\/>/u)
  const pages = pdfText(setLetter(china))?.split('\f')
  if (pages === undefined) return context.skip('pdftotext is not installed')
  const printed = pages.filter((page) => /^\s*集装箱/mu.test(page))
  assert.ok(printed.length === 1 && ['TEMU4170093', 'MSKU9268195'].every((container) => printed[0]?.includes(container)))
})

test('a long table may be parted, each row whole', () => {
  const tables = arabic.blocks.filter((block) => block.kind === 'table')
  assert.ok(tables.some(({ whole }) => whole !== true))
})

test('no word in the head of a table is broken between its letters', (context) => {
  for (const language of available) {
    const doc = workedLetter(getWorkedCase('peru-switzerland'), language)
    const printed = pdfText(setLetter(doc))
    if (printed === undefined) return context.skip('pdftotext is not installed')
    const words = doc.blocks.flatMap((block) => (block.kind === 'table' ? block.head.flatMap((cell) => plainText(cell).split(/\s/u)) : []))
    assert.ok(words.length > 10)
    for (const word of words) assert.ok(printed.replaceAll(/[\u200E\u200F\u202A-\u202E]/gu, '').includes(word), `${language} ${word}`)
  }
})

test('in an Arabic Word file every number stands at the right, beside a passage that runs from the left too', async () => {
  const passages = (await paragraphsOfWord(arabic)).filter((paragraph) => /<w:t[^>]*>\d+\.\t/u.test(paragraph))
  assert.ok(passages.length > 20)
  for (const passage of passages) assert.match(passage, /<w:bidi\/>/u)
  const spanish = passages.find((passage) => passage.includes('Se investiga')) ?? ''
  assert.match(spanish, /\u2066.*Se investiga.*\u2069/su)
})

test('in an Arabic Word file what runs from the right stands between marks, what does not within isolates', async () => {
  const text = (await paragraphsOfWord(workedLetter(getWorkedCase('egypt-italy')))).join('')
  assert.match(text, />\u200Fمكتب النائب العام، إدارة التعاون الدولي، القاهرة\u200F</u)
  assert.match(text, />\u20684417-0093\u2069</u)
  assert.doesNotMatch(text, />\u2068[\u0600-\u06FF]/u)
})

test('neither Arabic nor Chinese is slanted in Word', async () => {
  for (const doc of [china, workedLetter(getWorkedCase('egypt-italy'))]) {
    assert.doesNotMatch((await paragraphsOfWord(doc)).join(''), /<w:i(?:Cs)?\/>/u)
  }
})

test('no signature stands alone on its page, below a form either', async (context) => {
  const pages = pdfText(setLetter(form('table')))?.split('\f') ?? []
  if (pages.length === 0) return context.skip('pdftotext is not installed')
  const last = pages.find((page) => page.includes('Por la autoridad requirente')) ?? ''
  assert.match(last, /Autoridad requirente/u)
  const paragraphs = await paragraphsOfWord(form('table'))
  const role = paragraphs.findIndex((paragraph) => paragraph.includes('Por la autoridad requirente'))
  for (const before of paragraphs.slice(role - 3, role)) assert.match(before, /<w:keepNext\/>/u)
})

test('a short row of two columns is not parted between two pages in Word', async () => {
  const body = partsOf(await renderDocx(form('bilingual'))).get('word/document.xml') ?? ''
  const rows = body.match(/<w:cantSplit\/>/gu) ?? []
  assert.ok(rows.length > 30, String(rows.length))
})

test('lines of a heading in Word are as far apart as its letters are high, in every program', async () => {
  const styles = partsOf(await renderDocx(arabic)).get('word/styles.xml') ?? ''
  // Without its rule LibreOffice takes the number for a fixed height.
  const spacings = styles.match(/<w:spacing [^>]*w:line="[^>]*>/gu) ?? []
  assert.ok(spacings.length > 3)
  for (const spacing of spacings) assert.match(spacing, /w:lineRule="auto"/u)
})
