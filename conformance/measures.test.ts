import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { measureTypes } from '@comity/domain/measure/measure'
import { RequestContent } from '@comity/domain/request/content'
import { findingsOf } from './measure-case.ts'

interface Played {
  readonly request: unknown
  readonly findings: readonly { readonly severity: string; readonly asked: readonly string[] }[]
}

interface Vector {
  readonly measure: string
  readonly complete: Played
  readonly deficient: Played
}

const folder = new URL('./vectors/measures/', import.meta.url)
const vectors = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Vector)

test('every measure has a complete and a deficient example', () => {
  assert.deepEqual(vectors.map(({ measure }) => measure).toSorted(), [...measureTypes].toSorted())
})

for (const { measure, complete, deficient } of vectors) {
  test(`${measure}: nothing keeps the complete example from leaving, and the deficient one is told what it lacks and who asks`, () => {
    for (const { request, findings } of [complete, deficient]) assert.deepEqual(findingsOf(RequestContent.parse(request)), findings)
    assert.deepEqual(
      complete.findings.filter(({ severity }) => severity !== 'advice'),
      [],
    )
    assert.ok(deficient.findings.length > 0)
    for (const { severity, asked } of deficient.findings) assert.ok(severity !== 'missing' || asked.length > 0)
  })
}
