import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from './command.ts'
import { readSettings } from './settings.ts'

const enough = { COMITY_STATE: 'PER', COMITY_NAME: 'Autoridad Central', COMITY_DATA: 'data' }

test('places whose wording is contested are hidden by their codes', () => {
  assert.deepEqual(readSettings({ ...enough, COMITY_HIDE_STATES: 'TWN, FLK,TWN' }).hiddenStates, ['TWN', 'FLK'])
  assert.equal(readSettings(enough).hiddenStates, undefined)
  assert.equal(readSettings({ ...enough, COMITY_HIDE_STATES: '' }).hiddenStates, undefined)
})

test('no other State is hidden, nor the authority’s own, and the sentence names those that can be', () => {
  for (const [state, hidden, refused] of [
    ['PER', 'TWN,CHE,XX', 'CHE, XX'],
    ['PSE', 'PSE', 'PSE'],
  ] as const) {
    assert.throws(
      () => readSettings({ ...enough, COMITY_STATE: state, COMITY_HIDE_STATES: hidden }),
      (error) =>
        error instanceof UsageError && error.message.startsWith(`COMITY_HIDE_STATES: ${refused} cannot be hidden; those that can are `),
    )
  }
})

test('the address that is printed on letters is one, without a slash at its end', () => {
  assert.equal(readSettings({ ...enough, COMITY_PAGES_URL: 'https://cooperacion.example/' }).pagesUrl, 'https://cooperacion.example')
  for (const wrong of [
    'cooperacion.example',
    'ftp://cooperacion.example',
    'https://a.example/?code=1',
    `https://${'a'.repeat(120)}.example`,
  ])
    assert.throws(() => readSettings({ ...enough, COMITY_PAGES_URL: wrong }), UsageError)
})
