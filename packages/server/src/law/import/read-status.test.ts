import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readXml } from './markup.ts'
import { readStatus, type StatusFormat, type Told } from './read-status.ts'
import { coeSample, nlSample, type SampleRow, untcSample } from './sample.fixture.ts'
import { sourceDate } from './source-date.ts'
import { stateByName } from './state-by-name.ts'

function bytes(text: string, encoding: BufferEncoding = 'utf8'): Buffer {
  return Buffer.from(text, encoding)
}

/** The rows that were read, or the rule that was broken. */
function outcome(source: Uint8Array, format: StatusFormat, told: Told = {}) {
  const status = readStatus(source, format, told)
  return status.ok ? status.value : (status.problem.fields?.[0]?.rule ?? status.problem.code)
}

function rowsRead(source: Uint8Array, format: StatusFormat, told: Told = {}) {
  const status = readStatus(source, format, told)
  assert.ok(status.ok, JSON.stringify(status))
  return status.value.rows
}

const participants: readonly SampleRow[] = [
  { name: 'Argentina 1', signed: '12 Dec 2000', consent: '19\u00A0Nov\u00A02002' },
  { name: 'Côte d’Ivoire', consent: '25 Oct 2012 a' },
  { name: 'Netherlands (Kingdom of the) 2,3', signed: '12 Dec 2000', consent: '26 May 2004 A' },
  { name: 'Montenegro 4', consent: '23 Oct 2006 d' },
  { name: 'Slovenia', consent: '21 May 2004 AA' },
  { name: 'European Union', consent: '21 May 2004 c' },
  { name: 'Japan', signed: '12 Dec 2000' },
]

describe('a status file of the United Nations Treaty Collection', () => {
  const file = untcSample(participants, 6)

  test('gives each participant its dates and the form of its consent, whose letter’s case matters', () => {
    const status = outcome(bytes(file.replace('’', "'"), 'latin1'), 'untc-xml')
    assert.ok(typeof status === 'object')
    assert.deepEqual([status.asOf, status.count, status.title], ['2026-05-08', 6, 'A convention & its annex'])
    assert.deepEqual(
      status.rows.map(({ state, consent, form }) => [state, consent, form]),
      [
        ['ARG', '2002-11-19', 'ratification'],
        ['CIV', '2012-10-25', 'accession'],
        ['NLD', '2004-05-26', 'acceptance'],
        ['MNE', '2006-10-23', 'succession'],
        ['SVN', '2004-05-21', 'approval'],
        ['EUE', '2004-05-21', 'formal-confirmation'],
        ['JPN', undefined, undefined],
      ],
    )
  })

  const latin = (text: string): Buffer => bytes(text.replace('’', "'"), 'latin1')
  const wrong: readonly (readonly [string, Buffer, string])[] = [
    ['a count that differs from its own', latin(untcSample(participants, 7)), 'source-count'],
    ['a line that was lost', latin(untcSample(participants.slice(1), 6)), 'source-count'],
    ['HTML in its place', bytes('<!DOCTYPE html><html><body>Try later</body></html>'), 'source-other-format'],
    ['nothing', bytes(''), 'source-truncated'],
    ['a page that says there is none', bytes('Service unavailable'), 'source-truncated'],
    ['no count', latin(file.replace(/<Parties>.*<\/Parties>/u, '')), 'source-no-count'],
    ['a participant that nobody knows', latin(file.replace('Japan', 'Ruritania')), 'source-unknown-party'],
    ['a participant twice', latin(file.replace('Japan', 'Slovenia')), 'source-twice'],
    ['a date that does not exist', latin(file.replace('25 Oct 2012', '31 Feb 2012')), 'source-date'],
    ['a document type with entities of its own', bytes(`<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`), 'source-truncated'],
  ]
  for (const [what, source, rule] of wrong) test(`is refused for ${what}`, () => assert.equal(outcome(source, 'untc-xml'), rule))

  test('is refused wherever it is cut off', () => {
    const whole = latin(file)
    const end = whole.lastIndexOf('>')
    fc.assert(fc.property(fc.integer({ min: 0, max: end }), (at) => typeof outcome(whole.subarray(0, at), 'untc-xml') === 'string'))
  })
})

test('no text makes the reader of XML throw, and elements nested too deeply are not read', () => {
  fc.assert(fc.property(fc.string(), (text) => (readXml(text), true)))
  assert.equal(readXml(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`), undefined)
  assert.equal(readXml('<a><b></a></b>'), undefined)
})

describe('the other layouts', () => {
  const rows: readonly SampleRow[] = [
    { name: 'Slovak Republic', signed: '01-02-2001', consent: '03-04-2002 R', inForce: '03-07-2002' },
    { name: 'Türkiye', consent: '05-06-2003 A', inForce: '05-09-2003' },
    { name: 'Iceland', consent: '05-06-2003 R', inForce: '05-09-2003', ended: '01-01-2010' },
    { name: 'Malta', signed: '01-02-2001' },
  ]
  const told = { count: 2, asOf: '2026-05-08' }

  test('the Dutch database: A is accession there, R tells no form, and who left is no party', () => {
    assert.deepEqual(rowsRead(bytes(nlSample(rows)), 'nl-html', told), [
      { state: 'SVK', signed: '2001-02-01', consent: '2002-04-03', inForce: '2002-07-03' },
      { state: 'TUR', consent: '2003-06-05', form: 'accession', inForce: '2003-09-05' },
      { state: 'ISL', consent: '2003-06-05', inForce: '2003-09-05', ended: '2010-01-01' },
      { state: 'MLT', signed: '2001-02-01' },
    ])
  })

  test('the Council of Europe: its three dates, and a denunciation ends a row', () => {
    const iso = rows.map((row) => ({
      ...row,
      ...(row.consent === undefined
        ? {}
        : { consent: `${row.consent.slice(6, 10)}-${row.consent.slice(3, 5)}-${row.consent.slice(0, 2)}T00:00:00` }),
    }))
    const read = rowsRead(bytes(coeSample(iso)), 'coe-json', told)
    assert.deepEqual(
      read.map(({ state, consent, inForce, ended }) => [state, consent, inForce, ended]),
      [
        ['SVK', '2002-04-03', '2002-07-03', undefined],
        ['TUR', '2003-06-05', '2003-09-05', undefined],
        ['ISL', '2003-06-05', '2003-09-05', '2010-01-01'],
        ['MLT', undefined, undefined, undefined],
      ],
    )
  })

  test('a table of one’s own: by code or name, with a quoted comma', () => {
    const table =
      'State,Signed,Consent,Form,In force\nPER,2001-01-02,2002-01-23,ratification,2003-09-29\n"Congo, Democratic Republic of the",,2005-10-28,accession,\n'
    assert.deepEqual(rowsRead(bytes(table), 'csv', told), [
      { state: 'PER', signed: '2001-01-02', consent: '2002-01-23', form: 'ratification', inForce: '2003-09-29' },
      { state: 'COD', consent: '2005-10-28', form: 'accession' },
    ])
  })

  test('each needs a count and a day, and the count must be met', () => {
    for (const [format, source] of [
      ['nl-html', nlSample(rows)],
      ['coe-json', coeSample(rows)],
      ['csv', 'state,consent\nPER,2002-01-23\nCHE,2006-10-27\n'],
    ] as const) {
      assert.equal(outcome(bytes(source), format, { asOf: '2026-05-08' }), 'source-no-count', format)
      assert.equal(outcome(bytes(source), format, { count: 2 }), 'source-no-date', format)
      assert.equal(outcome(bytes(source), format, { ...told, count: 3 }), 'source-count', format)
      assert.equal(typeof outcome(bytes(source), format, told), 'object', format)
    }
  })

  test('one in the place of another, or cut off, is refused', () => {
    assert.equal(outcome(bytes(coeSample(rows)), 'nl-html', told), 'source-other-format')
    assert.equal(outcome(bytes(nlSample(rows)), 'coe-json', told), 'source-other-format')
    assert.equal(outcome(bytes(nlSample(rows)), 'csv', told), 'source-other-format')
    assert.equal(outcome(bytes(nlSample(rows).slice(0, -20)), 'nl-html', told), 'source-truncated')
    assert.equal(outcome(bytes(coeSample(rows).slice(0, -2)), 'coe-json', told), 'source-truncated')
    assert.equal(outcome(bytes('state,consent\n"PER,2002-01-23'), 'csv', told), 'source-truncated')
    assert.equal(outcome(Buffer.from([0xff, 0xfe, 0x41]), 'csv', told), 'source-encoding')
  })
})

test('a page that opens everything and closes nothing is refused at once', () => {
  for (const piece of ['<table>', '<table', '<tr><td><sup>', '<sup', '<!--', ' '])
    assert.equal(
      typeof outcome(bytes(`<html>${piece.repeat(400_000)}</html>`), 'nl-html', { count: 1, asOf: '2026-05-08' }),
      'string',
      piece,
    )
})

test('names are known in the ways that depositaries write them', () => {
  const names = {
    'Bolivia (Plurinational State of)': 'BOL',
    "Lao People's Democratic Republic": 'LAO',
    'Republic of Korea': 'KOR',
    "Democratic People's Republic of Korea": 'PRK',
    'Congo, Democratic Republic of the': 'COD',
    Congo: 'COG',
    'The former Yugoslav Republic of Macedonia': 'MKD',
    'United Kingdom of Great Britain and Northern Ireland 3, 4': 'GBR',
    'State of Palestine 5': 'PSE',
    Niger: 'NER',
    Nigeria: 'NGA',
  }
  for (const [name, code] of Object.entries(names)) assert.equal(stateByName(name), code, name)
  assert.equal(stateByName('Atlantis'), undefined)
})

test('a date is read or it is none: no two-digit year, no day that does not exist', () => {
  assert.deepEqual(sourceDate('14 Dec 2000 a'), { date: '2000-12-14', rest: 'a' })
  assert.equal(sourceDate('14 Dec 00'), undefined)
  assert.equal(sourceDate('30-02-2001'), undefined)
  assert.equal(sourceDate('soon'), undefined)
})
