import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentionsAsylum } from './asylum.ts'

const claims = [
  'He claimed asylum on 10 November.',
  'Il a demandé l’asile le 10 novembre.',
  'Solicitó asilo.',
  'A cerut azil.',
  'Он попросил убежища.',
  '他于11月10日申请庇护。',
  'قدّم طلب لجوء في 10 نوفمبر.',
]

test('a claim to asylum is found in seven languages, and other words are left alone', () => {
  assert.deepEqual(
    claims.filter((text) => !mentionsAsylum(text)),
    [],
  )
  for (const text of ['He was arrested at Casablanca.', 'El deslizamiento fue lento.', '保护证人'])
    assert.equal(mentionsAsylum(text), false, text)
})
