import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isolate, needsIsolating } from './isolate.ts'

test('an isolated text stands between a first-strong isolate and its end', () => {
  assert.equal(isolate('4417-0093'), '\u20684417-0093\u2069')
})

test('only a text that could move is isolated', () => {
  assert.equal(needsIsolating('CH93 0076', 'ltr'), false)
  assert.equal(needsIsolating('CH93 0076', 'rtl'), true)
  assert.equal(needsIsolating('رقم 4417-0093', 'ltr'), true)
  assert.equal(needsIsolating(isolate('CH93'), 'rtl'), false)
})
