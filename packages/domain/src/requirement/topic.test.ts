import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RequestContent } from '../request/content.ts'
import { check } from './check.ts'
import { complete, exampleDay as today } from './content-examples.ts'

function found(change: Partial<RequestContent>, ...instruments: readonly string[]): string[] {
  const bases = instruments.map((instrument) => ({ instrument, provision: '' }))
  return check({ ...complete, ...change, bases }, { today, bases }).map(
    ({ severity, code, provisions }) =>
      `${severity} ${code}: ${provisions.map(({ instrument, article }) => `${instrument} ${article}`).join(', ')}`,
  )
}

const bare = { matter: { ...complete.matter, function: '', subject: '' } }

test('what a basis was read for and does not ask is advice, and cites nobody', () => {
  assert.deepEqual(found(bare, 'cets-030'), ['missing matter.subject.missing: cets-030 14(1)(b)', 'advice matter.function.missing: '])
})

test('what one of the bases asks has to be there', () => {
  assert.deepEqual(found(bare, 'cets-030', 'uncac'), [
    'missing matter.subject.missing: cets-030 14(1)(b), uncac 46(15)(b)',
    'missing matter.function.missing: uncac 46(15)(b)',
  ])
  assert.deepEqual(found(bare, 'cets-030', 'che-per-mla-1997'), [
    'missing matter.subject.missing: cets-030 14(1)(b)',
    'missing matter.function.missing: che-per-mla-1997 ',
  ])
})

test('a contradiction stands whoever asks', () => {
  assert.deepEqual(found({ limitation: '2026-09-30' }, 'cets-030'), ['conflict limitation.past: cets-030 14(1)(b)'])
})

test('the conventions on proceeds ask for the property and its link', () => {
  const [restraint] = (complete.measures ?? []).filter(({ type }) => type === 'restraint')
  if (restraint?.type !== 'restraint') throw new Error('the complete request restrains nothing')
  const { ceilingApplies: _, ...rest } = restraint
  const measures = [{ ...rest, property: '', account: '', grounds: '' }]
  assert.deepEqual(found({ measures }, 'cets-198'), [
    'missing restraint.property.missing: cets-198 37(1)(e)(ii)',
    'missing restraint.grounds.missing: cets-198 37(1)(e)(ii)',
    'missing restraint.ceiling-applies.missing: cets-198 37(2)',
  ])
})
