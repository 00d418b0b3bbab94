import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RequestContent } from '@comity/domain/request/content'
import { available, type AvailableLanguage } from '@comity/language/languages'
import { fullContent } from './full-content.fixture.ts'
import { type Doc, plainText } from './model.ts'
import { frameIn, peruSwitzerland } from './peru-switzerland.fixture.ts'
import { draftOf, textsOf } from './printed-text.fixture.ts'
import { requestLetter } from './request-letter.ts'

const minimal = { kind: 'mutual-legal-assistance', requesting: 'PER', requested: 'CHE' } as const

function said(doc: Doc): string {
  return textsOf(doc).join('\n')
}

function paragraphNumbers(doc: Doc): number[] {
  return doc.blocks.flatMap((block) => (block.kind === 'paragraph' && block.number !== undefined ? [block.number] : []))
}

function continuing(doc: Doc): unknown[] {
  return doc.blocks.filter((block) => block.kind === 'paragraph' && block.continues === true)
}

test('paragraphs are numbered through the whole letter, without gap', () => {
  const numbers = paragraphNumbers(requestLetter(peruSwitzerland(), frameIn('es')))
  assert.deepEqual(
    numbers,
    Array.from({ length: numbers.length }, (_, index) => index + 1),
  )
})

test('parts are numbered in order, divisions within their part', () => {
  const doc = requestLetter(peruSwitzerland(), frameIn('es'))
  const numbers = doc.blocks.flatMap((block) => (block.kind === 'heading' ? [block.number] : []))
  assert.deepEqual(numbers, ['I.', 'II.', 'III.', 'IV.', 'V.', 'VI.', 'VII.', 'A.', 'B.', 'VIII.', 'IX.', 'X.', 'XI.'])
})

test('paragraphs have the same numbers in every language', () => {
  const [spanish, english] = (['es', 'en'] as const).map((language) =>
    requestLetter(
      fullContent(() => 'texto'),
      frameIn(language),
    ),
  )
  assert.ok(spanish !== undefined && english !== undefined)
  assert.deepEqual(paragraphNumbers(spanish), paragraphNumbers(english))
  assert.deepEqual(continuing(spanish), [])
  assert.notDeepEqual(continuing(english), [])
})

for (const language of available) {
  test(`everything that a request says is in its letter (${language})`, () => {
    const words: string[] = []
    const content = fullContent(() => {
      words.push(`⟦${words.length}⟧`)
      return words.at(-1) ?? ''
    })
    const text = said(requestLetter(content, frameIn(language)))
    assert.deepEqual(
      words.filter((word) => !text.includes(word)),
      [],
    )
    const { t } = frameIn(language)
    for (const id of [
      'letter.undertakings.use-limit',
      'letter.undertakings.reciprocity',
      'letter.original.electronic-original',
      'letter.urgency.text.urgent',
    ]) {
      assert.ok(text.includes(t(id)), id)
    }
    const year = ['1971', '2019', '2021', '2031', '2026', '2027']
    for (const value of [...year, 'a1'.repeat(32), 'application/pdf']) assert.ok(text.includes(value), value)
  })

  test(`a draft shows all that art. 18(15) asks for and is not there (${language})`, () => {
    const doc = requestLetter(minimal, draftOf(frameIn(language)))
    const missing = JSON.stringify(doc.blocks).match(/"kind":"missing","text":"[^"]+"/gu) ?? []
    const fields = missing.map((found) => found.replace('"kind":"missing","text":', ''))
    const { t } = frameIn(language)
    const expected = [
      'requesting-authority',
      'subject',
      'conducting-authority',
      'function',
      'facts',
      'measures',
      'persons',
      'purpose',
      'basis',
      'offences',
    ]
    // Its own words within the letter's need no isolates, which Word would set over their neighbours.
    const openPlace = (field: string): string =>
      t('letter.missing', { what: t(`letter.field.${field}`) }).replaceAll(/[\u2068\u2069]/gu, '')
    for (const field of expected) assert.ok(fields.includes(`"${openPlace(field)}"`), field)
    assert.equal(doc.draft, true)
    assert.equal(doc.reference, openPlace('reference'))
  })
}

test('the letter of the first case says what the case says', () => {
  const text = said(requestLetter(peruSwitzerland(), frameIn('es')))
  const facts = [
    'CH93 0076 2011 6238 5295 7',
    'USD\u00A03\u00A0480\u00A0500,00',
    '17 de agosto de 2031',
    '9 de septiembre de 2026',
    '506015704-2025-88-0',
  ]
  for (const fact of [...facts, 'de 8 a 15 años', 'de 10 a 20 años', '14 de febrero de 1971', 'extinción de dominio', 'Suiza']) {
    assert.ok(text.includes(fact), fact)
  }
})

test('identifiers, dates, amounts and names are isolated', () => {
  const content = peruSwitzerland()
  const runs = JSON.stringify(requestLetter(content, frameIn('en')))
  for (const value of [
    'CH93 0076 2011 6238 5295 7',
    'USD\u00A03,480,500.00',
    '9 September 2026',
    'José Núñez Álvarez',
    '506015704-2025-88-0',
    'UCJIE-0417-2026',
  ]) {
    assert.ok(runs.includes(`{"kind":"isolated","text":"${value}"`), value)
  }
})

test("an officer's words keep their language in a letter of another", () => {
  const doc = requestLetter(peruSwitzerland(), frameIn('en'))
  const facts = doc.blocks.find((block) => block.kind === 'paragraph' && plainText(block.content).startsWith('Se investiga'))
  assert.ok(facts?.kind === 'paragraph')
  assert.deepEqual(facts.foreign, { language: 'es', direction: 'ltr' })
  const spanish = requestLetter(peruSwitzerland(), frameIn('es'))
  assert.ok(spanish.blocks.every((block) => block.kind !== 'paragraph' || block.foreign === undefined))
})

test('the bases stand in their order, the articles of an instrument together, an uncited treaty as a whole', () => {
  const list = requestLetter(
    {
      ...minimal,
      bases: [
        { instrument: 'che-per-mla-1997', provision: '' },
        { instrument: 'untoc', provision: '18' },
        { instrument: 'untoc', provision: '13' },
      ],
    },
    frameIn('en'),
  ).blocks.find(({ kind }) => kind === 'list')
  assert.ok(list?.kind === 'list')
  assert.deepEqual(
    list.items.map(({ label, content }) => `${label} ${plainText(content)}`),
    [
      '(a) Treaty of 21 April 1997 between the Republic of Peru and the Swiss Confederation on Mutual Legal Assistance in Criminal Matters',
      '(b) United Nations Convention against Transnational Organized Crime, articles\u00A018, 13',
    ],
  )
})

test('penalties read as years, up to, at least, or life', () => {
  const penalties = [{ maximumPenalty: 1 }, { minimumPenalty: 4 }, { lifePenalty: true }, { lifePenalty: true, minimumPenalty: 10 }, {}]
  const offences = penalties.map((penalty, index) => ({ id: String(index), name: 'n', ...penalty }))
  const table = requestLetter({ ...minimal, offences }, frameIn('en')).blocks.find(({ kind }) => kind === 'table')
  assert.ok(table?.kind === 'table')
  assert.deepEqual(
    table.rows.map((row) => plainText(row[2] ?? [])),
    [
      'deprivation of liberty, up to 1 year',
      'deprivation of liberty, at least 4 years',
      'deprivation of liberty, up to life',
      'deprivation of liberty, 10 years to life',
      '[not stated: Penalty]',
    ],
  )
})

test('prose in a script that runs the other way keeps its direction, in a language that nobody named', () => {
  const direction = (letter: AvailableLanguage, written: string, summary: string): unknown => {
    const doc = requestLetter({ ...minimal, languages: { letter: written }, facts: { summary } }, frameIn(letter))
    const own = doc.blocks.find((block) => block.kind === 'paragraph' && block.own === true)
    return own?.kind === 'paragraph' ? own.foreign : own
  }
  assert.deepEqual(direction('ar', 'ar', 'Ley 1106, art. 1.'), { language: 'und', direction: 'ltr' })
  assert.deepEqual(direction('en', 'en', 'القضية رقم 4417-0093'), { language: 'und', direction: 'rtl' })
  assert.deepEqual(direction('en', 'ar', 'Ley 1106, art. 1.'), { language: 'und', direction: 'ltr' })
  assert.deepEqual(direction('en', 'ar', 'القضية رقم 4417-0093'), { language: 'ar', direction: 'rtl' })
  assert.equal(direction('ar', 'ar', 'القضية رقم 4417-0093'), undefined)
})

test('a language that is no language tag marks nothing and breaks nothing', () => {
  const doc = requestLetter({ ...minimal, facts: { summary: 'x' }, languages: { letter: '"><b>' } }, frameIn('en'))
  assert.ok(doc.blocks.every((block) => block.kind !== 'paragraph' || block.foreign === undefined))
})

test('a request without a treaty that undertakes reciprocity says that it rests on it', () => {
  const { bases: _bases, ...rest } = peruSwitzerland()
  const basisOf = (content: RequestContent) => said(requestLetter(content, frameIn('en')))
  assert.doesNotMatch(basisOf(rest), /made on the basis of reciprocity/u)
  assert.match(basisOf({ ...rest, undertakings: { reciprocity: true } }), /made on the basis of reciprocity/u)
})

test('a request that only serves documents owes no facts', () => {
  const { facts: _facts, links: _links, ...rest } = peruSwitzerland()
  const measures = [{ id: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d31', type: 'service-of-documents' as const, document: 'Judgment' }]
  const saying = (content: RequestContent) => said(requestLetter(content, frameIn('en')))
  assert.match(saying(rest), /Summary of the facts/u)
  assert.doesNotMatch(saying({ ...rest, measures }), /Summary of the facts/u)
})
