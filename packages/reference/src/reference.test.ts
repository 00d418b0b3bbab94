import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partiesOn } from '@comity/domain/legal-basis/parties'
import { consentForms } from '@comity/domain/legal-basis/participation'
import { declarations, listDeclarations } from './declaration.ts'
import { findInstrument, getInstrument, instruments, instrumentShortTitle } from './instrument.ts'
import { findOffence, offences } from './offence.ts'
import { findParticipation, listParticipations } from './participation.ts'
import { findState, getState, listStates, type NameLanguage, stateName, stateNameSource, states } from './state.ts'

const languages: readonly NameLanguage[] = ['en', 'fr', 'es', 'ar', 'ru', 'zh', 'pt']
const withRows = instruments.map(({ id }) => id)
const allRows = withRows.flatMap((id) => listParticipations(id))

function isDate(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

function isAsOf(text: string): boolean {
  return /^\d{4}(-\d{2}){0,2}$/u.test(text)
}

function countDeposits(instrument: string, date = '2015-01-22'): number {
  return partiesOn(listParticipations(instrument), date, 'deposit').length
}

test('the depositary counts 185, 173 and 189 parties on 22 January 2015, and so do the rows', () => {
  assert.equal(countDeposits('untoc'), 185)
  assert.equal(countDeposits('uncac'), 173)
  assert.equal(countDeposits('un-1988'), 189)
})

test('the 40th and the 30th deposit by a State give the entry into force of UNTOC and UNCAC', () => {
  for (const [id, place] of [
    ['untoc', 40],
    ['uncac', 30],
  ] as const) {
    const deposits = listParticipations(id).flatMap(({ consent, state }) => (consent === undefined || state === 'EUE' ? [] : [consent]))
    const decisive = deposits.toSorted()[place - 1] ?? ''
    const ninetieth = new Date(Date.parse(decisive) + 90 * 86_400_000).toISOString().slice(0, 10)
    assert.equal(getInstrument(id).inForce, ninetieth, id)
  }
})

test('193 members and two observer States have a name in seven languages, a language and a time zone', () => {
  assert.equal(states.filter(({ membership }) => membership === 'member').length, 193)
  assert.deepEqual(
    listStates()
      .filter(({ membership }) => membership === 'observer')
      .map(({ code }) => code),
    ['PSE', 'VAT'],
  )
  for (const { code, languages: official, timeZones, kind } of states) {
    for (const language of languages) assert.notEqual(stateName(code, language), code, `${code} in ${language}`)
    if (kind !== 'state') continue
    assert.ok(official.length > 0, code)
    assert.ok(timeZones.length > 0, code)
    for (const timeZone of timeZones) assert.doesNotThrow(() => new Intl.DateTimeFormat('en', { timeZone }), timeZone)
  }
})

test('a name carries no trailing article', () => {
  assert.equal(stateName('PER', 'es'), 'Perú')
  assert.equal(stateName('CHE', 'fr'), 'Suisse')
  assert.equal(stateName('USA', 'en'), 'United States of America')
  assert.equal(stateName('XXX', 'en'), 'XXX')
})

test('an unknown State is found nowhere and cannot be got', () => {
  assert.equal(findState('XXX'), undefined)
  assert.throws(() => getState('XXX'), /XXX/u)
})

test('every fact has a source and the date of the source', () => {
  for (const fact of [...states, ...instruments, ...allRows, ...languages.map(stateNameSource)]) {
    assert.ok(fact.source.length > 10, JSON.stringify(fact))
    assert.ok(isAsOf(fact.asOf), JSON.stringify(fact))
  }
})

test('every date of an instrument or a row exists, and consent follows signature', () => {
  for (const { adopted, opened, signed, inForce } of instruments) {
    for (const date of [adopted, opened, signed, inForce]) assert.ok(date === undefined || isDate(date))
  }
  for (const row of allRows) {
    for (const date of [row.signed, row.consent, row.inForce]) assert.ok(date === undefined || isDate(date), JSON.stringify(row))
    if (row.signed !== undefined && row.consent !== undefined) assert.ok(row.signed <= row.consent, JSON.stringify(row))
    // A successor is bound from before it says so.
    const own = row.form !== 'succession' && row.inForce !== undefined && row.consent !== undefined
    if (own) assert.ok((row.consent ?? '') <= (row.inForce ?? ''), JSON.stringify(row))
  }
})

test('every row is of a known State and says how far it is checked', () => {
  for (const row of allRows) {
    assert.ok(findState(row.state), row.state)
    assert.ok(findInstrument(row.instrument), row.instrument)
    assert.ok(['yes', 'no', 'membership-only'].includes(row.verified), JSON.stringify(row))
    assert.ok(row.form === undefined || consentForms.includes(row.form), JSON.stringify(row))
    assert.ok(row.party ? row.form !== undefined : row.consent === undefined, JSON.stringify(row))
    if (row.verified === 'yes' && row.party) assert.ok((row.consent ?? row.inForce) !== undefined, JSON.stringify(row))
  }
  assert.equal(new Set(allRows.map(({ instrument, state }) => `${instrument} ${state}`)).size, allRows.length)
})

test('the data tell a checked date, a bare membership and a recollection apart', () => {
  assert.equal(findParticipation('untoc', 'CHE')?.verified, 'yes')
  assert.equal(findParticipation('untoc', 'CHE')?.inForce, '2006-11-26')
  assert.equal(findParticipation('untoc', 'SOM')?.verified, 'membership-only')
  assert.equal(findParticipation('untoc', 'SOM')?.consent, undefined)
  assert.equal(findParticipation('untoc', 'JPN')?.verified, 'no')
  assert.equal(findParticipation('untoc', 'IRN')?.party, false)
  assert.equal(findParticipation('untoc', 'TUV'), undefined)
})

/** Articles that a protocol wrote anew, of which the text at hand has not the wording that binds, or has none. */
const writtenAnew: Readonly<Record<string, readonly string[]>> = {
  'cets-024': ['5', '9'],
  'cets-030': ['1', '11', '20'],
  'cets-086': ['2'],
  'cets-098': ['2'],
  'cets-182': ['5'],
}

test('an article is verified where its text was read, and never on the wording of a protocol that may not bind', () => {
  for (const { id, provisions } of instruments) {
    for (const { article, verified } of Object.values(provisions)) {
      assert.equal(verified, article !== '' && !(writtenAnew[id] ?? []).includes(article), `${id} ${article}`)
    }
  }
  assert.equal(getInstrument('che-per-mla-1997').provisions.assistance?.article, '')
})

test('every instrument has an English title and parties from somewhere', () => {
  for (const { id, titles, between, completeUntil } of instruments) {
    assert.ok(titles['en'], id)
    assert.notEqual(instrumentShortTitle(id, 'zh'), id)
    // Where nobody is known to be a party, that must not read as nobody being one.
    const told =
      between === undefined ? listParticipations(id).length > 0 || completeUntil === undefined : between.every((code) => findState(code))
    assert.ok(told, id)
  }
})

test('every convention offence belongs to an instrument and cites its article', () => {
  assert.equal(new Set(offences.map(({ id }) => id)).size, offences.length)
  for (const { id, instrument, article, aliases } of offences) {
    assert.ok(findInstrument(instrument), id)
    assert.match(article, /^\d+/u, id)
    for (const alias of aliases ?? []) assert.equal(findOffence(alias)?.id, id)
  }
  assert.equal(findOffence('uncac.art23')?.article, '23(1)')
})

test('a declaration is of a known State about a known instrument, with its source', () => {
  for (const { instrument, state, source, asOf, verified } of declarations) {
    assert.ok(findInstrument(instrument), instrument)
    assert.ok(findState(state), state)
    assert.ok(source.length > 10 && isAsOf(asOf))
    assert.ok(['yes', 'no'].includes(verified))
  }
  assert.equal(listDeclarations('untoc', 'BHS')[0]?.about, 'convention-is-basis')
})
