import assert from 'node:assert/strict'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { bearer, change, cookie, start } from './http.test-support.ts'
import { newId } from './id.ts'
import { createMetrics, startPrivatePort } from './metrics.ts'

test('answers an operation, its version and its status', async (t) => {
  const { app } = await start(t)
  const changed = await app.inject(change({ headers: { ...bearer, 'if-match': '"3"' } }))
  assert.equal(changed.statusCode, 201)
  assert.equal(changed.headers.etag, '"4"')
  assert.deepEqual(changed.json(), { text: 'a', version: 4 })
  const read = await app.inject({ url: `/api/things/${newId()}?limit=7`, headers: bearer })
  assert.deepEqual(read.json(), { limit: 7 })
  const ended = await app.inject({ method: 'DELETE', url: '/api/things', headers: bearer })
  assert.deepEqual([ended.statusCode, ended.body], [204, ''])
})

test('answers problems as RFC 9457, in the language that is asked for', async (t) => {
  const { app } = await start(t)
  const given = { ...bearer, 'if-match': '"3"', 'accept-language': 'de, es-PE;q=0.8, en;q=0.5' }
  const wrong = await app.inject(change({ headers: given, payload: { text: 'a\u202Eb' } }))
  assert.equal(wrong.headers['content-type'], 'application/problem+json')
  assert.equal(wrong.headers['content-language'], 'es')
  const { title, detail, ...rest } = wrong.json<Record<string, string>>()
  assert.deepEqual(rest, {
    type: '/problems/invalid-input',
    status: 422,
    code: 'invalid-input',
    fields: [{ field: 'text', rule: 'direction-override', values: { sign: 'U+202E', place: 2 } }],
  })
  const english = (await app.inject(change({ headers: { ...given, 'accept-language': 'en' }, payload: { text: 'a\u202Eb' } }))).json<
    Record<string, string>
  >()
  assert.notEqual(title, english['title'])
  assert.notEqual(detail, english['detail'])
})

test('asks for the version, and refuses an old or unreadable one', async (t) => {
  const { app } = await start(t)
  const code = async (headers: object) =>
    (await app.inject(change({ headers: { ...bearer, ...headers } }))).json<{ code: string; status: number }>()
  assert.equal((await code({})).status, 428)
  assert.equal((await code({ 'if-match': '"2"' })).status, 412)
  assert.equal((await code({ 'if-match': '*' })).code, 'invalid-input')
  assert.equal((await code({ 'if-match': '"3"', 'idempotency-key': 'x'.repeat(201) })).code, 'invalid-input')
})

test('refuses what is not JSON, not Unicode, too large or of another kind, with a problem each time', async (t) => {
  const { app } = await start(t)
  const headers = { ...bearer, 'if-match': '"3"', 'content-type': 'application/json' }
  const code = async (payload: string | Buffer, more: object = {}) =>
    (await app.inject(change({ headers: { ...headers, ...more }, payload }))).json<{ code: string }>().code
  assert.equal(await code('{"text":'), 'malformed')
  assert.equal(await code(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 'invalid-input')
  assert.equal(await code(`{"text":"${'x'.repeat(1024 * 1024)}"}`), 'too-large')
  assert.equal(await code('text=a', { 'content-type': 'application/x-www-form-urlencoded' }), 'malformed')
  assert.equal(await code('[]'), 'invalid-input')
  assert.equal(await code(''), 'invalid-input')
  assert.equal(await code('{"text":"a","__proto__":{"x":1}}'), 'invalid-input')
  for (const url of ['/api/%ff', '/api/broken?q=%ff', '/api/nothing']) {
    const answer = await app.inject({ url, headers: bearer })
    assert.ok(answer.statusCode === 400 || answer.statusCode === 404, url)
    assert.equal(answer.headers['content-type'], 'application/problem+json', url)
  }
})

test('knows a person by cookie or token, and nobody by a wrong one', async (t) => {
  const { app } = await start(t)
  const status = async (headers: Record<string, string>) => (await app.inject({ url: `/api/things/${newId()}`, headers })).statusCode
  assert.equal(await status(cookie), 200)
  assert.equal(await status(bearer), 200)
  assert.equal(await status({}), 401)
  assert.equal(await status({ authorization: 'Bearer bad' }), 401)
  assert.equal(await status({ cookie: '__Host-comity-che=good' }), 401)
})

test("refuses a change that another site makes in a person's name", async (t) => {
  const { app } = await start(t)
  const status = async (headers: Record<string, string>) =>
    (await app.inject({ method: 'DELETE', url: '/api/things', headers: { host: 'per.example', ...headers } })).statusCode
  assert.equal(await status({ ...cookie, 'sec-fetch-site': 'same-origin' }), 204)
  assert.equal(await status({ ...cookie, origin: 'https://per.example' }), 204)
  assert.equal(await status(bearer), 204)
  for (const forged of [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ]) {
    assert.equal(await status({ ...cookie, ...forged }), 403, JSON.stringify(forged))
  }
  assert.equal(await status({ ...bearer, 'sec-fetch-site': 'cross-site' }), 403)
})

test('lets a page of another site lead its reader here, and show or read nothing of ours', async (t) => {
  const { app } = await start(t)
  const status = async (site: string, mode: string, dest: string) => {
    const headers = { ...cookie, 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest }
    return (await app.inject({ url: `/api/things/${newId()}`, headers })).statusCode
  }
  for (const site of ['cross-site', 'same-site']) {
    assert.equal(await status(site, 'navigate', 'document'), 200)
    for (const dest of ['image', 'script', 'style', 'empty', 'audio']) assert.equal(await status(site, 'no-cors', dest), 403, dest)
    for (const dest of ['iframe', 'object', 'embed']) assert.equal(await status(site, 'navigate', dest), 403, dest)
    assert.equal(await status(site, 'cors', 'empty'), 403)
  }
  assert.equal(await status('same-origin', 'no-cors', 'style'), 200)
  assert.equal(await status('none', 'navigate', 'document'), 200)
})

test('takes a file in and gives one out as it streams, to be saved and not shown', async (t) => {
  const { app } = await start(t)
  const up = await app.inject({
    method: 'POST',
    url: '/api/files?name=a.json',
    headers: { ...bearer, 'content-type': 'application/json' },
    payload: '{not json',
  })
  assert.deepEqual(up.json(), { name: 'a.json', text: '{not json' })
  const down = await app.inject({ url: '/api/files', headers: bearer })
  assert.equal(down.body, '%PDF')
  assert.equal(down.headers['content-length'], '4')
  assert.equal(
    down.headers['content-disposition'],
    `attachment; filename="Resoluci_n _3_.pdf"; filename*=UTF-8''Resoluci%C3%B3n%20%223%22.pdf`,
  )
  assert.match(String(down.headers['content-security-policy']), /sandbox/u)
})

test('says nothing of a failure but its number, in the answer or in the log', async (t) => {
  const { app, log } = await start(t)
  const answer = await app.inject({ url: '/api/broken?', headers: { 'user-agent': 'Ana Quispe', ...bearer } })
  assert.equal(answer.statusCode, 500)
  assert.match(answer.body, /"instance":"urn:uuid:/u)
  const all = log.join('') + answer.body
  assert.ok(!/4417|Ana|Quispe/u.test(all), all)
  assert.match(all, /23505/u)
})

test('logs method, route, status, time and number of each request and nothing else', async (t) => {
  const { app, log } = await start(t)
  await app.inject({ url: `/api/things/${newId()}?q=secret`, headers: bearer })
  const line = JSON.parse(log.at(-1) ?? '') as Record<string, unknown>
  assert.deepEqual(Object.keys(line).toSorted(), ['level', 'method', 'ms', 'msg', 'reqId', 'route', 'status', 'time'])
  assert.equal(line['route'], '/api/things/:thing')
})

test('sends the headers that keep a page to itself', async (t) => {
  const { app } = await start(t)
  const { headers } = await app.inject({ url: '/health' })
  const policy = String(headers['content-security-policy'])
  for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
    assert.ok(policy.includes(part), part)
  assert.ok(!policy.includes('unsafe'))
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
  assert.equal(headers['cross-origin-embedder-policy'], 'require-corp')
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
  assert.match(String(headers['permissions-policy']), /\bcamera=\(\), microphone=\(\), geolocation=\(\)/u)
  assert.match(String(headers['strict-transport-security']), /max-age=\d{8}/u)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['cache-control'], 'no-store')
})

test('asks an address that calls too often to wait', async (t) => {
  const { app } = await start(t, { requestsPerMinute: 3 })
  for (let n = 0; n < 3; n++) assert.equal((await app.inject('/health')).statusCode, 200)
  const refused = await app.inject('/health')
  assert.equal(refused.json<{ code: string }>().code, 'too-many-attempts')
  assert.ok(Number(refused.headers['retry-after']) > 0)
})

test('is not well when the database is not', async (t) => {
  const { app } = await start(t, { isReady: async () => false })
  assert.equal((await app.inject('/health')).statusCode, 503)
})

test('tells a balancer that it is about to end while it still answers', async (t) => {
  let ending = false
  const { app } = await start(t, { isEnding: () => ending })
  assert.equal((await app.inject('/health')).statusCode, 200)
  ending = true
  assert.equal((await app.inject('/health')).statusCode, 503)
  assert.equal((await app.inject({ url: `/api/things/${newId()}`, headers: bearer })).statusCode, 200)
})

test('lets what is under way finish when it closes, and takes nothing new', async (t) => {
  const { app } = await start(t)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  socket.write('POST /api/files?name=a.txt HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nContent-Length: 6\r\n\r\nabc')
  await new Promise((resolve) => app.server.once('request', resolve))
  const closed = app.close()
  socket.write('def')
  assert.match(await text(socket), /^HTTP\/1\.1 201[\s\S]*abcdef/u)
  await closed
  await assert.rejects(fetch(`http://127.0.0.1:${port}/health`))
})

test('ends the connection of who was refused while still sending, and so does not wait for them when it closes', async (t) => {
  const { app } = await start(t)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.write('POST /api/files?name=a.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc')
  assert.match(await text(socket), /^HTTP\/1\.1 401/u)
  await app.close()
})

test('shows figures on a port of this machine only, under labels that do not grow', async (t) => {
  const metrics = createMetrics()
  const { app } = await start(t, { metrics })
  const port = await startPrivatePort({ port: 0, metrics, isReady: async () => true })
  t.after(async () => port.close())
  for (let n = 0; n < 5; n++) await app.inject(`/api/things/${newId()}`)
  await app.inject({ method: 'GET', url: `/${newId()}` })
  const figures = await (await fetch(`http://127.0.0.1:${port.port}/metrics`)).text()
  assert.match(figures, /comity_http_request_seconds_count\{method="GET",route="\/api\/things\/:thing",status="4xx"\} 5/u)
  assert.match(figures, /comity_http_request_seconds_count\{method="any",route="none",status="4xx"\} 1/u)
  assert.equal((await fetch(`http://127.0.0.1:${port.port}/health`)).status, 200)
  assert.equal((await app.inject('/metrics')).statusCode, 404)
})
