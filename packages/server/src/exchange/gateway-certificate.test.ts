import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { makeCertificate } from './gateway-certificate.ts'

test('a certificate is signed by its own key, is of the third version, and holds from yesterday for ten years', async () => {
  for (const [at, from, to] of [
    ['2026-11-21T12:00:00Z', 'Nov 20 12:00:00 2026 GMT', 'Nov 18 12:00:00 2036 GMT'],
    ['2045-01-31T23:59:59Z', 'Jan 30 23:59:59 2045 GMT', 'Jan 29 23:59:59 2055 GMT'],
  ] as const) {
    const made = await makeCertificate(new Date(at))
    const certificate = new X509Certificate(made.certificate)
    assert.ok(certificate.verify(certificate.publicKey))
    assert.ok(certificate.checkPrivateKey(createPrivateKey(made.key)))
    assert.deepEqual(
      [certificate.subject, certificate.issuer, certificate.validFrom, certificate.validTo],
      ['CN=comity', 'CN=comity', from, to],
    )
    assert.equal(certificate.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1')
    assert.match(certificate.serialNumber, /^01[0-9A-F]{30}$/u)
  }
})

test('no two certificates are alike', async () => {
  const at = new Date('2026-11-21T12:00:00Z')
  const [one, other] = [await makeCertificate(at), await makeCertificate(at)]
  assert.notEqual(new X509Certificate(one.certificate).serialNumber, new X509Certificate(other.certificate).serialNumber)
  assert.notEqual(one.key, other.key)
})
