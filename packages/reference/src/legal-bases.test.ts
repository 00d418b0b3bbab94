import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bound } from '@comity/domain/legal-basis/bound'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import type { Question } from '@comity/domain/legal-basis/question'
import type { LegalBasisAnswer } from '@comity/domain/legal-basis/reason'
import { law } from './law.ts'
import { listStates } from './state.ts'

/** Case 1: laundering of bribes, records and money in a bank in Zürich. */
const caseOne: Question = {
  kind: 'mutual-legal-assistance',
  requesting: 'PER',
  requested: 'CHE',
  date: '2026-10-01',
  measures: ['bank-records', 'restraint'],
  offences: [{ convention: ['uncac.art23', 'untoc.laundering'], maximumPenalty: 15 }],
}

/** These cases are about four instruments; what the answer says of all others is in `conformance/vectors/legal-basis`. */
const shown = ['che-per-mla-1997', 'che-jpn-mla-1937', 'untoc', 'uncac', 'un-1988']

function inWords(answer: LegalBasisAnswer): string {
  const { bases } = answer
  const [excluded, unknown] = [answer.excluded, answer.unknown].map((all) => all.filter(({ instrument }) => shown.includes(instrument)))
  return [
    ...bases.map(({ rank, instrument, since, doubts }) => {
      return `${rank} ${[instrument, since, ...doubts.map(({ code }) => `?${code}`)].filter(Boolean).join(' ')}`
    }),
    ...(excluded ?? []).map(({ instrument, reason }) => `- ${instrument} ${reason.code}`),
    ...(unknown ?? []).map(({ instrument, reason }) => `? ${instrument} ${reason.code}`),
  ].join('\n')
}

const cases: readonly [string, Partial<Question>, string[]][] = [
  [
    'Peru asks Switzerland in case 1',
    {},
    [
      '1 che-per-mla-1997 1998-12-02 ?text-not-held',
      '2 uncac 2009-10-24',
      '3 untoc 2006-11-26 ?organized-group-unstated',
      '- un-1988 offence-not-listed',
    ],
  ],
  [
    'with an organized group stated UNTOC stands without a doubt, after UNCAC, of which less must be shown',
    { organizedGroup: true },
    ['1 che-per-mla-1997 1998-12-02 ?text-not-held', '2 uncac 2009-10-24', '3 untoc 2006-11-26', '- un-1988 offence-not-listed'],
  ],
  [
    'the same in 2008, before UNCAC bound Switzerland',
    { date: '2008-01-01', organizedGroup: true },
    ['1 che-per-mla-1997 1998-12-02 ?text-not-held', '2 untoc 2006-11-26', '- uncac not-yet', '- un-1988 offence-not-listed'],
  ],
  [
    'before any of the conventions but that on drugs',
    { date: '1999-01-01' },
    ['1 che-per-mla-1997 1998-12-02 ?text-not-held', '- untoc not-in-force', '- uncac not-in-force', '- un-1988 not-yet'],
  ],
  [
    'a crime of three years that is no listed offence of UNTOC',
    { offences: [{ convention: ['uncac.art20'], maximumPenalty: 3 }] },
    ['1 che-per-mla-1997 1998-12-02 ?text-not-held', '2 uncac 2009-10-24', '- untoc below-four-years', '- un-1988 offence-not-listed'],
  ],
  [
    'an offence that was matched to nothing and has no penalty',
    { offences: [{ convention: [] }] },
    [
      '1 che-per-mla-1997 1998-12-02 ?text-not-held',
      '? untoc offence-unmatched',
      '? uncac offence-unmatched',
      '? un-1988 offence-unmatched',
    ],
  ],
  [
    'corruption in the words of UNTOC may be bribery in those of UNCAC',
    { offences: [{ convention: ['untoc.corruption'], maximumPenalty: 8 }], organizedGroup: true },
    ['1 che-per-mla-1997 1998-12-02 ?text-not-held', '2 untoc 2006-11-26', '- un-1988 offence-not-listed', '? uncac offence-kindred'],
  ],
  [
    'a serious crime is a class that its penalty opens, not an offence to be matched',
    { offences: [{ convention: ['untoc.serious_crime'], maximumPenalty: 3 }] },
    [
      '1 che-per-mla-1997 1998-12-02 ?text-not-held',
      '- untoc below-four-years',
      '- uncac offence-not-listed',
      '- un-1988 offence-not-listed',
    ],
  ],
  [
    'drugs for personal consumption are in the 1988 Convention, but outside its article on assistance',
    { offences: [{ convention: ['un1988.3_2'], maximumPenalty: 1 }] },
    [
      '1 che-per-mla-1997 1998-12-02 ?text-not-held',
      '- untoc below-four-years',
      '- uncac offence-not-listed',
      '- un-1988 offence-not-listed',
    ],
  ],
  [
    'no organized group at all',
    { organizedGroup: false },
    ['1 che-per-mla-1997 1998-12-02 ?text-not-held', '2 uncac 2009-10-24', '- untoc no-organized-group', '- un-1988 offence-not-listed'],
  ],
  [
    'drugs between Kenya and the United States',
    { requesting: 'KEN', requested: 'USA', offences: [{ convention: ['un1988.3_1_a_i'], maximumPenalty: 20 }] },
    ['1 un-1988 1993-01-17 ?declared-condition', '2 untoc 2005-12-03 ?organized-group-unstated', '- uncac offence-not-listed'],
  ],
  [
    'Japan became a party on a date that nobody has checked',
    { requesting: 'JPN', organizedGroup: true },
    [
      '1 che-jpn-mla-1937 1937-05-12 ?text-not-held',
      '2 uncac 2017-08-10 ?unverified-fact',
      '3 untoc 2017-08-10 ?unverified-fact',
      '- un-1988 offence-not-listed',
    ],
  ],
]

for (const [title, change, expected] of cases) {
  test(title, () => {
    assert.equal(inWords(legalBases({ ...caseOne, ...change }, law)), expected.join('\n'))
  })
}

test('the bilateral treaty prevails by UNTOC 18(7) and UNCAC 46(7), and the conventions fill gaps', () => {
  const { bases } = legalBases(caseOne, law)
  const combined = bases.map(({ reasons }) => reasons.at(-1))
  assert.deepEqual(
    combined.map(
      (reason) => `${reason?.code} ${reason?.provisions.map(({ instrument, article }) => `${instrument} ${article}`).join(', ')}`,
    ),
    ['treaty-prevails uncac 46(7), untoc 18(7)', 'fills-gaps uncac 46(7)', 'fills-gaps untoc 18(7)'],
  )
})

test('nothing is cited of the bilateral treaty but the treaty itself, unverified', () => {
  const [treaty] = legalBases(caseOne, law).bases
  assert.equal(treaty?.provision, '')
  const own = [...(treaty?.reasons ?? []), ...(treaty?.doubts ?? [])].flatMap(({ provisions }) => provisions)
  for (const { instrument, article, verified } of own) {
    if (instrument === 'che-per-mla-1997') assert.deepEqual([article, verified], ['', false])
  }
})

test('a party whose deposit was not found is bound, but nobody says since when', () => {
  const binding = bound('SOM', 'CHE', 'untoc', '2026-01-01', law)
  assert.equal(binding.answer, 'bound')
  assert.ok('verified' in binding)
  assert.deepEqual([binding.since, binding.sinceAtLatest, binding.verified], [undefined, '2025-03-02', 'membership-only'])
  assert.equal(bound('SOM', 'CHE', 'untoc', '2024-12-01', law).answer, 'unknown')
})

test('a signatory without ratification is not bound while the list is good, and unknown after it', () => {
  assert.equal(bound('IRN', 'CHE', 'untoc', '2020-01-01', law).answer, 'not-bound')
  assert.equal(bound('IRN', 'CHE', 'untoc', '2026-01-01', law).answer, 'unknown')
})

test('every pair of States has an answer for every convention, the same both ways, with its source', () => {
  const states = listStates().map(({ code }) => code)
  for (const { id } of law.instruments) {
    for (const b of states) {
      const [there, back] = [bound('PER', b, id, '2026-01-01', law), bound(b, 'PER', id, '2026-01-01', law)]
      assert.equal(there.answer, back.answer)
      assert.ok(b === 'PER' || there.evidence.every(({ source, asOf }) => source !== '' && asOf !== ''))
    }
  }
})
