import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { problemOf, valueOf } from '../result.test-support.ts'
import { type ErasureFacts, mayErase, maySettle } from './erasure.ts'
import { retentionClassOf, reviewDate } from './retention-class.ts'

const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))
const facts: fc.Arbitrary<ErasureFacts> = fc.record({
  held: fc.boolean(),
  closed: fc.boolean(),
  underWay: fc.nat(3),
  review: fc.option(date, { nil: undefined }),
  today: date,
})

test('a request under legal hold is never erased, whatever else is so', () => {
  fc.assert(fc.property(facts, (given) => assert.equal(problemOf(mayErase({ ...given, held: true })).code, 'legal-hold')))
})

test('a request is erased only when it is closed, silent, past its review and not held', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const { held, closed, underWay, review, today } = given
      assert.equal(mayErase(given).ok, !held && closed && underWay === 0 && review !== undefined && review <= today)
    }),
  )
  valueOf(mayErase({ held: false, closed: true, underWay: 0, review: '2026-01-01', today: '2026-01-01' }))
})

test('without a period that the authority has set nothing is ever due', () => {
  fc.assert(
    fc.property(date, fc.option(date, { nil: undefined }), (closed, kept) => assert.equal(reviewDate(closed, undefined, kept), undefined)),
  )
})

test('the review is counted from the closing, and put off by a person', () => {
  assert.equal(reviewDate('2024-02-29', 12), '2025-02-28')
  assert.equal(reviewDate('2024-02-29', 12, '2026-01-01'), '2026-01-01')
  assert.equal(reviewDate('2024-02-29', 12, '2024-05-01'), '2025-02-28')
})

test('the class follows from the side and from how it ended', () => {
  assert.equal(retentionClassOf('requesting', 'answered'), 'requesting-answered')
  assert.equal(retentionClassOf('requested', 'refused'), 'requested-unanswered')
})

test('who proposed an erasure does not let it be done', () => {
  assert.equal(problemOf(maySettle('a', 'a')).code, 'not-the-second-person')
  valueOf(maySettle('a', 'b'))
})
