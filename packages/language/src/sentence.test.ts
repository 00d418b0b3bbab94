import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadlineConsequences, deadlineEvents, lengthUnits } from '@comity/domain/deadline/rule'
import { deadlineRules } from '@comity/domain/deadline/rules'
import type { Detail } from '@comity/domain/measure/detail'
import { groundCodes, groundsFor } from '@comity/domain/execution/ground'
import { fieldRules } from '@comity/domain/input'
import { notBoundReasons, outOfScopeCodes, reasonCodes, unclearScopeCodes, unknownReasons } from '@comity/domain/legal-basis/reason-code'
import { cooperationKinds } from '@comity/domain/legal-basis/cooperation-kind'
import { identifierKinds } from '@comity/domain/measure/identifier'
import { measureForms } from '@comity/domain/measure/measure'
import { enclosureKinds, measureGroups } from '@comity/domain/measure/measure-form'
import { problemCodes } from '@comity/domain/problem'
import { playExamples } from '@comity/domain/requirement/examples'
import { ProfileRow } from '@comity/domain/requirement/profile'
import { findingCodes } from '@comity/domain/requirement/finding-code'
import { findingWords } from './finding-words.ts'
import { readCatalogue } from './catalogue.ts'
import { available } from './languages.ts'
import { translator } from './translator.ts'

function idsOf(name: string, detail: Detail): readonly string[] {
  const options = 'options' in detail ? detail.options : []
  return [`detail.${name}`, `detail.${name}.hint`, ...options.map((option) => `detail.${name}.${option}`)]
}

const needed: Readonly<Record<string, readonly string[]>> = {
  'a finding': findingCodes.flatMap((code) => [`finding.${code}`, `finding.${code}.how`]),
  'a severity': ['missing', 'conflict', 'advice'].map((severity) => `finding.severity.${severity}`),
  'a problem': problemCodes.map((code) => `problem.${code}`),
  'a rule of a field': fieldRules.map((rule) => `problem.field.${rule}`),
  'a measure': measureForms.flatMap(({ type }) => [`measure.${type}`, `measure.${type}.what`, `letter.ask.${type}`]),
  'a kind of request in its letter': cooperationKinds.flatMap((kind) => [`letter.title.${kind}`, `letter.greeting.${kind}`]),
  'a group of measures': measureGroups.map((group) => `measure.group.${group}`),
  'a detail of a measure': [
    ...new Set(measureForms.flatMap(({ details }) => Object.entries(details).flatMap(([name, detail]) => idsOf(name, detail)))),
  ],
  'an identifier': identifierKinds.map((kind) => `identifier.${kind}`),
  'an enclosure': enclosureKinds.map((kind) => `enclosure.${kind}`),
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
    for (const finding of playExamples().flatMap(({ failing }) => failing)) {
      const { code } = finding
      const values = findingWords(finding.values, t)
      // Throws where a value is missing.
      assert.notEqual(t(`finding.${code}`, values), `finding.${code}`)
      assert.notEqual(t(`finding.${code}.how`, values), '')
    }
  })
}

test('no sentence stands for a detail that no measure asks', () => {
  const known = new Set([...(needed['a detail of a measure'] ?? []), 'detail.period'])
  const stray = [...readCatalogue('en').keys()].filter(
    (id) => id.startsWith('detail.') && !id.startsWith('detail.identifier.') && !known.has(id),
  )
  assert.deepEqual(stray, [])
})

test('no sentence stands for a finding that no check makes', () => {
  const known = new Set(needed['a finding'])
  const stray = [...readCatalogue('en').keys()].filter(
    (id) => id.startsWith('finding.') && !id.startsWith('finding.severity.') && !known.has(id),
  )
  assert.deepEqual(stray, [])
})
