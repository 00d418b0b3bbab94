import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getMeasureForm, measureTypes } from '@comity/domain/measure/measure'
import type { RequestContent } from '@comity/domain/request/content'
import { available } from '@comity/language/languages'
import { completeMeasure, dataMeasures } from './data-measures.fixture.ts'
import { fullContent } from './full-content.fixture.ts'
import { inLanguage } from './in-language.ts'
import { fitsForm, type LetterForm, letterForms, writeForm } from './letter-form.ts'
import { type Block, type Doc, type Inline, plainText } from './model.ts'
import { closePdf } from './pdf.ts'
import { frameIn, peruSwitzerland } from './peru-switzerland.fixture.ts'
import { draftOf, pdfText, squeezed, textsOf } from './printed-text.fixture.ts'
import { setLetter } from './typst.ts'

after(closePdf)

const forms = ['table', 'preservation', 'subscriber-information'] as const

function content(more: Partial<RequestContent> = {}): RequestContent {
  return { ...peruSwitzerland(), measures: dataMeasures(), ...more }
}

function formIn(form: LetterForm, asked: RequestContent, frame = frameIn('en')): Doc {
  return writeForm(form, asked, frame, inLanguage('es'))
}

function headings(doc: Doc): string[] {
  return doc.blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.number] : []))
}

function cells({ blocks }: Doc): Map<string, readonly Inline[]> {
  const rows = blocks.flatMap((block: Block) => (block.kind === 'table' && block.boxed === true ? block.rows : []))
  return new Map(rows.map(([asked = [], entered = []]) => [plainText(asked), entered]))
}

function options(entered: readonly Inline[] = []): Record<string, boolean> {
  return Object.fromEntries(entered.flatMap((run) => (run.kind === 'tick' ? [[run.text, run.chosen]] : [])))
}

/** Every word that an officer gave in a measure. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(wordsOf)
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => (key === 'id' ? [] : wordsOf(inner)))
    : []
}

for (const type of measureTypes) {
  test(`a table form says all that a request for ${type} says`, () => {
    const { details, complete } = getMeasureForm(type)
    const said = squeezed(textsOf(formIn('table', content({ measures: [completeMeasure(type)] }))).join('\n'))
    for (const [name, detail] of Object.entries(details)) {
      if (!['line', 'prose', 'identifiers'].includes(detail.kind)) continue
      for (const words of wordsOf(complete[name]).filter((word) => word.includes(' ') || word.includes('@'))) {
        for (const paragraph of words.split(/\n\s*\n/u)) assert.ok(said.includes(squeezed(paragraph)), `${name}: ${paragraph}`)
      }
    }
  })
}

test('a table form says all that the request says', () => {
  let count = 0
  const full = fullContent(() => `words${(count += 1)}x`)
  const said = textsOf(formIn('table', full)).join('\n')
  const kept = Array.from({ length: count }, (_, place) => `words${place + 1}x`)
  assert.deepEqual(
    kept.filter((word) => !said.includes(word)),
    [],
  )
})

test('the parts of a form have letters, the same in every language', () => {
  for (const language of available) {
    assert.deepEqual(headings(formIn('table', content(), frameIn(language))), ['A.', 'B.', 'C.', 'D.', 'E.', 'F.', 'G.', 'H.', 'I.'])
  }
  const divisions = formIn('table', content()).blocks.flatMap((block) =>
    block.kind === 'heading' && block.level === 2 ? [block.number] : [],
  )
  assert.deepEqual(divisions, ['E.1', 'E.2'])
})

test('a closed choice shows all its options, and crosses those that were chosen', () => {
  const boxes = cells(formIn('preservation', content({ urgency: { level: 'urgent', reason: 'Short retention.' } })))
  assert.deepEqual(options(boxes.get('Urgency')), { routine: false, urgent: true, emergency: false })
  assert.deepEqual(options(boxes.get('Kind of request')), {
    New: false,
    'Extension of an earlier request': true,
    'Continuation of an earlier request': false,
  })
  assert.deepEqual(Object.values(options(boxes.get('Data wanted'))), [false, true, false, true, false])
})

test('what nobody said and the law does not ask has no box', () => {
  const { urgency: _, confidentiality: __, undertakings: ___, ...bare } = content({ measures: [completeMeasure('data-preservation')] })
  const boxes = cells(formIn('table', bare))
  for (const absent of ['Urgency', 'Confidentiality', 'Undertakings', 'Office hours', 'Kind of request', 'Who wishes to be present']) {
    if (absent !== 'Kind of request') assert.ok(!boxes.has(absent), absent)
  }
  assert.ok(!cells(formIn('preservation', bare)).has('Kind of request'))
  assert.match(textsOf(formIn('table', bare)).join('\n'), /Nothing is stated under this heading/u)
})

test('what the law asks for and is not there shows as missing in its box', () => {
  const id = '7f0c2f1e-3a52-4f8b-9a63-1d2a5c1f0b31'
  const bare = content({ measures: [{ id, type: 'data-preservation' }] })
  const boxes = cells(formIn('preservation', bare, draftOf(frameIn('en'))))
  for (const asked of ['Data to be kept', 'Link to the offence', 'Why it is urgent', 'A formal request will follow', 'Reference']) {
    assert.ok(
      boxes.get(asked)?.some(({ kind }) => kind === 'missing'),
      asked,
    )
  }
  assert.deepEqual(options(boxes.get('A formal request will follow')), { Yes: false })
  const nobody = textsOf(formIn('table', { kind: 'extradition', requesting: 'PER', requested: 'CHE' }, draftOf(frameIn('en')))).join('\n')
  for (const what of ['Persons concerned', 'Summary of the facts', 'Offences', 'Assistance requested', 'Legal basis', 'Purpose']) {
    assert.ok(nobody.includes(`[missing: ${what}]`), what)
  }
})

test('an address of the Internet without its moment says so; one with it shows the offset', () => {
  const said = textsOf(formIn('subscriber-information', content()))
  assert.ok(said.includes('2 August 2026\n14:22:07 UTC+03:00'))
  assert.ok(said.includes('[not stated: Moment with its offset from UTC]'))
})

test('a form for one measure says all that was said in it, and nothing of another', () => {
  const [keep, who] = dataMeasures()
  assert.ok(keep !== undefined && who !== undefined)
  const measures = [keep, completeMeasure('bank-records')]
  const said = squeezed(textsOf(formIn('preservation', content({ measures }))).join('\n'))
  for (const words of wordsOf(keep).filter((word) => word.includes(' '))) assert.ok(said.includes(squeezed(words)), words)
  assert.ok(!said.includes(squeezed('certified copies')))
})

test('several paragraphs in one box have letters', () => {
  const [keep] = dataMeasures()
  const measures = [{ ...keep, necessity: 'First.\n\nSecond\nline.' }] as RequestContent['measures']
  const why = cells(formIn('preservation', content({ measures }))).get('Why it is urgent') ?? []
  assert.equal(plainText(why), '(a) First.\n(b) Second\nline.')
})

test('a request fits a form for one measure only where it asks for that measure', () => {
  const fitting = (asked: RequestContent): LetterForm[] => letterForms.filter((form) => fitsForm(form, asked))
  assert.deepEqual(fitting(peruSwitzerland()), ['letter', 'bilingual', 'worksheet', 'certificate', 'table'])
  assert.deepEqual(fitting(content({ measures: [completeMeasure('subscriber-information')] })).slice(5), ['subscriber-information'])
  assert.deepEqual(fitting(content()), [...letterForms])
})

for (const form of forms) {
  test(`nothing of a ${form} form is unprintable in any language`, () => {
    for (const language of available)
      assert.doesNotMatch(textsOf(formIn(form, content(), frameIn(language))).join('\n'), /\uFFFD/u, language)
  })

  test(`a ${form} form keeps to the standards of its PDF in every language`, () => {
    for (const language of available) {
      const doc = formIn(form, content(), frameIn(language))
      for (const standard of ['a-2a', 'ua-1'] as const) assert.ok(setLetter(doc, { standard }).length > 0, language)
    }
  })
}

test('a form for one measure stays on two pages, and a table that goes over has its head again', (context) => {
  const brief = content({ facts: { summary: 'Bribes were paid for a road contract.' }, persons: [] })
  for (const form of ['preservation', 'subscriber-information'] as const) {
    const text = pdfText(setLetter(formIn(form, brief)))
    if (text === undefined) return context.diagnostic('pdftotext is not installed: the PDF was not read')
    assert.ok(text.trimEnd().split('\f').length <= 2, form)
  }
  const identifiers = Array.from({ length: 60 }, (_, place) => ({ id: String(place), kind: 'phone' as const, value: `+254700000${place}` }))
  const measures = [completeMeasure('subscriber-information', { identifiers })]
  const long = pdfText(setLetter(formIn('subscriber-information', content({ measures })))) ?? ''
  assert.ok(long.split('\f').filter((page) => /Kind\s+Identifier\s+Seen/u.test(page)).length >= 2)
})
