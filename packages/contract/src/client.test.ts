import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { httpClient } from './client.ts'

const server = createServer()
let base = ''
const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = []

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request)
  seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
  if (request.url?.includes('/letter')) {
    response
      .writeHead(200, { 'content-type': 'application/pdf', 'content-disposition': "attachment; filename*=UTF-8''carta%20%C3%B1.pdf" })
      .end('%PDF')
  } else if (request.url?.includes('/withdraw')) {
    response
      .writeHead(409, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify({ code: 'act-not-available', title: 'x', values: { act: 'withdraw' } }))
  } else response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[]}')
}

before(async () => {
  server.on('request', (request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
})
after(() => server.close())

const request = '018f2f4e-0000-7000-8000-000000000000'

test('a call carries its token, query and version', async () => {
  const client = httpClient({ base, token: 'secret' })
  const list = await client.listRequests({ query: { side: 'requesting', q: 'Núñez & Co' } })
  assert.ok(list.ok)
  assert.equal(seen.at(-1)?.url, '/api/requests?side=requesting&q=N%C3%BA%C3%B1ez+%26+Co')
  assert.equal(seen.at(-1)?.headers.authorization, 'Bearer secret')
})

test('a refusal comes back as a problem', async () => {
  const result = await httpClient({ base }).withdraw({ params: { request }, body: { reason: 'x' }, ifMatch: 7, idempotencyKey: 'k' })
  assert.ok(!result.ok)
  assert.deepEqual(result.problem, { code: 'act-not-available', values: { act: 'withdraw' } })
  assert.equal(seen.at(-1)?.headers['if-match'], '"7"')
  assert.equal(seen.at(-1)?.headers['idempotency-key'], 'k')
})

test('a file comes back as a stream with its name', async () => {
  const letter = await httpClient({ base }).getLetter({ params: { request }, query: { format: 'pdf', language: 'es' } })
  assert.ok(letter.ok)
  assert.equal(letter.value.name, 'carta ñ.pdf')
  const chunks: Uint8Array[] = []
  for await (const chunk of letter.value.stream) chunks.push(chunk)
  assert.equal(Buffer.concat(chunks).toString(), '%PDF')
})

test('a file is sent as it is', async () => {
  async function* bytes() {
    yield new TextEncoder().encode('a;b\n')
  }
  await httpClient({ base }).addFile({
    params: { request },
    query: { name: 'estado.csv' },
    body: { name: 'estado.csv', mediaType: 'text/csv', stream: bytes() },
  })
  assert.equal(seen.at(-1)?.body, 'a;b\n')
  assert.equal(seen.at(-1)?.headers['content-type'], 'application/octet-stream')
})

test('an end that does not answer is an exception, not a problem', async () => {
  await assert.rejects(httpClient({ base: 'http://127.0.0.1:9/api' }).whoAmI({}))
})
