import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadlineConsequences, deadlineEvents, lengthUnits } from '@comity/domain/deadline/rule'
import { deadlineRules } from '@comity/domain/deadline/rules'
import { groundCodes, groundsFor } from '@comity/domain/execution/ground'
import { fieldRules } from '@comity/domain/input'
import { notBoundReasons, outOfScopeCodes, reasonCodes, unclearScopeCodes, unknownReasons } from '@comity/domain/legal-basis/reason-code'
import { bankRecordKinds } from '@comity/domain/measure/bank-records'
import { measureTypes } from '@comity/domain/measure/measure'
import { problemCodes } from '@comity/domain/problem'
import { playExamples } from '@comity/domain/requirement/examples'
import { ProfileRow } from '@comity/domain/requirement/profile'
import { findingCodes } from '@comity/domain/requirement/finding-code'
import { readCatalogue } from './catalogue.ts'
import { available } from './languages.ts'
import { translator } from './translator.ts'

const needed: Readonly<Record<string, readonly string[]>> = {
  'a finding': findingCodes.flatMap((code) => [`finding.${code}`, `finding.${code}.how`]),
  'a severity': ['missing', 'conflict', 'advice'].map((severity) => `finding.severity.${severity}`),
  'a problem': problemCodes.map((code) => `problem.${code}`),
  'a rule of a field': fieldRules.map((rule) => `problem.field.${rule}`),
  'a measure': measureTypes.map((type) => `measure.${type}`),
  'a kind of record': bankRecordKinds.map((kind) => `measure.bank-records.record.${kind}`),
  'what a profile asks': ProfileRow.options.map((option) => `profile.asks.${option.shape.asks.value}`),
  'a ground': [
    ...groundCodes.map((code) => `ground.${code}`),
    ...groundsFor('assistance', 'refuse').flatMap(({ barred, code }) => (barred === undefined ? [] : [`ground.never.${code}`])),
    'ground.consult-first',
    'ground.not-here',
  ],
  'a clock': [
    ...deadlineRules.map(({ id }) => `deadline.rule.${id}`),
    ...deadlineEvents.map((event) => `deadline.event.${event}`),
    ...deadlineConsequences.map((code) => `deadline.consequence.${code}`),
    ...lengthUnits.map((unit) => `deadline.length.${unit}`),
    ...deadlineRules.flatMap(({ adjustable }) => (adjustable === undefined ? [] : [`deadline.set-by.${adjustable}`])),
    'deadline.unverified',
  ],
  'a reason for a basis': reasonCodes.map((code) => `legal-basis.reason.${code}`),
  'a reason against one': [...notBoundReasons, ...outOfScopeCodes].map((code) => `legal-basis.excluded.${code}`),
  'a reason to be unsure of one': [...unknownReasons, ...unclearScopeCodes].map((code) => `legal-basis.unknown.${code}`),
  'a reason not to be bound': notBoundReasons.map((code) => `legal-basis.not-bound.${code}`),
}

for (const language of available) {
  const messages = readCatalogue(language)
  for (const [what, ids] of Object.entries(needed)) {
    test(`${what} has its sentence in ${language}`, () => {
      assert.deepEqual(
        ids.filter((id) => !messages.has(id)),
        [],
      )
    })
  }
}

for (const language of available) {
  test(`the sentences of every finding take the values that its check gives in ${language}`, () => {
    const t = translator(language)
    for (const { code, values = {} } of playExamples().flatMap(({ failing }) => failing)) {
      // Throws where a value is missing.
      assert.notEqual(t(`finding.${code}`, values), `finding.${code}`)
      assert.notEqual(t(`finding.${code}.how`, values), '')
    }
  })
}

test('no sentence stands for a finding that no check makes', () => {
  const known = new Set(needed['a finding'])
  const stray = [...readCatalogue('en').keys()].filter(
    (id) => id.startsWith('finding.') && !id.startsWith('finding.severity.') && !known.has(id),
  )
  assert.deepEqual(stray, [])
})
