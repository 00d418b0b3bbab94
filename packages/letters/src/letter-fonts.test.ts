import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsHan, showable } from './letter-fonts.ts'

test('letters of Latin, Greek, Cyrillic, Arabic and Chinese are shown as they are', () => {
  const text = 'Núñez Mensah-Østergård Ștefan Σωκράτης Достоевский مكتب النائب العام 北方之光贸易有限公司（镕喆堃）'
  assert.equal(showable(text), text)
})

test('a character that no face has is shown by its number, never as an empty box', () => {
  assert.equal(showable('한국 (X)'), '[U+D55C U+AD6D] (X)')
  assert.equal(showable('a][U+b é'), 'a][U+b é')
  assert.equal(showable('😀北'), '[U+1F600]北')
})

test('only a letter with Chinese in it asks for the faces of Chinese', () => {
  assert.equal(needsHan('Núñez “quoted” — Достоевский\nمكتب النائب العام'), false)
  assert.equal(needsHan('shipped by 北方之光'), true)
  assert.equal(needsHan('，'), true)
})
