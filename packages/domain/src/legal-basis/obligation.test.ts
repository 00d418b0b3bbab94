import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CooperationKind } from './cooperation-kind.ts'
import { shortfallOf } from './obligation.ts'

const cases: readonly [string, string | undefined, CooperationKind, string][] = [
  ['untoc', undefined, 'transfer-of-sentenced-person', 'agreement-invited untoc 17'],
  ['untoc-tip', 'untoc', 'transfer-of-sentenced-person', 'agreement-invited untoc 17'],
  ['un-terrorist-financing', undefined, 'confiscation', 'home-measures-only un-terrorist-financing 8'],
  ['uncac', undefined, 'transfer-of-proceedings', 'to-be-considered uncac 47'],
  ['un-1988', undefined, 'transfer-of-proceedings', 'to-be-considered un-1988 8'],
  ['untoc', undefined, 'extradition', 'owed'],
  ['cets-112', undefined, 'transfer-of-sentenced-person', 'owed'],
  ['cets-167', 'cets-112', 'transfer-of-sentenced-person', 'owed'],
]

for (const [id, parent, kind, expected] of cases) {
  test(`${id}, ${kind}: ${expected}`, () => {
    const found = shortfallOf(parent === undefined ? { id } : { id, parent }, kind)
    const said = found?.provisions.map(({ instrument, article }) => `${found.code} ${instrument} ${article}`).join()
    assert.equal(said ?? 'owed', expected)
  })
}
