import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from './command.ts'
import { readProvider } from './provider-settings.ts'

const whole: Readonly<Record<string, string>> = {
  COMITY_PAGES_URL: 'https://lima.example',
  COMITY_OIDC_ISSUER: 'https://login.ministry.example/realms/staff',
  COMITY_OIDC_NAME: 'Ministry of Justice',
  COMITY_OIDC_CLIENT_ID: 'comity',
  COMITY_OIDC_SECRET_FILE: '/run/credentials/oidc',
}
const readWith = (more: Readonly<Record<string, string | undefined>>) => readProvider((name) => ({ ...whole, ...more })[name])
const refused = (more: Readonly<Record<string, string | undefined>>, named: RegExp) =>
  assert.throws(
    () => readWith(more),
    (error) => error instanceof UsageError && named.test(error.message),
  )

test('a provider is read with its issuer sign for sign, and what it says of two factors', () => {
  assert.equal(readWith({ COMITY_OIDC_ISSUER: undefined }), undefined)
  const provider = readWith({
    COMITY_OIDC_HOSTS: 'login.ministry.example, 10.20.0.0/16',
    COMITY_OIDC_ACR: 'urn:one urn:two',
    COMITY_OIDC_TWO_FACTORS: 'acr:urn:two amr:mfa',
  })
  assert.deepEqual(provider, {
    issuer: 'https://login.ministry.example/realms/staff',
    name: 'Ministry of Justice',
    clientId: 'comity',
    proof: { secretFile: '/run/credentials/oidc' },
    hosts: ['login.ministry.example', '10.20.0.0/16'],
    acr: ['urn:one', 'urn:two'],
    twoFactors: ['acr:urn:two', 'amr:mfa'],
  })
  const byKey = readWith({ COMITY_OIDC_SECRET_FILE: undefined, COMITY_OIDC_KEY_FILE: '/etc/key.pem', COMITY_OIDC_KEY_ID: 'one' })
  assert.deepEqual(byKey?.proof, { keyFile: '/etc/key.pem', keyId: 'one' })
})

test('what is missing or wrong of a provider is named', () => {
  refused({ COMITY_OIDC_NAME: undefined }, /COMITY_OIDC_NAME/u)
  refused({ COMITY_OIDC_CLIENT_ID: undefined }, /COMITY_OIDC_CLIENT_ID/u)
  refused({ COMITY_OIDC_SECRET_FILE: undefined }, /COMITY_OIDC_SECRET_FILE/u)
  refused({ COMITY_OIDC_KEY_FILE: '/etc/key.pem' }, /one of them/u)
  refused({ COMITY_PAGES_URL: undefined }, /COMITY_PAGES_URL/u)
  refused({ COMITY_OIDC_HOSTS: 'https://login' }, /COMITY_OIDC_HOSTS/u)
  refused({ COMITY_OIDC_TWO_FACTORS: 'mfa' }, /COMITY_OIDC_TWO_FACTORS/u)
  for (const issuer of [
    'http://login.ministry.example',
    'ftp://login.example',
    'login',
    'https://login.example?x=1',
    'https://a@login.example',
  ])
    refused({ COMITY_OIDC_ISSUER: issuer }, /COMITY_OIDC_ISSUER/u)
  assert.equal(readWith({ COMITY_OIDC_ISSUER: 'http://localhost:3000' })?.issuer, 'http://localhost:3000')
})
