import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { legalBases } from '@comity/domain/legal-basis/legal-bases'
import { matchableInstruments, offenceCoverage } from '@comity/domain/legal-basis/offence-coverage'
import type { Question } from '@comity/domain/legal-basis/question'
import { law } from './law.ts'

const question: Question = {
  kind: 'mutual-legal-assistance',
  requesting: 'PER',
  requested: 'CHE',
  date: '2026-11-21',
  measures: ['bank-records'],
  offences: [
    { convention: ['uncac.art23'], maximumPenalty: 15 },
    { convention: [], maximumPenalty: 2 },
    { convention: ['untoc.laundering'], maximumPenalty: 2 },
  ],
}

function said(at: number, instrument: string) {
  const { answer, reasons } = offenceCoverage(question, law)[at]?.find((one) => one.instrument === instrument) ?? {}
  return [answer, ...(reasons ?? []).map(({ code }) => code)]
}

describe('what instruments say of one offence', () => {
  it('is said of each alone, by list, by penalty and by conduct', () => {
    assert.deepEqual(said(0, 'uncac'), ['covered', 'listed-offence'])
    assert.deepEqual(said(0, 'untoc').slice(0, 2), ['covered', 'serious-crime'])
    assert.deepEqual(said(1, 'untoc'), ['not-covered', 'below-four-years'])
    assert.deepEqual(said(1, 'uncac'), ['unknown', 'offence-unmatched'])
    assert.deepEqual(said(2, 'untoc').slice(0, 2), ['covered', 'listed-offence'])
    assert.deepEqual(said(2, 'uncac'), ['unknown', 'offence-kindred'])
  })

  it('is what the legal bases say where there is one offence', () => {
    for (const offence of question.offences) {
      const alone = { ...question, offences: [offence] }
      const { bases, excluded, unknown } = legalBases(alone, law)
      for (const { instrument, answer, reasons } of offenceCoverage(alone, law)[0] ?? []) {
        const [reason] = reasons
        if (answer === 'not-covered') assert.ok(excluded.some((one) => one.instrument === instrument && one.reason.code === reason?.code))
        if (answer === 'unknown') assert.ok(unknown.some((one) => one.instrument === instrument && one.reason.code === reason?.code))
        const basis = bases.find((one) => one.instrument === instrument)
        for (const { code } of answer === 'covered' && basis !== undefined ? reasons : [])
          assert.ok(basis?.reasons.some((one) => one.code === code))
      }
    }
  })

  it('is not said of an instrument that does not bind both', () => {
    const between = { ...question, requesting: 'KEN', requested: 'USA' }
    const told = offenceCoverage(between, law)[0]?.map(({ instrument }) => instrument) ?? []
    assert.ok(told.includes('untoc') && !told.includes('cets-030'))
  })

  it('can be matched to what binds both, and after it to what may', () => {
    const matchable = matchableInstruments({ ...question, requesting: 'KEN', requested: 'USA' }, law)
    assert.deepEqual(matchable.slice(0, 2), ['untoc', 'untoc-tip'])
    assert.ok(matchable.indexOf('cets-185') > matchable.indexOf('uncac'))
    assert.ok(!matchableInstruments({ ...question, date: '1999-01-01' }, law).includes('untoc'))
  })
})
