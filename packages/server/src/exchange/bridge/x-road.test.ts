import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type AddressInfo, createServer as createPlainServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { suiteScope } from '../../platform/suite-scope.test-support.ts'
import { makeCertificate } from '../gateway-certificate.ts'
import {
  dispatchOf,
  introduce,
  secret,
  send,
  settled,
  startAuthority,
  storePdf,
  type TestAuthority,
  timesApplied,
  until,
} from '../test-authority.ts'
import { type BridgeSettings, readBridges } from './configuration.ts'
import { openBridges } from './open-bridges.ts'
import { openListener } from './x-road-listener.ts'

type SecurityServer = Extract<BridgeSettings, { readonly kind: 'x-road' }>

async function freePort(): Promise<number> {
  const server = createPlainServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Asks an endpoint. @returns its status */
async function ask(url: string, method: string, headers: Record<string, string>, body: Uint8Array, more: object = {}): Promise<number> {
  const open = url.startsWith('https:') ? httpsRequest : httpRequest
  const request = open(url, { method, headers: { ...headers, 'content-length': body.length }, agent: false, ...more })
  request.end(body)
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode ?? 0
}

describe('a bridge over an X-Road security server, by its published contract', () => {
  const scope = suiteScope()
  /** Where each service is found, as the security servers map it. */
  const services = new Map<string, string>()
  const calls: { readonly url: string; readonly client: string; readonly body: Buffer }[] = []
  let way: Server
  let url: string
  let root: string
  let peru: TestAuthority
  let switzerland: TestAuthority

  const at = (state: string, ...path: string[]): string => join(root, state, ...path)

  async function settingsOf(state: string, client: string, peer: string, service: string): Promise<SecurityServer> {
    for (const folder of ['in', 'done', 'failed']) await mkdir(at(state, folder), { recursive: true })
    const port = await freePort()
    services.set(`/r1/${client.split('/').map(encodeURIComponent).join('/')}/sealed`, `http://127.0.0.1:${port}/`)
    return {
      name: 'x-road',
      kind: 'x-road',
      url,
      client,
      in: at(state, 'in'),
      done: at(state, 'done'),
      failed: at(state, 'failed'),
      everySeconds: 0.05,
      againHours: 24,
      limit: 600_000,
      listen: { address: '127.0.0.1', port },
      peers: [{ peer, service }],
    }
  }

  /** Both security servers in one: a call is brought to the service it names, and its answer back, or a fault of the way's own. */
  async function bring(request: IncomingMessage): Promise<{ readonly status: number; readonly headers?: Record<string, string> }> {
    const body = await buffer(request)
    const client = String(request.headers['x-road-client'] ?? '')
    const provider = services.get(request.url ?? '')
    if (client === '' || request.method !== 'POST') return { status: 400, headers: { 'x-road-error': 'Client.BadRequest' } }
    if (provider === undefined) return { status: 500, headers: { 'x-road-error': 'Server.ClientProxy.UnknownMember' } }
    calls.push({ url: request.url ?? '', client, body })
    const type = String(request.headers['content-type'])
    return { status: await ask(provider, 'POST', { 'x-road-client': client, 'content-type': type }, body), headers: { 'x-road-id': 'a' } }
  }

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'comity-x-road-'))
    way = createServer((request, response) => {
      void bring(request).then(
        ({ status, headers }) => response.writeHead(status, headers).end(),
        () => response.writeHead(500, { 'x-road-error': 'Server.ServerProxy.NetworkError' }).end(),
      )
    }).listen(0, '127.0.0.1')
    await once(way, 'listening')
    url = `http://127.0.0.1:${(way.address() as AddressInfo).port}`
    scope.after(() => rm(root, { recursive: true, force: true }))
    const bridges = [await settingsOf('PER', 'TEST/GOV/1 2/Comity', 'CHE/central', 'TEST/GOV/Zürich/Comity/sealed')]
    peru = await startAuthority(scope, 'PER', { bridges })
    switzerland = await startAuthority(scope, 'CHE', {
      bridges: [await settingsOf('CHE', 'TEST/GOV/Zürich/Comity', 'PER/central', 'TEST/GOV/1 2/Comity/sealed')],
    })
    await introduce(peru, switzerland)
    await introduce(switzerland, peru)
  })
  after(async () => {
    way.close().closeAllConnections()
  })

  test('carries a message in volumes to the service of a peer, and its receipts back to ours', async () => {
    const act = dispatchOf([await storePdf(peru, 800_000)])
    assert.ok((await send(peru, 'CHE', act)).ok)
    await settled(peru, act.id)
    assert.equal(await timesApplied(switzerland, act.id), 1)
    const ways = new Set(calls.map((one) => `${one.client} ${one.url}`))
    assert.deepEqual(
      [...ways],
      ['TEST/GOV/1%202/Comity /r1/TEST/GOV/Z%C3%BCrich/Comity/sealed', 'TEST/GOV/Z%C3%BCrich/Comity /r1/TEST/GOV/1%202/Comity/sealed'],
    )
    for (const { body } of calls) assert.ok(body.length <= 600_000 && !body.includes(secret))
    assert.deepEqual(await readdir(at('CHE', 'failed')), [])
  })

  test('says that the way did not take a message, although the answer looks well or is none', async () => {
    const settings = await settingsOf('POL', 'TEST/GOV/3/Comity', 'CHE/central', 'TEST/GOV/Zürich/Comity/other')
    const parcel = { name: 'a.comity', size: 1, stream: () => [Buffer.from('a')].values() as unknown as AsyncIterable<Uint8Array> }
    const odd = createServer((_request, response) => void response.writeHead(200, { 'x-road-error': 'Server.ServerProxy' }).end())
    odd.listen(0, '127.0.0.1')
    await once(odd, 'listening')
    const reasons = []
    for (const other of [url, `http://127.0.0.1:${(odd.address() as AddressInfo).port}`, 'http://127.0.0.1:1']) {
      const [opened] = openBridges([{ ...settings, url: other }], () => new Date()).all
      const put = await opened?.bridge.put('CHE/central', parcel)
      reasons.push(put?.ok === false ? put.problem.values?.['reason'] : 'well')
    }
    odd.close().closeAllConnections()
    assert.deepEqual(reasons, ['strange-answer', 'strange-answer', 'no-connection'])
  })

  test('answers 202 once a parcel lies there whole, and keeps nothing of what is too long, of another, or too much', async () => {
    const folder = join(root, 'spool')
    await mkdir(folder)
    const listener = openListener({ address: '127.0.0.1', port: 0, folder, limit: 10, clients: new Set(['T/G/1/C']) })
    const here = `http://127.0.0.1:${await listener.open()}/`
    const good = { 'x-road-client': 'T/G/1/C' }
    const statuses = [
      await ask(here, 'POST', good, Buffer.from('ten bytes!')),
      await ask(here, 'GET', good, Buffer.alloc(0)),
      await ask(here, 'POST', { 'x-road-client': 'T/G/2/C' }, Buffer.from('a')),
      await ask(here, 'POST', { 'x-road-client': '%' }, Buffer.from('a')),
      await ask(here, 'POST', good, Buffer.alloc(11)),
    ]
    assert.deepEqual(statuses, [202, 405, 403, 403, 413])
    assert.equal((await readdir(folder)).length, 1)
    const broken = httpRequest(here, { method: 'POST', headers: { ...good, 'content-length': 9 }, agent: false })
    broken.on('error', () => undefined)
    broken.write('half')
    await until(async () => (await readdir(folder)).length === 2)
    broken.destroy()
    await until(async () => (await readdir(folder)).length === 1)
    await Promise.all(Array.from({ length: 999 }, (_, place) => writeFile(join(folder, `${place}`), '')))
    assert.equal(await ask(here, 'POST', good, Buffer.from('a')), 503)
    assert.equal((await readdir(folder)).length, 1000)
    await listener.close()
    assert.equal(await listener.open(), undefined)
  })

  test('with a certificate lets in only whom the operator listed', async () => {
    const folder = join(root, 'secured')
    await mkdir(folder)
    const [ours, theirs, another] = await Promise.all([1, 2, 3].map(() => makeCertificate(new Date())))
    assert.ok(ours && theirs && another)
    const tls = { cert: ours.certificate, key: ours.key, ca: theirs.certificate }
    const listener = openListener({ address: '127.0.0.1', port: 0, tls, folder, limit: 10, clients: new Set() })
    const here = `https://127.0.0.1:${await listener.open()}/`
    const post = ({ certificate, key }: typeof ours) =>
      ask(here, 'POST', {}, Buffer.from('a'), { cert: certificate, key, rejectUnauthorized: false })
    assert.equal(await post(theirs), 202)
    await assert.rejects(post(another))
    // Nor do we tell anything to a security server whose certificate is not known.
    const settings = await settingsOf('POL', 'TEST/GOV/3/Comity', 'CHE/central', 'TEST/GOV/Zürich/Comity/sealed')
    const [opened] = openBridges([{ ...settings, url: here.slice(0, -1) }], () => new Date()).all
    const probed = await opened?.bridge.probe()
    assert.equal(probed?.ok === false ? probed.problem.values?.['reason'] : 'well', 'another-certificate')
    await listener.close()
  })

  test('is configured with plain HTTP on this machine only', async () => {
    const file = join(root, 'bridges.json')
    const { everySeconds: _, ...settings } = await settingsOf('POL', 'TEST/GOV/3/Comity', 'CHE/central', 'TEST/GOV/Zürich/Comity/sealed')
    const refused = async (more: object, place: RegExp): Promise<void> => {
      await writeFile(file, JSON.stringify({ bridges: [{ ...settings, ...more }] }))
      await assert.rejects(readBridges(file), place)
    }
    await refused({ url: 'http://security-server.example' }, /bridges\.0\.url: https/u)
    await refused({ listen: { address: '0.0.0.0', port: 8090 } }, /bridges\.0\.listen: without a certificate/u)
    await refused({ client: 'TEST/GOV' }, /bridges\.0\.client/u)
    await refused({ peers: [{ peer: 'CHE/central', service: 'TEST/GOV/3' }] }, /bridges\.0\.peers\.0\.service/u)
    await writeFile(file, JSON.stringify({ bridges: [{ ...settings, in: 'in', own: { certificateFile: 'a.pem', keyFile: 'b.pem' } }] }))
    const [read] = await readBridges(file)
    assert.ok(read?.kind === 'x-road')
    assert.deepEqual([read.in, read.own?.keyFile], [join(root, 'in'), join(root, 'b.pem')])
  })
})
