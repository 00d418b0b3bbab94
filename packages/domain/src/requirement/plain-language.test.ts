import assert from 'node:assert/strict'
import { test } from 'node:test'
import { obstaclesIn } from './plain-language.ts'

const words = (count: number): string => `${Array.from({ length: count }, () => 'word').join(' ')}.`

/** The text, its language, and what in it will not travel. */
const cases: readonly [string, string, ReturnType<typeof obstaclesIn>][] = [
  ['The money was paid in three parts. It came from the road fund.', 'en', { abbreviations: [], terms: [] }],
  [`Short. ${words(41)}`, 'en', { longest: 41, abbreviations: [], terms: [] }],
  [words(40), 'en', { abbreviations: [], terms: [] }],
  ['There is probable cause to believe it.', 'en', { abbreviations: [], terms: ['probable cause'] }],
  ['There is probable cause to believe it.', 'fr', { abbreviations: [], terms: [] }],
  ['La SUNAT informó de los pagos.', 'es-PE', { abbreviations: ['SUNAT'], terms: [] }],
  ['La administración tributaria (SUNAT) informó. La SUNAT lo confirmó.', 'es', { abbreviations: [], terms: [] }],
  ['Se pagaron USD 3,480,500.00 a la cuenta con IBAN conocido, tomo XIV.', 'es', { abbreviations: [], terms: [] }],
  ['ESTO ESTA EN MAYUSCULAS', 'es', { abbreviations: [], terms: [] }],
  ['对李某取保候审。', 'zh', { abbreviations: [], terms: ['取保候审'] }],
  [`${'字'.repeat(81)}。`, 'zh', { longest: 82, abbreviations: [], terms: [] }],
  ['حبس المتهم احتياطيا. صدر أمر الإحالة.', 'ar', { abbreviations: [], terms: ['أمر الإحالة'] }],
]

for (const [text, language, expected] of cases) {
  test(`${language}: ${text.slice(0, 60)}`, () => {
    assert.deepEqual(obstaclesIn(text, language), expected)
  })
}

test('a language that is none has no terms', () => {
  assert.deepEqual(obstaclesIn('Probable cause.', '__proto__'), { abbreviations: [], terms: [] })
})
