import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classifications, classLabel, findClassification } from './classification.ts'
import { findInstrument } from './instrument.ts'
import { offences } from './offence.ts'

test('each list has its codes once, its source, and says how far it is checked', () => {
  for (const { id, codes, source, asOf, verified } of classifications) {
    assert.equal(new Set(codes.map(({ code }) => code)).size, codes.length, id)
    for (const { labels } of codes) assert.ok(labels['en'], id)
    assert.ok(source.length > 10 && /^\d{4}/u.test(asOf), id)
    assert.ok(['yes', 'no', 'membership-only'].includes(verified), id)
  }
})

test('fifteen crime types, thirty-two of the Union, seventy-four classes of statistics', () => {
  assert.deepEqual(
    ['crime-types', 'eu-list-of-32', 'iccs'].map((id) => findClassification(id)?.codes.length),
    [15, 32, 74],
  )
})

test('an article in a list is of a known instrument, and checked or not written down', () => {
  for (const { id, codes } of classifications) {
    for (const { instrument, article, verified } of codes.flatMap(({ provisions = [] }) => provisions)) {
      assert.ok(findInstrument(instrument), id)
      assert.equal(verified, article !== '', `${id} ${instrument} ${article}`)
    }
  }
})

test('an ICCS code that something was mapped to stands in the list, or below one that does', () => {
  const known = new Set(findClassification('iccs')?.codes.map(({ code }) => code))
  const mapped = [
    ...offences.flatMap(({ iccs = '' }) => iccs.split(';')),
    ...classifications.flatMap(({ codes }) => codes.flatMap(({ iccs = [] }) => iccs)),
  ]
  for (const code of mapped.filter((each) => each !== '')) assert.ok(known.has(code.slice(0, 4)), code)
})

test('a label is in English where the language has none', () => {
  assert.equal(classLabel('crime-types', 'terrorism', 'es'), 'Terrorismo')
  assert.equal(classLabel('iccs', '0703', 'es'), 'Corruption')
  assert.equal(classLabel('iccs', '9999', 'en'), '9999')
})
