import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPadding, paddedLength, paddingOf, takesPadding } from './part-padding.ts'
import { partLimit } from './limits.ts'
import { exampleAuthority } from './worked-example.ts'

const lengths: readonly (readonly [number, number])[] = [
  [0, 4_096],
  [1, 4_096],
  [4_096, 4_096],
  [4_097, 4_352],
  [10_000, 10_240],
  [65_535, 65_536],
  [65_536, 65_536],
  [65_537, 67_584],
  [1_000_000, 1_015_808],
  [48_234_512, 49_283_072],
  [4_294_967_295, 4_294_967_296],
  [4_294_967_297, 4_362_076_160],
  [partLimit, partLimit],
]

for (const [length, padded] of lengths)
  test(`a file of ${length} bytes is padded to ${padded}`, () => assert.equal(paddedLength(length), padded))

test('a padded length is never more than 12 % above the file or 4,096 bytes, and is padded no further', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(100_000), fc.nat(partLimit)), (length) => {
      const padded = paddedLength(length)
      assert.ok(padded >= length && padded <= Math.max(4_096, length * 1.12) && padded <= partLimit, `${length}: ${padded}`)
      assert.equal(paddedLength(padded), padded)
      assert.ok(padded <= paddedLength(length + 1))
    }),
    { numRuns: 2_000 },
  )
})

test('up to the largest file there are few lengths', () => {
  let count = 1
  for (let length = 4_096; length < partLimit; length = paddedLength(length + 1)) count += 1
  assert.equal(count, 593)
})

test('padding is zeros of the length that is due, in pieces that fit in memory', () => {
  for (const length of [0, 4_095, 4_096, 4_097, 70_000, 100_000_000]) {
    let sum = length
    for (const piece of paddingOf(length)) {
      assert.ok(piece.length > 0 && piece.length <= 65_536 && isPadding(piece))
      sum += piece.length
    }
    assert.equal(sum, paddedLength(length))
  }
  assert.ok(!isPadding(Uint8Array.of(0, 0, 1)))
})

test('a directory document names it, and one that does not is not sent any', async () => {
  const { document } = (await exampleAuthority('PER', 'Fiscalía de la Nación', ['age-x25519'])).directory
  assert.equal(takesPadding(document), true)
  assert.equal(takesPadding({ profiles: ['comity-exchange/1', 'comity-calls/1'] }), false)
})
