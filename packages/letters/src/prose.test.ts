import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isolateWithin } from './identifier.ts'
import { isolated, plainText } from './model.ts'
import { paragraphsOf } from './prose.ts'

test('blank lines part paragraphs, single line ends stay', () => {
  assert.deepEqual(paragraphsOf('  one\r\ntwo\n \n\nthree\n\n').map(plainText), ['one\ntwo', 'three'])
  assert.deepEqual(paragraphsOf(' \n\n '), [])
})

test('identifiers in Arabic prose are isolated, in Latin prose left as they are', () => {
  const [line] = paragraphsOf('القضية رقم 4417-0093 والحساب CH93 0076 2011 6238 5295 7 بتاريخ 2026-12-14.')
  const isolates = line?.filter(({ kind }) => kind === 'isolated').map((inline) => plainText([inline]))
  assert.deepEqual(isolates, ['4417-0093', 'CH93 0076 2011 6238 5295 7', '2026-12-14'])
  assert.deepEqual(paragraphsOf('file 4417-0093'), [[{ kind: 'text', text: 'file 4417-0093' }]])
})

test('a foreign name or address within Arabic prose is one run, with its bracket', () => {
  const kept = (prose: string): unknown =>
    paragraphsOf(prose).map((line) => line.filter(({ kind }) => kind === 'isolated').map((run) => plainText([run])))
  assert.deepEqual(kept('الشاهد Kofi Mensah-Østergård، ويقيم في Via Àncora 77, 16126 Genova تحت الحماية.'), [
    ['Kofi Mensah-Østergård', 'Via Àncora 77, 16126 Genova'],
  ])
  assert.deepEqual(kept('شركة 北方之光贸易有限公司 وشركة Example Mail (Kenya) ثم (Twi)'), [
    ['北方之光贸易有限公司', 'Example Mail (Kenya)', 'Twi'],
  ])
  assert.deepEqual(kept('The witness كوفي منساه spoke of 4417-0093'), [['4417-0093']])
})

test('identifiers within an Arabic name are isolated again, in any digits', () => {
  assert.equal(isolateWithin('محكمة 4417-0093'), 'محكمة \u20684417-0093\u2069')
  assert.equal(isolateWithin('محكمة ٤٤١٧-٠٠٩٣'), 'محكمة \u2068٤٤١٧-٠٠٩٣\u2069')
  assert.deepEqual(isolated('4417-0093'), { kind: 'isolated', text: '4417-0093', direction: 'ltr' })
  assert.equal(plainText([isolated('محكمة 4417-0093')]), 'محكمة 4417-0093')
})

test('a direction override that comes from elsewhere shows as a replacement character', () => {
  assert.equal(plainText([isolated('abc\u202Edef\u0000')]), 'abc\uFFFDdef\uFFFD')
})

test('a text without any space is searched for identifiers in one pass', () => {
  assert.equal(isolateWithin(`م ${'a'.repeat(200_000)}`).length, 200_004)
  assert.equal(isolateWithin(`م ${'a('.repeat(100_000)}`).length, 200_004)
  assert.equal(isolateWithin(`م a${'-'.repeat(200_000)}`).length, 200_005)
  assert.equal(isolateWithin(`م ${'1 '.repeat(100_000)}`).length, 200_002)
})
