import assert from 'node:assert/strict'
import { test } from 'node:test'
import { segmentsOf, withSaid } from './segment.ts'
import { actsOn, openIn, refusalOf, sameLanguage, translatedTexts } from './translation.ts'

const texts = ['One.', 'Two.'].map((text) => ({ path: 'purpose', text, line: false }))
const fresh = segmentsOf([], texts)
const done = withSaid(
  fresh,
  fresh.map(({ key, text }) => ({ key, target: `EN ${text}`, done: true, source: text })),
)
const stale = withSaid(done, [{ key: 'purpose.2', target: 'EN Old.', done: true, source: 'Old.' }])

test('a translation is given back only when every segment is done for the source of today', () => {
  assert.equal(refusalOf('return', 'in-hand', done), undefined)
  for (const segments of [fresh, stale]) {
    const refusal = refusalOf('return', 'in-hand', segments)
    assert.equal(refusal?.fields?.[0]?.rule, 'segments-open')
    assert.equal(refusal?.fields?.[0]?.values?.['count'], openIn(segments).length)
  }
  assert.equal(refusalOf('accept', 'returned', stale)?.code, 'invalid-input')
})

test('each act has its stages', () => {
  assert.deepEqual(actsOn('asked'), ['assign', 'translate', 'return'])
  assert.deepEqual(actsOn('in-hand'), ['assign', 'translate', 'return'])
  assert.deepEqual(actsOn('returned'), ['accept', 'send-back'])
  assert.deepEqual(actsOn('certified'), ['send-back'])
  assert.equal(refusalOf('translate', 'returned', done)?.code, 'act-not-available')
})

test('what a translation stands for leaves out what is stale, in draft or open', () => {
  assert.deepEqual([...translatedTexts(stale)], [['One.', 'EN One.']])
  assert.equal(translatedTexts(fresh).size, 0)
})

test('a language is the same in all its regions', () => {
  assert.ok(sameLanguage('pt', 'pt-BR'))
  assert.ok(!sameLanguage('pt', 'es'))
})
