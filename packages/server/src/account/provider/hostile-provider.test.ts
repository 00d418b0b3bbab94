import assert from 'node:assert/strict'
import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { startInstance, type TestInstance } from '../../test-instance.ts'
import { fetchFrom } from '../../exchange/listed-fetch.ts'
import { type Lie, type LyingProvider, startLyingProvider, unsigned } from './lying-provider.test-support.ts'
import { hostsOf, openProvider } from './provider.ts'

const pages = 'https://lima.example'

describe('a provider that lies', () => {
  let liar: LyingProvider
  let instance: TestInstance
  const secrets = mkdtempSync(join(tmpdir(), 'comity-provider-'))
  const secretFile = join(secrets, 'secret')
  before(async () => {
    writeFileSync(secretFile, 'secret')
    liar = await startLyingProvider('ana')
    instance = await startInstance(['officer', 'head'], { pagesUrl: pages, provider: liar.options(secretFile) })
    const { url, flow } = valueOf(await instance.as('officer').beginProviderBinding({ body: {} }))
    valueOf(await instance.anyone().finishProvider({ body: { flow, answer: liar.answerTo(url) } }))
  })
  after(async () => {
    await instance.stop()
    await liar.close()
    rmSync(secrets, { recursive: true })
  })
  const begin = async () => valueOf(await instance.anyone().beginProviderSignIn({ body: {} }))
  const signIn = async (how: Lie, more: Readonly<Record<string, string>> = {}) => {
    const { url, flow } = await begin()
    liar.lie(how)
    const done = await instance.anyone().finishProvider({ body: { flow, answer: liar.answerTo(url, more) } })
    liar.lie({})
    return done
  }
  const refused = async (how: Lie, more?: Readonly<Record<string, string>>) => problemOf(await signIn(how, more)).code

  test('is believed where it tells the truth', async () => {
    assert.equal(valueOf(await signIn({})).outcome, 'signed-in')
    const { searchParams } = new URL((await begin()).url)
    assert.equal(searchParams.get('code_challenge_method'), 'S256')
    assert.equal(searchParams.get('scope'), 'openid')
    assert.equal(searchParams.get('redirect_uri'), `${pages}/sign-in/provider`)
  })

  const wrong: Readonly<Record<string, NonNullable<Lie['token']>>> = {
    'no signature': (honest) => unsigned(honest),
    'a signature that was cut off': async (honest, sign) => (await sign(honest)).replace(/[^.]+$/u, ''),
    'a changed subject': async (honest, sign) => {
      const [head, , tail] = (await sign(honest)).split('.')
      return [head, Buffer.from(JSON.stringify({ ...honest, sub: 'head' })).toString('base64url'), tail].join('.')
    },
    'the signature of another key': async (honest) =>
      new SignJWT(honest).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign((await generateKeyPair('ES256')).privateKey),
    'a signature with the shared secret': async (honest) =>
      new SignJWT(honest).setProtectedHeader({ alg: 'HS256' }).sign(createSecretKey(Buffer.from('secret'.padEnd(32, '.')))),
    'another nonce': async (honest, sign) => sign({ ...honest, nonce: 'another' }),
    'no nonce': async ({ nonce: _nonce, ...honest }, sign) => sign(honest),
    'another audience': async (honest, sign) => sign({ ...honest, aud: 'another' }),
    'two audiences and another authorized party': async (honest, sign) => sign({ ...honest, aud: ['comity', 'another'], azp: 'another' }),
    'two audiences and no authorized party': async (honest, sign) => sign({ ...honest, aud: ['comity', 'another'] }),
    'another issuer': async (honest, sign) => sign({ ...honest, iss: 'https://another.example' }),
    'its issuer with a stroke at the end': async (honest, sign) => sign({ ...honest, iss: `${honest.iss}/` }),
    'an end that has passed': async (honest, sign) => sign({ ...honest, exp: (honest.exp ?? 0) - 600 }),
    'no word of when the person proved it': async ({ ['auth_time']: _at, ...honest }, sign) => sign(honest),
    'no subject': async ({ sub: _sub, ...honest }, sign) => sign(honest),
    'no token at all': () => '',
    'what is no token': () => 'a.b.c',
  }
  for (const [what, token] of Object.entries(wrong))
    test(`an ID token with ${what} opens nothing`, async () => assert.equal(await refused({ token }), 'provider-answer-refused'))

  test('an answer with another state, another issuer or none, no code, or an error opens nothing, and the provider is not asked', async () => {
    const asked = liar.asked.get('/token')
    for (const more of [{ state: 'another' }, { iss: 'https://another.example' }, { error: 'access_denied' }])
      assert.equal(await refused({}, more), 'provider-answer-refused')
    const { url, flow } = await begin()
    const without = new URLSearchParams(liar.answerTo(url))
    without.delete('iss')
    assert.equal(
      problemOf(await instance.anyone().finishProvider({ body: { flow, answer: without.toString() } })).code,
      'provider-answer-refused',
    )
    assert.equal(liar.asked.get('/token'), asked)
  })

  test('a logout token ends sessions only where it is one, of this provider, for us, and of this minute', async () => {
    const done = valueOf(await signIn({}))
    assert.ok(done.outcome === 'signed-in')
    const now = Math.floor(Date.now() / 1000)
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const honest = { iss: liar.issuer, aud: 'comity', sub: 'ana', iat: now, exp: now + 60, jti: 'one', events }
    const tell = async (token: string) =>
      (await fetch(`${instance.url()}/sign-in/provider/logout`, { method: 'POST', body: new URLSearchParams({ logout_token: token }) }))
        .status
    const typ = 'logout+jwt'
    const lies = [
      liar.sign(honest),
      liar.sign({ ...honest, events: {} }, typ),
      liar.sign({ ...honest, nonce: 'n' }, typ),
      liar.sign({ ...honest, aud: 'another' }, typ),
      liar.sign({ ...honest, iss: 'https://another.example' }, typ),
      liar.sign({ ...honest, iat: now - 600 }, typ),
      unsigned(honest),
      'nothing',
    ]
    for (const lie of lies) assert.equal(await tell(await lie), 400)
    const isIn = async () =>
      (await fetch(`${instance.url()}/api/session`, { headers: { authorization: `Bearer ${done.token}` } })).status === 200
    assert.ok(await isIn())
    assert.equal(await tell(await liar.sign(honest, typ)), 200)
    assert.ok(!(await isIn()))
  })

  test('who is called the same at another provider is somebody else', async () => {
    const other = await startLyingProvider('ana')
    await instance.restart({ provider: other.options(secretFile) })
    const { url, flow } = await begin()
    const done = await instance.anyone().finishProvider({ body: { flow, answer: other.answerTo(url) } })
    await other.close()
    assert.equal(problemOf(done).code, 'provider-stranger')
  })
})

describe('a provider whose word about itself does not hold', () => {
  const secrets = mkdtempSync(join(tmpdir(), 'comity-provider-'))
  const secretFile = join(secrets, 'secret')
  let liar: LyingProvider
  before(async () => {
    writeFileSync(secretFile, 'secret')
    liar = await startLyingProvider('ana')
  })
  after(async () => {
    await liar.close()
    rmSync(secrets, { recursive: true })
  })
  const flow = 'A'.repeat(43)
  const openFor = (hosts: readonly string[] = ['127.0.0.1'], acr: readonly string[] = []) => {
    const options = { ...liar.options(secretFile), acr }
    return openProvider(
      options,
      () => pages,
      fetchFrom(hostsOf({ ...options, hosts }), hosts),
      () => new Date(),
    )
  }
  const reached = async (how: Lie, hosts?: readonly string[]) => {
    liar.lie(how)
    const begun = await openFor(hosts).begin(flow, { fresh: false })
    liar.lie({})
    return begun.ok
  }

  test('is not used: it names another issuer, no algorithm of ours, or leads to an address that is none of the web', async () => {
    assert.ok(await reached({}))
    assert.ok(!(await reached({ says: { issuer: 'https://another.example' } })))
    assert.ok(!(await reached({ says: { issuer: `${liar.issuer}/` } })))
    assert.ok(!(await reached({ says: { id_token_signing_alg_values_supported: ['none', 'HS256'] } })))
    assert.ok(!(await reached({ says: { authorization_endpoint: 'javascript:alert(1)' } })))
    assert.ok(!(await reached({ says: { code_challenge_methods_supported: ['plain'] } })))
  })

  test('is asked at no address that the operator does not list, and no redirect is followed', async () => {
    assert.ok(!(await reached({}, [])))
    let visits = 0
    const inside = createServer((_request, response) => {
      visits += 1
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
    const place = `http://127.0.0.1:${(inside.address() as AddressInfo).port}`
    assert.ok(!(await reached({ redirectsTo: `${place}/.well-known/openid-configuration` })))
    // Of another host, though its address is a listed one.
    const elsewhere = place.replace('127.0.0.1', 'localhost')
    liar.lie({ says: { token_endpoint: `${elsewhere}/token` } })
    const provider = openFor()
    const { url } = { url: valueOf(await provider.begin(flow, { fresh: false })) }
    assert.equal(problemOf(await provider.finish(flow, liar.answerTo(url))).code, 'provider-not-reached')
    liar.lie({})
    assert.equal(visits, 0)
    inside.close()
  })

  test('is too weak where it does not give the class that the operator demands', async () => {
    const demanding = openFor(undefined, ['three'])
    const begun = valueOf(await demanding.begin(flow, { fresh: false }))
    assert.equal(new URL(begun).searchParams.get('acr_values'), 'three')
    assert.equal(problemOf(await demanding.finish(flow, liar.answerTo(begun))).code, 'provider-too-weak')
    const content = openFor(undefined, ['three', 'two'])
    const again = valueOf(await content.begin(flow, { fresh: false }))
    assert.equal(valueOf(await content.finish(flow, liar.answerTo(again))).twoFactors, true)
  })

  test('is told who we are by a key of ours of any kind, and by which one', async () => {
    const keyFile = join(secrets, 'key')
    for (const [{ privateKey, publicKey }, proof] of [
      [generateKeyPairSync('ed25519'), { keyFile, keyId: 'ours' }],
      [generateKeyPairSync('ec', { namedCurve: 'P-256' }), { keyFile }],
      [generateKeyPairSync('rsa', { modulusLength: 2048 }), { keyFile, keyId: 'ours' }],
    ] as const) {
      writeFileSync(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }))
      const provider = openProvider(
        { ...liar.options(secretFile), proof },
        () => pages,
        fetchFrom(['127.0.0.1'], ['127.0.0.1']),
        () => new Date(),
      )
      const begun = valueOf(await provider.begin(flow, { fresh: false }))
      valueOf(await provider.finish(flow, liar.answerTo(begun)))
      const { payload, protectedHeader } = await jwtVerify(liar.told().get('client_assertion') ?? '', publicKey)
      assert.deepEqual([payload.iss, payload.sub], ['comity', 'comity'])
      assert.equal(protectedHeader.kid, 'keyId' in proof ? proof.keyId : undefined)
    }
  })

  test('is not used where the file with our secret is not there', async () => {
    const options = { ...liar.options(join(secrets, 'nowhere')) }
    const provider = openProvider(
      options,
      () => pages,
      fetchFrom(['127.0.0.1'], ['127.0.0.1']),
      () => new Date(),
    )
    assert.equal(problemOf(await provider.begin(flow, { fresh: false })).code, 'provider-not-reached')
    assert.match((await provider.look()) ?? '', /cannot be read, or holds no secret/u)
  })
})
