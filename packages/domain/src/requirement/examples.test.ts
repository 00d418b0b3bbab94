import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playExamples } from './examples.ts'
import { findingCodes } from './finding-code.ts'

const examples = playExamples()

test('every check has a passing and a failing example', () => {
  assert.deepEqual([...new Set(examples.map(({ code }) => code))].toSorted(), [...findingCodes].toSorted())
})

test('the passing example of every check is free of findings, the failing one has its finding and says who asks', () => {
  for (const { code, passing, failing } of examples) {
    assert.deepEqual(passing, [], code)
    const found = failing.filter((finding) => finding.code === code)
    assert.ok(found.length > 0, `${code} is not found`)
    for (const { severity, provisions, field } of found) {
      assert.ok(severity === 'advice' || provisions.length > 0, `${code} says not who asks`)
      assert.ok(provisions.every(({ article, verified }) => article !== '' || !verified))
      assert.notEqual(field, '')
    }
  }
})
