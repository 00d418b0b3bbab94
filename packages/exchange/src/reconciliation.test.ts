import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { findGaps, type HeldMessage, threadDigest } from './reconciliation.ts'

const [peru, switzerland] = ['PER/central', 'CHE/central']

function held(from: string, seq: number, more: Partial<HeldMessage> = {}): HeldMessage {
  return {
    id: randomUUID(),
    from,
    seq,
    digest: `${seq}`.padStart(64, from === peru ? 'a' : 'b'),
    standing: 'consigned',
    receipts: [],
    ...more,
  }
}

function kinds(ours: readonly HeldMessage[], theirs: readonly HeldMessage[]): string[] {
  return findGaps(peru, ours, theirs).map(({ kind, from, seq }) => `${kind} ${from} ${seq}`)
}

const whole = [held(peru, 1), held(peru, 2), held(switzerland, 1)]

test('sides that hold the same have the same digest, in whatever order, and no gap', () => {
  assert.equal(threadDigest(whole), threadDigest(whole.toReversed()))
  assert.deepEqual(kinds(whole, whole), [])
  const [first, ...rest] = whole
  assert.ok(first)
  assert.notEqual(threadDigest(whole), threadDigest(rest))
  assert.notEqual(threadDigest(whole), threadDigest([{ ...first, receipts: ['f'.repeat(64)] }, ...rest]))
})

test('a consigned message that one side lacks is lost there', () => {
  assert.deepEqual(kinds(whole, whole.slice(0, 1)), [`lost-there ${peru} 2`, `lost-there ${switzerland} 1`])
  assert.deepEqual(kinds(whole.slice(1), whole), [`lost-here ${peru} 1`])
  assert.deepEqual(kinds(whole.slice(0, 2), whole), [`lost-here ${switzerland} 1`])
})

test('a message that is under way is no gap, and changes no digest', () => {
  const sent = [...whole, held(peru, 3, { standing: 'under-way' })]
  assert.equal(threadDigest(sent), threadDigest(whole))
  assert.deepEqual(kinds(sent, whole), [])
  assert.deepEqual(kinds(whole, [...whole, held(switzerland, 2, { standing: 'under-way' })]), [])
})

test('a message of theirs that was given up is told of; one of ours is known', () => {
  assert.deepEqual(kinds(whole, [...whole, held(switzerland, 2, { standing: 'failed' })]), [`not-arrived ${switzerland} 2`])
  assert.deepEqual(kinds([...whole, held(peru, 3, { standing: 'failed' })], whole), [])
})

test('two messages at one place, and a number that nobody has, are found', () => {
  const forked = [...whole.slice(0, 2), held(switzerland, 1, { digest: 'c'.repeat(64) })]
  assert.deepEqual(kinds(whole, forked), [`two-versions ${switzerland} 1`])
  assert.deepEqual(kinds([...whole, held(peru, 4)], [...whole, held(peru, 4)]), [`hole ${peru} 3`])
})

test('a number that is far off does not make thousands of holes', () => {
  assert.deepEqual(kinds([held(peru, 100_000)], [held(peru, 100_000)]), [])
})

test('equal digests mean no gaps of what was consigned, and both sides find the same', () => {
  const message = fc.record({ side: fc.constantFrom(peru, switzerland), seq: fc.integer({ min: 1, max: 4 }) })
  const some = fc.uniqueArray(message, { selector: ({ side, seq }) => `${side} ${seq}`, maxLength: 8 })
  fc.assert(
    fc.property(some, some, (one, other) => {
      const [ours, theirs] = [one, other].map((list) => list.map(({ side, seq }) => held(side, seq, { id: `${side}${seq}` }))) as [
        HeldMessage[],
        HeldMessage[],
      ]
      const lost = (self: string, mine: HeldMessage[], yours: HeldMessage[]) =>
        findGaps(self, mine, yours).filter(({ kind }) => kind.startsWith('lost'))
      assert.equal(threadDigest(ours) === threadDigest(theirs), lost(peru, ours, theirs).length === 0)
      assert.equal(lost(peru, ours, theirs).length, lost(switzerland, theirs, ours).length)
    }),
  )
})
