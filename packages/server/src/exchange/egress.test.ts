import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import type { Result } from '@comity/domain/result'
import { digestOf } from '@comity/exchange/digest'
import { placesBeside } from './destination.ts'
import { type Answer, type Destination, type Egress, openEgress } from './egress.ts'
import { makeCertificate } from './gateway-certificate.ts'

const at = new Date('2026-11-21T12:00:00Z')

interface Peer {
  readonly egress: Egress
  readonly destination: Destination
  /** Answers that are owed, in the order of the requests. */
  readonly owed: ServerResponse[]
}

/** A peer that answers a GET at once, and anything else when the test says so. */
async function startPeer(t: TestContext, silenceLimit?: number): Promise<Peer> {
  const made = await makeCertificate(at)
  const certificate = { ...made, digest: digestOf(new X509Certificate(made.certificate).raw) }
  const owed: ServerResponse[] = []
  const server = createServer(
    { key: made.key, cert: made.certificate, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      if (request.method === 'GET') response.end('here')
      else owed.push(response)
      server.emit('asked')
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const egress = openEgress(certificate, {
    findPlaces: placesBeside(['127.0.0.1']),
    ...(silenceLimit === undefined ? {} : { silenceLimit }),
  })
  t.after(async () => {
    egress.close()
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  return { egress, owed, destination: { url: `https://127.0.0.1:${port}`, certificates: [certificate.digest] } }
}

test('a document is fetched from a peer that owes us many answers', async (t) => {
  const { egress, destination, owed } = await startPeer(t)
  const announced: Promise<Result<Answer>>[] = []
  // One after the other, so that each line stands before the next is asked for.
  for (let count = 1; count <= 12; count += 1) {
    announced.push(egress.send(destination, { method: 'PUT', path: '/x/v1/messages' }))
    while (owed.length < count) await new Promise(setImmediate)
  }
  const fetched = await egress.send(destination, { method: 'GET', path: '/x/v1/directory' })
  assert.equal(fetched.ok && Buffer.from(fetched.value.body).toString(), 'here')
  for (const response of owed) response.end()
  assert.ok((await Promise.all(announced)).every(({ ok }) => ok))
})

test('a peer that falls silent is left, on a new line and on one that was used before', async (t) => {
  const { egress, destination } = await startPeer(t, 200)
  for (const method of ['PUT', 'GET', 'PUT'] as const) {
    const answer = await egress.send(destination, { method, path: '/x/v1/messages' })
    if (method === 'GET') assert.ok(answer.ok)
    else assert.equal(!answer.ok && answer.problem.values?.['reason'], 'silence')
  }
})

test('a request that may take long is waited for beyond the silence that others are allowed', async (t) => {
  const { egress, destination, owed } = await startPeer(t, 200)
  const patient = egress.send(destination, { method: 'PUT', path: '/x/v1/messages', patience: 60_000 })
  const hasty = await egress.send(destination, { method: 'PUT', path: '/x/v1/messages' })
  assert.equal(hasty.ok, false)
  for (const response of owed) response.end()
  assert.ok((await patient).ok)
})
