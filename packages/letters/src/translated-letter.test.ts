import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freeTexts } from '@comity/domain/translation/free-text'
import { bilingualLetter } from './bilingual-letter.ts'
import { inLanguage } from './in-language.ts'
import { fullContent as contentOf } from './full-content.fixture.ts'
import { type Block, plainText } from './model.ts'
import { requestLetter } from './request-letter.ts'
import { translationWorksheet } from './translation-worksheet.ts'

let count = 0
const fullContent = contentOf(() => `Texto número ${(count += 1)}.`)
const changed = fullContent.facts?.summary ?? ''
const all = new Map(freeTexts(fullContent).map(({ text }, at) => [text, `EN(${at})`]))
const withoutOne = new Map([...all].filter(([text]) => text !== changed))
const certificate = { name: 'A. Rey', capacity: 'sworn translator', on: '2026-11-20', statement: 'Complete and correct.' }
const frame = { ...inLanguage('en'), reference: 'R-1', draft: true }
const spanish = { ...inLanguage('es'), reference: 'R-1', draft: true }

function texts(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'columns') return block.rows.map(({ second }) => texts(second)).join('\n')
      if (block.kind === 'list') return block.items.map(({ content }) => plainText(content)).join('\n')
      return block.kind === 'table' ? block.rows.flat().map(plainText).join('\n') : plainText(block.content)
    })
    .join('\n')
}

test('a letter in the other language says what the translation says, under the same numbers', () => {
  const letter = requestLetter(fullContent, { ...frame, translated: { texts: all, certificate } })
  const written = texts(letter.blocks)
  for (const [source, target] of all) {
    if (source !== fullContent.title) assert.ok(written.includes(target), source)
    assert.ok(!written.includes(source), source)
  }
  assert.ok(!written.includes('to be translated'))
  const numbers = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.number] : []))
  assert.equal(numbers(letter.blocks).findLast(Boolean), numbers(requestLetter(fullContent, spanish).blocks).findLast(Boolean))
  assert.deepEqual(letter.signatures.at(-1), {
    role: 'Translated from Spanish by A. Rey, sworn translator. Date: 20 November 2026. Complete and correct.',
    fields: ['Signature'],
  })
})

test('a paragraph that changed since is marked again, beside what the officer says now', () => {
  const written = texts(requestLetter(fullContent, { ...frame, translated: { texts: withoutOne } }).blocks)
  assert.match(written, /\[\d+: to be translated\]/u)
  assert.equal(written.match(/to be translated/gu)?.length, 1)
  assert.ok(written.includes(changed))
})

test('a letter in the language in which it was written takes nothing from a translation', () => {
  assert.deepEqual(requestLetter(fullContent, { ...spanish, translated: { texts: all, certificate } }), requestLetter(fullContent, spanish))
})

test('in two columns the second has the translation and leaves only what is open', () => {
  const doc = bilingualLetter(fullContent, spanish, { ...inLanguage('en'), translated: { texts: withoutOne, certificate } })
  const second = texts(doc.blocks)
  assert.equal(second.match(/to be translated/gu)?.length, 1)
  assert.equal(doc.beside?.signatures.length, 2)
  const whole = texts(bilingualLetter(fullContent, spanish, { ...inLanguage('en'), translated: { texts: all } }).blocks)
  assert.ok(!whole.includes('to be translated'))
})

test('in two columns whose first is the translation, it is the first that has it', () => {
  const doc = bilingualLetter(fullContent, { ...frame, translated: { texts: all } }, inLanguage('es'))
  const first = doc.blocks.flatMap((block) => (block.kind === 'columns' ? block.rows.map((row) => texts(row.first)) : [])).join('\n')
  assert.ok(first.includes('EN(') && !first.includes('to be translated'))
})

test('the worksheet is filled in with what is translated already', () => {
  const doc = translationWorksheet(fullContent, spanish, { ...inLanguage('en'), translated: { texts: withoutOne } })
  const [table] = doc.blocks.filter((block) => block.kind === 'table')
  const empty = table?.rows.filter((row) => plainText(row[2] ?? []) === '') ?? []
  assert.equal(empty.length, 1)
  assert.equal(plainText(empty[0]?.[1] ?? []), changed)
})
