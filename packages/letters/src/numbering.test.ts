import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letter, roman } from './numbering.ts'

test('parts are counted in Roman numerals', () => {
  assert.deepEqual([1, 2, 4, 8, 9, 14, 40, 90, 199].map(roman), ['I', 'II', 'IV', 'VIII', 'IX', 'XIV', 'XL', 'XC', 'CXCIX'])
})

test('lists are counted in letters, and after z in two', () => {
  assert.deepEqual([1, 2, 26, 27, 52, 53, 702, 703].map(letter), ['a', 'b', 'z', 'aa', 'az', 'ba', 'zz', 'aaa'])
})
