import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { callAs, dispatchOf, officers, send, startAuthority, type TestAuthority } from '@comity/server/exchange/test-authority'
import { applyActFor } from '@comity/server/request/receive'
import { runAgainst, type Stand } from './peer/run-against.ts'
import { tableOf } from './peer/table.ts'

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function standIn(t: TestContext, receiveFor = 0): Promise<Stand> {
  const home = await mkdtemp(join(tmpdir(), 'comity-runner-'))
  t.after(() => rm(home, { recursive: true, force: true }))
  const port = await freePort()
  return { home, host: '127.0.0.1', port, endpoint: `https://127.0.0.1:${port}`, state: 'XXA', receiveFor }
}

async function standing(authority: TestAuthority): Promise<[string | undefined, string | undefined]> {
  const peers = await callAs(authority, officers[0], 'listPeers')({})
  const [peer] = peers.ok ? peers.value.items : []
  return [peer?.standing, peer?.trouble]
}

async function verify(authority: TestAuthority, { directory, fingerprint }: { directory: string; fingerprint: string }): Promise<void> {
  await callAs(authority, officers[0], 'proposePeer')({ body: { directory } })
  await compare(authority, fingerprint)
}

/** What two officers do, at the first contact and after a suspension. */
async function compare(authority: TestAuthority, fingerprint: string): Promise<void> {
  for (const officer of officers) {
    const verified = await callAs(authority, officer, 'verifyPeer')({ params: { peer: 'XXA~central' }, body: { fingerprint } })
    assert.ok(verified.ok)
  }
  const active = await callAs(authority, officers[0], 'activatePeer')({ params: { peer: 'XXA~central' } })
  assert.ok(active.ok)
}

test('our gateway agrees with the profile, whatever peer stands before it', async (t) => {
  const switzerland = await startAuthority(t, 'CHE')
  const apply = applyActFor('CHE', () => new Date())
  switzerland.applyAct = (trx, arrival) => apply(trx, arrival)
  const url = `https://127.0.0.1:${switzerland.port}`
  const at = await standIn(t, 25_000)

  const before = await runAgainst(url, at)
  assert.match(before.introduce?.reason ?? '', /unknown-peer/u)
  assert.ok(before.introduce)
  await verify(switzerland, before.introduce)

  for (let count = 0; count < 12; count += 1) assert.ok((await send(switzerland, 'XXA', dispatchOf())).ok)
  const { rows, introduce } = await runAgainst(url, at)
  assert.equal(introduce, undefined)
  assert.ok(rows.length > 50)
  const wrong = rows.filter(({ agrees }) => !agrees)
  assert.deepEqual(wrong, [], tableOf(wrong))

  assert.deepEqual(await standing(switzerland), ['suspended', 'contradicted'])
  await compare(switzerland, before.introduce.fingerprint)
  assert.deepEqual(await standing(switzerland), ['active', undefined])
})
