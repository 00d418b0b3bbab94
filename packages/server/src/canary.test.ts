import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Role } from '@comity/domain/account/role'
import type { RequestContent } from '@comity/domain/request/content'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { streamOf } from './platform/byte-stream.ts'
import { startInstance, type TestInstance } from './test-instance.ts'

const planted = 10_000
const word = /kanari\d{5}/iu
let next = 0
/** So many words that stand nowhere but in the case. */
const canaries = (count: number): string => Array.from({ length: count }, () => `kanari${String((next += 1)).padStart(5, '0')}`).join(' ')

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe('words of a case', () => {
  const logged: string[] = []
  const addresses: string[] = []
  const answers: string[] = []
  let lima: TestInstance
  let bern: TestInstance
  let ports: readonly number[] = []

  before(async () => {
    ports = [await freePort(), await freePort()]
    const log = { level: 'debug' as const, stream: { write: (line: string) => void logged.push(line) } }
    const roles: readonly Role[] = ['officer', 'head', 'auditor', 'administrator']
    lima = await startInstance(roles, { log, privatePort: ports[0] ?? 0 })
    const authority = { state: 'CHE', function: 'central', name: 'Federal Office of Justice, Bern' } as const
    bern = await startInstance(roles, { log, privatePort: ports[1] ?? 0, authority })
    for (const [mine, theirs] of [
      [lima, bern],
      [bern, lima],
    ] as const) {
      const { directory, fingerprint, authority: id } = valueOf(await theirs.anyone().getDirectory({}))
      valueOf(await mine.as('head').proposePeer({ body: { directory } }))
      for (const role of ['officer', 'head'] as const)
        valueOf(await mine.as(role).verifyPeer({ params: { peer: id.replace('/', '~') }, body: { fingerprint } }))
      valueOf(await mine.as('head').activatePeer({ params: { peer: id.replace('/', '~') } }))
    }
  })
  after(async () => Promise.all([lima.stop(), bern.stop()]))

  /** A page as its reader gets it: where its links lead, and where it sends them. */
  async function look({ url, tokenOf }: TestInstance, path: string, role: Role = 'officer'): Promise<void> {
    const response = await fetch(url() + path, { headers: { authorization: `Bearer ${tokenOf(role)}` }, redirect: 'manual' })
    const html = await response.text()
    addresses.push(
      response.headers.get('location') ?? '',
      ...[...html.matchAll(/\b(?:href|action|src)="([^"]*)"/gu)].map(([, to]) => to ?? ''),
    )
    if (!response.ok) answers.push(html)
  }

  test('ten thousand of them stand in no log, figure, address, failure or entry of the audit log', async () => {
    const content: RequestContent = {
      kind: 'mutual-legal-assistance',
      requesting: 'PER',
      requested: 'CHE',
      title: canaries(10),
      purpose: canaries(2000),
      facts: { summary: canaries(6000) },
      persons: [{ id: '0d5f7c1e-6a52-4b7e-9c11-3f0a8e2b4d0f', role: 'suspect', name: canaries(10) }],
      languages: { letter: 'es' },
    }
    const officer = lima.as('officer')
    const { id: request } = valueOf(await officer.openRequest({ body: { reference: 'UCJIE-1', content } }))
    const params = { request }
    const version = async (of = officer) => valueOf(await of.getRequest({ params })).version
    valueOf(await officer.revise({ params, body: { content: { facts: { summary: canaries(1000) } } }, ifMatch: await version() }))
    const name = `${canaries(5)}.txt`
    const file = { name, mediaType: 'text/plain', stream: streamOf(Buffer.from(canaries(475))) }
    valueOf(await officer.addFile({ params, query: { name }, body: file }))
    valueOf(await officer['share-draft']({ params, body: { note: canaries(200) }, ifMatch: await version() }))
    const theirs = bern.as('officer')
    for (let tries = 0; tries < 600 && !(await theirs.getRequest({ params })).ok; tries += 1) await wait(100)
    valueOf(await theirs.comment({ params, body: { text: canaries(300) }, ifMatch: await version(theirs) }))
    assert.equal(next, planted)

    // What goes wrong, with the words in hand.
    answers.push(
      JSON.stringify(problemOf(await officer.revise({ params, body: { content: { purpose: `${canaries(1)}\u202E` } }, ifMatch: 1 }))),
    )
    answers.push(JSON.stringify(problemOf(await officer.dispatch({ params, body: { reference: canaries(1) }, ifMatch: await version() }))))
    answers.push(JSON.stringify(problemOf(await lima.as('administrator').getRequest({ params }))))
    const raw = await fetch(`${lima.url()}/api/requests`, {
      method: 'POST',
      headers: { authorization: `Bearer ${lima.tokenOf('officer')}`, 'content-type': 'application/json' },
      body: `{"reference": "${canaries(1)}", "${canaries(1)}": `,
    })
    answers.push(await raw.text())
    valueOf(await officer.listRequests({ query: { q: 'kanari00001' } }))
    for (const path of ['', '/letter', '/draft', '/draft/facts', '/draft/persons', '/draft/check', '/acts/dispatch'])
      await look(lima, `/requests/${request}${path}`)
    // A word that a reader writes into an address is theirs; the log does not take it up.
    await fetch(`${lima.url()}/requests/${request}/acts/kanari00002?q=kanari00003`)
    await look(bern, `/requests/${request}`)
    await look(lima, '/requests')
    await look(lima, '/')
    await look(lima, '/audit', 'auditor')

    const figures = await Promise.all(ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()))
    const exported = await Promise.all(
      [lima, bern].map(async (one) => text(valueOf(await one.as('auditor').exportAudit({ query: {} })).stream as AsyncIterable<Buffer>)),
    )
    assert.ok(logged.length > 50 && addresses.length > 50 && answers.length >= 4)
    const holds = (lines: readonly string[]): readonly string[] => lines.filter((line) => word.test(line)).map((line) => line.slice(0, 200))
    assert.deepEqual(holds(logged), [])
    assert.deepEqual(holds(figures.flatMap((one) => one.split('\n'))), [])
    assert.deepEqual(holds(addresses), [])
    assert.deepEqual(holds(answers), [])
    assert.deepEqual(holds(exported.flatMap((one) => one.split('\n'))), [])
    // They are there, where they belong: so the test can fail.
    assert.ok(word.test(valueOf(await theirs.getRequest({ params })).content.purpose ?? ''))
  })

  test('leave none of themselves in the names of files on disk', () => {
    for (const { folder } of [lima, bern]) {
      const names = readdirSync(folder, { recursive: true }).map(String)
      assert.deepEqual(
        names.filter((name) => word.test(name)),
        [],
      )
      const plain = names.filter((name) => /\.(?:json|lock)$/u.test(name) && statSync(join(folder, name)).isFile())
      for (const name of plain) assert.ok(!word.test(readFileSync(join(folder, name), 'utf8')), name)
    }
  })
})
