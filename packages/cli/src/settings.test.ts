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

test('peers whose address is not public are listed by host, address or network, and what is none is named', () => {
  const listed = readSettings({ ...enough, COMITY_PRIVATE_PEERS: '10.20.0.0/16, gateway.ministry.example' }).privatePeers
  assert.deepEqual(listed, ['10.20.0.0/16', 'gateway.ministry.example'])
  assert.equal(readSettings(enough).privatePeers, undefined)
  assert.throws(
    () => readSettings({ ...enough, COMITY_PRIVATE_PEERS: '10.0.0.0/8,10.0.0.0/40' }),
    /COMITY_PRIVATE_PEERS: 10\.0\.0\.0\/40 is no host/u,
  )
})

test('how long a process that is to end still answers is seconds, a minute at most', () => {
  assert.equal(readSettings({ ...enough, COMITY_DRAIN: '5' }).drain, 5000)
  for (const wrong of ['-1', '61', '5s', '0.5']) assert.throws(() => readSettings({ ...enough, COMITY_DRAIN: wrong }), UsageError)
})

test('the key above all keys is a file, a key in a device or a transit key, and what is missing is named', () => {
  const device = { COMITY_STORAGE_KEY_MODULE: '/m.so', COMITY_STORAGE_KEY_DEVICE: 'Comity root/0a', COMITY_STORAGE_KEY_PIN_FILE: '/pin' }
  const transit = { COMITY_STORAGE_KEY_TRANSIT: 'https://bao.example/v1/transit/keys/comity', COMITY_STORAGE_KEY_TOKEN_FILE: '/token' }
  const choiceOf = (more: object) => readSettings({ ...enough, ...device, ...transit, ...more }).storageKey
  assert.equal(choiceOf({}), undefined)
  assert.deepEqual(choiceOf({ COMITY_STORAGE_KEY_FILE: '/k' }), { kind: 'file', path: '/k' })
  assert.deepEqual(choiceOf({ COMITY_STORAGE_KEY: 'pkcs11' }), {
    kind: 'pkcs11',
    module: '/m.so',
    token: 'Comity root',
    id: '0a',
    pinFile: '/pin',
  })
  assert.deepEqual(choiceOf({ COMITY_STORAGE_KEY: 'openbao' }), {
    kind: 'openbao',
    url: 'https://bao.example/v1/transit/keys/comity',
    tokenFile: '/token',
  })
  for (const [kind, name, value] of [
    ['paper', '', ''],
    ['pkcs11', 'COMITY_STORAGE_KEY_DEVICE', 'root'],
    ['pkcs11', 'COMITY_STORAGE_KEY_PIN_FILE', ''],
    ['openbao', 'COMITY_STORAGE_KEY_TRANSIT', 'http://bao.example/v1/transit/keys/comity'],
    ['openbao', 'COMITY_STORAGE_KEY_TOKEN_FILE', ''],
  ] as const)
    assert.throws(() => choiceOf({ COMITY_STORAGE_KEY: kind, ...(name === '' ? {} : { [name]: value }) }), UsageError)
})
