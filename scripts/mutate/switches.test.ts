import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mutantsOf } from './mutants.ts'
import { withSwitches } from './switches.ts'

const source = `const last = (a) => a?.list.some((x) => x > 1) ?? 'none'
export function told(a, b) {
  const said = []
  if (a !== undefined && !b) said.push(last(a))
  else if (b) said.push('b')
  return said
}`

test('a source with all its changes does what it did, and one of them when it is switched on', async () => {
  const mutants = mutantsOf('a.ts', source).map((mutant, at) => ({ ...mutant, number: at + 1 }))
  const text = withSwitches(source, mutants)
  const { told } = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as { told: (a: unknown, b: boolean) => unknown }
  const place = globalThis as { mutant?: number }
  const found = [0, ...mutants.map(({ number }) => number)].map((number) => {
    place.mutant = number
    return JSON.stringify([told({ list: [2, 1] }, false), told({ list: [1, 1] }, false), told(undefined, false), told({ list: [2] }, true)])
  })
  assert.equal(found[0], '[[true],[false],[],["b"]]')
  const noticed = mutants.filter(({ number }) => found[number] !== found[0]).map(({ text: becomes }) => becomes)
  assert.ok(noticed.length >= 9, noticed.join(' | '))
  place.mutant = 0
})
