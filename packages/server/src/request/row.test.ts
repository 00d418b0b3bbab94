import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, after, copy } from '@comity/domain/request/case-one'
import { rowOf } from './row.ts'

test('a request is with an office of the State that executes it, and with none of the State that asked, whatever name it is given', () => {
  const talk = after(...accepted, ['requested', { type: 'assign', input: { authority: 'Fiscalía Provincial de Arequipa' } }])
  assert.equal(rowOf(copy(talk.requested)).assigned_to, 'Fiscalía Provincial de Arequipa')
  assert.equal(rowOf(copy(talk.requesting)).assigned_to, null)
})
