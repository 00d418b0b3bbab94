import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showable } from './letter-fonts.ts'

test('letters of Latin, Greek, Cyrillic and Arabic are shown as they are', () => {
  const text = 'Núñez Mensah-Østergård Ștefan Σωκράτης Достоевский مكتب النائب العام'
  assert.equal(showable(text), text)
})

test('a character that no face has is shown by its number, never as an empty box', () => {
  assert.equal(showable('公安 (X)'), '[U+516C U+5B89] (X)')
  assert.equal(showable('a][U+b é'), 'a][U+b é')
  assert.equal(showable('😀'), '[U+1F600]')
})
