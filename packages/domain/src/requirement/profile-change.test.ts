import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { carriedOver, changesNothing, isReview, profileChange, sameProfile } from './profile-change.ts'
import type { ProfileRow, StateProfile } from './profile.ts'

const head = { measure: 'mutual-legal-assistance', source: 'A gazette', asOf: '2024', verified: 'no' } as const
const spanish: ProfileRow = { ...head, asks: 'languages', accepted: ['es'] }
const paper: ProfileRow = { ...head, asks: 'paper-original' }
const small: ProfileRow = { ...head, asks: 'de-minimis', below: { amount: '5000', currency: 'EUR' } }
const clock: ProfileRow = { ...head, asks: 'length', rule: 'cets-185.preservation', count: 60, unit: 'days' }
const profile = (...rows: readonly ProfileRow[]): StateProfile => ({
  state: 'AND',
  steward: 'Central authority',
  reviewBy: '2027-01-31',
  rows: [...rows],
})
const kinds = (before: StateProfile | undefined, after: StateProfile) =>
  profileChange(before, after).rows.map((row) => [row.kind, ...('fields' in row ? row.fields : [])])

suite('what changes between two profiles', () => {
  const table: readonly [string, StateProfile | undefined, StateProfile, readonly (readonly string[])[]][] = [
    ['all of a first profile is added', undefined, profile(spanish, paper), [['added'], ['added']]],
    ['the same rows in another order are no change', profile(spanish, paper), profile(paper, spanish), []],
    ['a row more', profile(spanish), profile(paper, spanish), [['added']]],
    ['a row less comes last', profile(paper, spanish), profile(spanish, small), [['added'], ['removed']]],
    ['another language', profile(spanish), profile({ ...spanish, accepted: ['es', 'ca'] }), [['changed', 'accepted']]],
    ['a source that was read again', profile(spanish), profile({ ...spanish, asOf: '2026-11-21' }), [['reviewed', 'asOf']]],
    ['an article where there was none', profile(paper), profile({ ...paper, article: '18(14)' }), [['changed', 'article']]],
    [
      'under another instrument it is another row',
      profile({ ...paper, instrument: 'untoc' }),
      profile({ ...paper, instrument: 'uncac' }),
      [['added'], ['removed']],
    ],
    ['another clock is another row', profile(clock), profile({ ...clock, rule: 'cets-224.safe-conduct' }), [['added'], ['removed']]],
    [
      'of two rows of one place the one that is the same stays out',
      profile({ ...spanish, to: '2025-12-31' }, spanish),
      profile(spanish, { ...spanish, to: '2026-12-31' }),
      [['changed', 'to']],
    ],
  ]
  for (const [title, before, after, expected] of table) {
    test(title, () => assert.deepEqual(kinds(before, after), expected))
  }

  test('a review moves the review date and the days of the sources, and nothing else', () => {
    const before = profile(spanish, paper)
    const reviewed = { ...before, reviewBy: '2028-01-31', rows: before.rows.map((row) => ({ ...row, asOf: '2026-11-21' })) }
    const change = profileChange(before, reviewed)
    assert.deepEqual(change.reviewBy, { before: '2027-01-31', after: '2028-01-31' })
    assert.equal(isReview(change), true)
    assert.equal(isReview(profileChange(before, { ...reviewed, steward: 'Another' })), false)
    assert.equal(isReview(profileChange(before, profile(spanish))), false)
    assert.equal(isReview(profileChange(undefined, before)), false)
  })

  test('what a database wrote in another order says the same', () => {
    const turned = { ...profile(small), rows: [{ ...small, below: { currency: 'EUR', amount: '5000' } }] }
    assert.equal(sameProfile(profile(small), turned), true)
    assert.equal(changesNothing(profileChange(profile(small), turned)), true)
    assert.equal(sameProfile(undefined, turned), false)
  })
})

suite('a change carried over to what stands by now', () => {
  test('keeps what others brought in, brings its own and takes out what it took out', () => {
    const current = profile(spanish, paper, clock)
    const over = carriedOver(profile(spanish, paper), profile(spanish, small), current)
    assert.deepEqual(over.rows, [spanish, clock, small])
  })

  test('shows a row that both changed twice', () => {
    const [ours, theirs] = [
      { ...spanish, accepted: ['es', 'ca'] },
      { ...spanish, accepted: ['fr'] },
    ]
    assert.deepEqual(carriedOver(profile(spanish), profile(ours), profile(theirs)).rows, [theirs, ours])
  })

  test('is itself where nothing changed in the meantime', () => {
    const before = profile(spanish, paper)
    assert.deepEqual(carriedOver(before, profile(paper, small), before).rows, [paper, small])
    assert.deepEqual(carriedOver(undefined, profile(small), undefined).rows, [small])
  })
})
