import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleDay as today } from './content-examples.ts'
import { findingsOn } from './requirement.ts'
import { requirements } from './requirements.ts'
import { nonConvictionConfiscation } from '../measure/non-conviction-confiscation.ts'
import { videoHearing } from '../measure/video-hearing.ts'

const own = videoHearing.requirements.filter(({ code }) => code.startsWith('video-hearing.'))
const cited = (instruments: readonly string[], at?: string): string[] =>
  findingsOn(own, {}, { today, bases: instruments.map((instrument) => ({ instrument, provision: '' })) }, at).map(
    ({ code, provisions, field }) =>
      `${code} @ ${field}: ${provisions.map(({ instrument, article }) => `${instrument} ${article}`).join(', ')}`,
  )

test('only what a chosen basis asks for is found, with its articles alone', () => {
  assert.deepEqual(cited(['untoc'], 'measures.0'), [
    'video-hearing.reason.missing @ measures.0.reason: untoc 18(18)',
    'video-hearing.presides.unstated @ measures.0.presides: untoc 18(18)',
    'video-hearing.costs.unstated @ measures.0.costs: untoc 18(28)',
  ])
  assert.ok(cited(['cets-182']).includes('video-hearing.authority.missing @ authority: cets-182 9(3)'))
})

test('a basis of which no article was read is cited as a whole', () => {
  assert.ok(cited(['che-per-mla-1997']).includes('video-hearing.authority.missing @ authority: che-per-mla-1997 '))
})

test('a rule from memory says so', () => {
  const found = findingsOn(requirements['provider-order'], { category: 'content' }, { today, bases: [] })
  const provisions = found.flatMap((finding) => finding.provisions)
  assert.ok(provisions.length > 0)
  assert.ok(provisions.every(({ verified }) => !verified))
})

test('a confiscation without conviction of which no order exists yet needs no copy, extent, notice or finality', () => {
  const given = { property: 'An aircraft', facts: 'Bought with the money.', whyWithoutConviction: 'He has died.', safeguards: 'Counsel.' }
  assert.deepEqual(findingsOn(nonConvictionConfiscation.requirements, given, { today, bases: [] }), [])
})
