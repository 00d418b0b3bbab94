import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { before, describe, test } from 'node:test'
import { suiteScope } from '../platform/suite-scope.test-support.ts'
import { placesBeside } from './destination.ts'
import { fetchDirectory } from './directory-fetch.ts'
import { makeCertificate } from './gateway-certificate.ts'
import { callAs, officers, startAuthority, type TestAuthority } from './test-authority.ts'

describe('a first contact', () => {
  const scope = suiteScope()
  let peru: TestAuthority
  let switzerland: TestAuthority

  before(async () => {
    peru = await startAuthority(scope, 'PER')
    switzerland = await startAuthority(scope, 'CHE')
  })

  function fetchAt(address: string) {
    return callAs(peru, officers[0], 'fetchPeer')({ body: { address } })
  }
  async function ruleAt(address: string) {
    const fetched = await fetchAt(address)
    return fetched.ok ? fetched.value.standing : (fetched.problem.fields?.[0]?.rule ?? fetched.problem.code)
  }

  test('takes the document that is shown at an address, and trusts it no more than one that was handed over', async () => {
    const fetched = await fetchAt(` https://127.0.0.1:${switzerland.port}/ `)
    assert.ok(fetched.ok)
    assert.deepEqual([fetched.value.id, fetched.value.standing, fetched.value.verifiedBy], ['CHE/central', 'proposed', []])
    assert.equal(await ruleAt(`https://127.0.0.1:${peru.port}`), 'same-state')
  })

  test('asks nobody who is not on the public Internet, unless the operator lists them', async () => {
    const nowhere = placesBeside([])
    for (const host of ['127.0.0.1', '[::1]', '10.0.0.1', '169.254.169.254']) {
      const fetched = await fetchDirectory(`https://${host}:${switzerland.port}`, nowhere)
      assert.equal(fetched.ok ? 'fetched' : fetched.problem.fields?.[0]?.rule, 'address-refused', host)
    }
    for (const address of ['http://127.0.0.1', 'file:///etc/passwd', 'exchange', 'https://a:b@127.0.0.1', 'https://127.0.0.1/?x=y'])
      assert.equal(await ruleAt(address), 'web-address', address)
  })

  test('takes nothing from an address that shows the document of another line, or none', async () => {
    const { key, certificate } = await makeCertificate(new Date())
    let shown = switzerland.exchange.directory().text
    const server = createServer({ key, cert: certificate, minVersion: 'TLSv1.3' }, (_, response) => void response.end(shown)).listen(0)
    await once(server, 'listening')
    scope.after(async () => void server.close())
    const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    assert.equal(await ruleAt(address), 'another-certificate')
    shown = '{}'
    assert.equal(await ruleAt(address), 'no-directory')
    shown = 'x'.repeat(300_000)
    assert.equal(await ruleAt(address), 'no-directory')
    server.closeAllConnections()
    server.close()
    assert.equal(await ruleAt(address), 'no-answer')
  })

  test('is prepared by an annex in the language of the other side', async () => {
    for (const language of ['en', 'ar'] as const) {
      const annex = await callAs(peru, officers[0], 'getContactAnnex')({ query: { language } })
      assert.ok(annex.ok)
      assert.equal(annex.value.name, `PER-central.${language}.pdf`)
      assert.equal((await buffer(annex.value.stream)).subarray(0, 5).toString(), '%PDF-')
    }
  })
})
