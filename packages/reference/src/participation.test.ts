import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastDayOf } from '@comity/domain/legal-basis/evidence'
import { isSuccessor, partiesOn } from '@comity/domain/legal-basis/parties'
import { getInstrument, instruments } from './instrument.ts'
import { findParticipation, listParticipations } from './participation.ts'

function deposited(instrument: string, date: string): number {
  return partiesOn(listParticipations(instrument), date, 'deposit').length
}

function listed(instrument: string): number {
  return listParticipations(instrument).filter(({ party }) => party).length
}

// UNCAC had 190 parties at the end of 2023: of one of them the day of deposit was not found, and it is not counted on a day.
test('the running count of parties agrees with counts that others published', () => {
  const published: readonly (readonly [string, string, number])[] = [
    ['untoc', '2015-01-22', 185],
    ['uncac', '2015-01-22', 173],
    ['un-1988', '2015-01-22', 189],
    ['untoc-tip', '2015-01-22', 166],
    ['untoc-tip', '2018-10-31', 173],
    ['uncac', '2023-12-31', 189],
    ['un-1988', '2020-12-31', 191],
  ]
  assert.deepEqual(
    published.map(([id, date]) => [id, date, deposited(id, date)]),
    published,
  )
})

test('every list holds the parties that its source gave, dated or not', () => {
  const counts = {
    untoc: 193,
    uncac: 190,
    'un-1988': 192,
    'untoc-tip': 180,
    'untoc-som': 139,
    'untoc-firearms': 110,
    'un-terrorist-financing': 187,
    'un-terrorist-bombings': 168,
    'un-nuclear-terrorism': 94,
    'un-hostages': 173,
    'un-protected-persons': 176,
    'un-cat': 157,
    'un-genocide': 146,
    'un-enforced-disappearance': 45,
    'un-personnel-safety': 91,
    'un-psychotropic-1971': 183,
    'un-rome-statute': 122,
    'un-cybercrime': 0,
    'cets-030': 50,
    'cets-098': 45,
    'cets-086': 38,
    'cets-167': 41,
    'cets-073': 25,
    'cets-112': 66,
    'cets-024': 48,
    'cets-185': 41,
    'cets-224': 2,
    'oas-a55-mla': 29,
    'oas-a59-protocol': 9,
    'oas-a57-sentences-abroad': 20,
    'oas-a35-montevideo-extradition': 14,
    'caricom-arrest-warrant': 3,
  }
  assert.deepEqual(Object.fromEntries(Object.keys(counts).map((id) => [id, listed(id)])), counts)
})

test('a list of which only a part was seen never says no by silence', () => {
  const partial = ['un-cybercrime', 'cets-024', 'cets-112', 'cets-185', 'cets-224', 'oas-a55-mla', 'asean-mlat']
  const fragments = ['cets-099', 'cets-141', 'cets-198', 'cets-209', 'cets-222', 'oas-a57-sentences-abroad', 'eu-mla-2000']
  for (const id of [...partial, ...fragments]) assert.equal(getInstrument(id).completeUntil, undefined, id)
})

test('an instrument without a row has no date to which its list would be complete', () => {
  for (const { id, completeUntil } of instruments) {
    if (listParticipations(id).length === 0) assert.equal(completeUntil, undefined, id)
  }
})

test('a State of which a source only says that it did something has no row', () => {
  for (const [id, state] of [
    ['cets-024', 'GRC'],
    ['cets-024', 'ISR'],
    ['cets-209', 'CHE'],
    ['cets-222', 'CHE'],
  ] as const) {
    assert.equal(findParticipation(id, state), undefined, `${id} ${state}`)
  }
})

test('a successor names its predecessor, and is bound from before it said so where its source gives the day', () => {
  const successors = instruments.flatMap(({ id }) => listParticipations(id)).filter(isSuccessor)
  assert.equal(successors.length, 61)
  for (const { instrument, state, successorOf, inForce, consent } of successors) {
    assert.ok(successorOf, `${instrument} ${state}`)
    if (inForce !== undefined && consent !== undefined) assert.ok(inForce <= consent, `${instrument} ${state}`)
  }
  assert.equal(findParticipation('un-1988', 'CZE')?.successorOf, 'CSHH')
})

test('nobody is in force before the instrument, nor counted before the day of the count', () => {
  for (const { id, inForce: first } of instruments) {
    for (const { state, inForce, consent, asOf } of listParticipations(id)) {
      if (first !== undefined && inForce !== undefined) assert.ok(first <= inForce, `${id} ${state}`)
      if (consent !== undefined) assert.ok(consent <= lastDayOf(asOf), `${id} ${state} ${consent} ${asOf}`)
    }
  }
})
