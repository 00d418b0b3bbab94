import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { read } from '../input.ts'
import { nextStep, noteOriginal, originalDue, type OriginalEvent, OriginalNote, originalOf } from './original.ts'

const when = { letter: '2026-09-10', today: '2026-10-01' }
const wanted: OriginalEvent = { type: 'wanted', because: 'profile' }
const printed: OriginalNote = { type: 'printed', on: '2026-09-11' }
const signed: OriginalNote = { type: 'signed', on: '2026-09-12' }
const posted: OriginalNote = { type: 'posted', on: '2026-09-14', carrier: 'DHL', tracking: 'JD0146' }
const received: OriginalNote = { type: 'received', on: '2026-09-20', toldBy: 'L. Meier' }

function refusal(events: readonly OriginalEvent[], note: OriginalNote): string | undefined {
  const noted = noteOriginal(originalOf(events), note, when)
  return noted.ok ? undefined : `${noted.problem.fields?.[0]?.field} ${noted.problem.fields?.[0]?.rule}`
}

test('paper goes its four steps in their order, and then nothing is due', () => {
  const events: OriginalEvent[] = [wanted]
  const due: (string | undefined)[] = []
  for (const note of [printed, signed, posted, received]) {
    assert.equal(refusal(events, note), undefined)
    events.push(note)
    due.push(originalDue(originalOf(events), '2026-09-10'))
  }
  assert.deepEqual(due, ['2026-09-17', '2026-09-17', '2026-10-14', undefined])
  assert.equal(nextStep(originalOf(events)), undefined)
})

test('a step that does not fit is refused at its field', () => {
  assert.equal(refusal([], printed), 'type original-not-wanted')
  assert.equal(refusal([wanted], posted), 'type original-out-of-turn')
  assert.equal(refusal([wanted, printed], printed), 'type original-twice')
  assert.equal(refusal([wanted, printed, signed], { ...posted, on: '2026-09-11' }), 'on before-the-step-before')
  assert.equal(refusal([wanted, printed, signed, posted], { ...received, on: '2026-09-13' }), 'on before-the-step-before')
  assert.equal(refusal([wanted], { type: 'printed', on: '2026-09-09' }), 'on before-the-step-before')
  assert.equal(refusal([wanted], { type: 'printed', on: '2026-10-02' }), 'on in-the-future')
  assert.equal(refusal([wanted, printed], { type: 'not-wanted', reason: 'x' }), 'type original-under-way')
  assert.equal(refusal([wanted], { type: 'wanted', reason: 'x' }), 'type nothing-changed')
  assert.equal(refusal([wanted], { type: 'taken-back', reason: 'x' }), 'type original-no-step')
})

test('a carrier’s number that is too long, and a parcel without a carrier, are refused', () => {
  const rules = (input: unknown) => {
    const one = read(OriginalNote, input)
    return one.ok ? [] : one.problem.fields?.map(({ field, rule }) => `${field} ${rule}`)
  }
  assert.deepEqual(rules({ ...posted, tracking: '1'.repeat(41) }), ['tracking too-long'])
  assert.deepEqual(rules({ type: 'posted', on: '2026-09-14' }), ['carrier required'])
  assert.deepEqual(rules({ type: 'posted', on: '2026-02-30', carrier: 'DHL' }), ['on date-impossible'])
})

test('what was taken back can be noted again, and whatever is noted the steps stay in order', () => {
  assert.equal(refusal([wanted, printed, { type: 'taken-back', reason: 'Falscher Tag' }], printed), undefined)
  const note = fc.constantFrom<OriginalNote>(printed, signed, posted, received, { type: 'taken-back', reason: 'x' })
  fc.assert(
    fc.property(fc.array(note, { maxLength: 12 }), (notes) => {
      const kept: OriginalEvent[] = [wanted]
      for (const one of notes) if (noteOriginal(originalOf(kept), one, when).ok) kept.push(one)
      const dates = originalOf(kept).steps.map(({ on }) => on)
      assert.deepEqual(dates, dates.toSorted())
    }),
  )
})
