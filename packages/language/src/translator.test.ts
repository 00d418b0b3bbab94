import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translator } from './translator.ts'

test('the catalogues on disk answer in English and in Spanish', () => {
  assert.equal(translator('en')('measure.bank-records'), 'Bank records')
  assert.equal(translator('es')('measure.bank-records'), 'Registros bancarios')
})

test('an id without a message is caught in tests', () => {
  assert.throws(() => translator('en')('no.such.id'), /no\.such\.id/u)
})
