import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { available } from '@comity/language/languages'
import { chineseLetter } from './chinese-letter.fixture.ts'
import type { Doc } from './model.ts'
import { frameIn, peruSwitzerland } from './peru-switzerland.fixture.ts'
import { pdfText, squeezed, textsOf } from './printed-text.fixture.ts'
import { requestLetter } from './request-letter.ts'
import { setLetter } from './typst.ts'

/** The share of the words of a letter that are found again in its PDF. */
function foundShare(doc: Doc, printed: string): number {
  const page = squeezed(printed)
  const segmenter = new Intl.Segmenter(doc.language, { granularity: 'word' })
  const words = textsOf(doc).flatMap((line) => Array.from(segmenter.segment(line)).filter(({ isWordLike }) => isWordLike))
  const found = words.filter(({ segment }) => page.includes(squeezed(segment)))
  assert.ok(words.length > 150)
  return found.length / words.length
}

function assertReadable(context: TestContext, doc: Doc): void {
  const printed = pdfText(setLetter(doc))
  if (printed === undefined) return context.skip('pdftotext is not installed')
  const share = foundShare(doc, printed)
  context.diagnostic(`${(share * 100).toFixed(1)} % of the words`)
  assert.ok(share >= 0.95, String(share))
}

for (const language of available) {
  test(`the words of a letter are found again in its PDF (${language})`, (context) => {
    assertReadable(context, requestLetter(peruSwitzerland(), frameIn(language)))
  })
}

test('the words of a Chinese letter are found again in its PDF', (context) => {
  assertReadable(context, chineseLetter())
})

test('Arabic prose is found again in the PDF of an Arabic letter', (context) => {
  const prose = [
    'تبين من التحقيقات أن المشتبه فيه حول مبالغ مالية إلى حساب مصرفي في الخارج، وأن هذه المبالغ متحصلة من جريمة منظمة عابرة للحدود الوطنية.',
    'وقد أصدر قاضي التحقيق أمرا بتجميد الأموال، ويرجى من السلطة المختصة اتخاذ التدابير اللازمة لتنفيذه وفقا لقانون الدولة متلقية الطلب.',
    'وتتعهد الدولة الطالبة بعدم استخدام المعلومات أو الأدلة في غير الأغراض المبينة في هذا الطلب إلا بعد الحصول على موافقة مسبقة.',
  ]
  const content = { ...peruSwitzerland(), facts: { summary: prose.join('\n\n') }, languages: { letter: 'ar' } }
  assertReadable(context, requestLetter(content, frameIn('ar')))
})

test('a name in Han is printed within a letter of any language', (context) => {
  const persons = [{ id: 'p', name: '北方之光贸易有限公司', legal: true as const }]
  for (const language of available) {
    const printed = pdfText(setLetter(requestLetter({ ...peruSwitzerland(), persons }, frameIn(language))))
    if (printed === undefined) return context.skip('pdftotext is not installed')
    assert.ok(squeezed(printed).includes('北方之光贸易有限公司'), language)
  }
})

test('no line of a Chinese letter begins with a mark that closes, or ends with one that opens', (context) => {
  const printed = pdfText(setLetter(chineseLetter()))
  if (printed === undefined) return context.skip('pdftotext is not installed')
  for (const line of printed.split('\n').map((said) => said.trim())) {
    assert.doesNotMatch(line, /^[，。、；：！？）》」』”’…—]/u)
    assert.doesNotMatch(line, /[（《「『“‘]$/u)
  }
})
