import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLocked } from './pin-attempts.ts'

test('a key is locked from the third wrong PIN on, and not before', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((wrong) => isLocked({ wrong })),
    [false, false, false, true, true],
  )
})
