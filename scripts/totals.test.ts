import assert from 'node:assert/strict'
import test from 'node:test'
import { isGood, readTotals } from './totals.ts'

test('the totals of the runner are read, and a cancelled test is a failed one', () => {
  assert.deepEqual(readTotals({ output: 'ℹ pass 7\nℹ fail 1\nℹ cancelled 2\n', passed: false }), { passed: 7, failed: 3 })
})

test('our own last sentence outranks what came before it', () => {
  assert.deepEqual(readTotals({ output: 'ℹ pass 7\nℹ fail 0\n12 passed, 0 failed\n', passed: true }), { passed: 12, failed: 0 })
})

test('a run that broke before it could count has failed', () => {
  assert.deepEqual(readTotals({ output: 'SyntaxError', passed: false }), { passed: 0, failed: 1 })
  assert.deepEqual(readTotals({ output: '3 passed, 0 failed\n', passed: false }), { passed: 3, failed: 1 })
})

test('a run of no tests proves nothing', () => {
  assert.equal(isGood(readTotals({ output: '0 passed, 0 failed\n', passed: true })), false)
})
