import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findParty, onBehalfOf } from './on-behalf.ts'
import { together } from './together.ts'

/** Doubles numbers, and keeps in which groups they came and on whose behalf. */
function doubling(atOnce: number) {
  const groups: (readonly number[])[] = []
  const parties: unknown[] = []
  const ask = together<number, number>(async (numbers) => {
    groups.push(numbers)
    parties.push(findParty())
    await new Promise((resolve) => setImmediate(resolve))
    return numbers.map((number) => number * 2)
  }, atOnce)
  return { ask, groups, parties }
}

test('who asks while others are answered is answered with the next group, which holds so many at most', async () => {
  const { ask, groups } = doubling(3)
  assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map(ask)), [2, 4, 6, 8, 10])
  assert.deepEqual(groups, [[1], [2, 3, 4], [5]])
  assert.equal(await ask(6), 12)
  assert.deepEqual(groups.at(-1), [6])
})

test('a group is answered on behalf of nobody, whoever asked', async () => {
  const { ask, parties } = doubling(3)
  await onBehalfOf({ person: 'someone' }, () => Promise.all([ask(1), ask(2)]))
  assert.deepEqual(parties, ['nobody', 'nobody'])
})
