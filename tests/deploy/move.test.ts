import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runComity } from '@comity/cli/run-comity'
import { valueOf } from '@comity/domain/result.test-support'
import { streamOf } from '@comity/server/platform/byte-stream'
import { startInstance } from '@comity/server/test-instance'
import { startThrowAwayServer } from '../../scripts/throw-away-postgres.ts'
import { readExample } from '../journeys/example.ts'

test('one command moves an instance from the embedded database to a server, and nothing is lost', { timeout: 150_000 }, async (t) => {
  const server = await startThrowAwayServer()
  if (server === undefined) return t.skip('PostgreSQL is not installed here')
  t.after(() => server.stop())
  const lima = await startInstance(['officer', 'head', 'auditor'])
  t.after(() => lima.stop())
  const { attachments: _, ...content } = readExample('peru-switzerland')
  const officer = lima.as('officer')
  const { id: request } = valueOf(await officer.openRequest({ body: { reference: 'UCJIE-0417-2026', content } }))
  const body = { name: 'order.txt', mediaType: 'text/plain', stream: streamOf(Buffer.from('A court order: "Ñandú", 4417-0093.')) }
  valueOf(await officer.addFile({ params: { request }, query: { name: 'order.txt' }, body }))
  const before = valueOf(await officer.getRequest({ params: { request } }))

  const environment = { COMITY_STATE: 'PER', COMITY_NAME: 'Autoridad Central, Perú', COMITY_DATA: lima.folder, DATABASE_URL: server.url }
  const running = await runComity(['move'], environment)
  assert.equal(running.exit, 1, 'one that runs is left alone')
  const moved = { databaseUrl: server.url }
  await lima.halt()
  const done = await runComity(['move', '--json'], environment)
  assert.deepEqual([done.exit, done.err], [0, ''], done.out)
  const told = JSON.parse(done.out) as { rows: number; entries: number; old: string }
  assert.ok(told.rows > 10, done.out)
  assert.ok(existsSync(join(lima.folder, 'database.moved')) && !existsSync(join(lima.folder, 'database')))

  await lima.restart(moved)
  assert.deepEqual(valueOf(await lima.as('officer').getRequest({ params: { request } })), before)
  const entries = valueOf(await lima.as('auditor').listAudit({ query: { action: 'database.move' } })).items
  assert.equal(entries.length, 1)
  const next = { reference: 'UCJIE-0418-2026', content }
  valueOf(await lima.as('head').openRequest({ body: next }))

  const again = await runComity(['move'], environment)
  assert.equal(again.exit, 1)
  assert.match(again.err, /there is nothing to move/u)
})
