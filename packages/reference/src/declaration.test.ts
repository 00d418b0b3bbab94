import assert from 'node:assert/strict'
import { test } from 'node:test'
import { declarationEffects, declarationKinds } from '@comity/domain/legal-basis/declaration'
import { declarationAbouts, declarations, listDeclarations } from './declaration.ts'

test('every declaration is of a kind, has an effect, and is about something of the closed list', () => {
  const abouts: readonly string[] = declarationAbouts
  for (const { about, kind, effect, instrument, state } of declarations) {
    assert.ok(abouts.includes(about), `${instrument} ${state} ${about}`)
    assert.ok(declarationKinds.includes(kind))
    assert.ok(declarationEffects.includes(effect))
  }
  assert.deepEqual(
    declarationAbouts.filter((about) => !declarations.some((declaration) => declaration.about === about)),
    [],
  )
})

test('a declaration that was only seen to exist excludes nothing but the clause that it names', () => {
  for (const { about, effect, verified, state } of declarations) {
    if (verified === 'no') assert.ok(effect === 'informs' || about === 'dispute-settlement', state)
  }
})

test('who does not take the convention as a basis for extradition is told from who does', () => {
  const told = (instrument: string, state: string): string[] => listDeclarations(instrument, state).map(({ about }) => about)
  assert.ok(told('un-1988', 'SGP').includes('convention-no-basis'))
  assert.ok(told('untoc', 'BHS').includes('convention-is-basis'))
  assert.deepEqual(told('untoc', 'CHE'), [])
})
