import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from './database.ts'
import { maintain } from './maintenance.ts'
import { migrate } from './migrate.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'data-'))
const lock = join(dataDirectory, 'database.lock')
after(() => rmSync(dataDirectory, { recursive: true }))
const open = async () => openDatabase({ dataDirectory })

test('opens the embedded database, keeps what is written, and leaves nothing behind when closed', async () => {
  // As a first start leaves it that was killed halfway.
  mkdirSync(join(dataDirectory, 'database.new', 'base'), { recursive: true })
  const first = await open()
  assert.equal(first.kind, 'embedded')
  await migrate(first.db)
  await sql`CREATE TABLE kept (x integer)`.execute(first.db)
  await sql`INSERT INTO kept VALUES (7)`.execute(first.db)
  const { leavings } = JSON.parse(readFileSync(lock, 'utf8')) as { leavings: string }
  assert.equal(statSync(leavings).mode & 0o777, 0o700)
  assert.ok(leavings.length < 60)
  await first.close()
  assert.deepEqual(readdirSync(dataDirectory), ['database'])
  assert.ok(!existsSync(leavings))

  const second = await open()
  assert.deepEqual((await sql`SELECT x FROM kept`.execute(second.db)).rows, [{ x: 7 }])
  await second.close()
})

test('syncs to disk, gives values the types the code expects, and can be maintained', async (t) => {
  const database = await open()
  t.after(async () => database.close())
  const { rows } = await sql<Record<string, unknown>>`
    SELECT current_setting('fsync') AS fsync, current_setting('wal_sync_method') AS method,
      count(*) AS n, date '2026-02-28' AS day, timestamptz '2026-09-09 10:00:00.5-05' AS moment, '{"a":1}'::jsonb AS body, '\\x0102'::bytea AS bytes
    FROM generate_series(1, 3)`.execute(database.db)
  assert.deepEqual(rows, [
    { fsync: 'on', method: 'fsync', n: 3, day: '2026-02-28', moment: '2026-09-09T15:00:00.500Z', body: { a: 1 }, bytes: Buffer.of(1, 2) },
  ])
  await maintain(database, [], '2026-09-09T10:00:00.000Z')
})

test('keeps the data to one process', async (t) => {
  const database = await open()
  t.after(async () => database.close())
  await assert.rejects(open(), new RegExp(`in use by process ${process.pid}`, 'u'))
})

test('takes over from a process that is dead, not from a lock that is merely old', async () => {
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, leavings: '/nonexistent' }))
  await (await open()).close()
  writeFileSync(lock, JSON.stringify({ pid: process.ppid, leavings: dirname(dataDirectory) }))
  await assert.rejects(open(), /in use by process/u)
  // The same number, but of a process that began at another time: after a restart of a container.
  if (process.platform === 'linux') {
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, began: 'boot/1', leavings: dirname(dataDirectory) }))
    await (await open()).close()
  }
  rmSync(lock, { force: true })
  assert.ok(existsSync(dataDirectory), 'a path in a lock file is not cleared away unless it is a socket directory of ours')
})

test('does not start in production without a server', async (t) => {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  t.after(() => {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  })
  await assert.rejects(open(), /set DATABASE_URL/u)
})

test('a connection that its server ends fails its transaction, and not the process', { skip: !process.env['DATABASE_URL'] }, async (t) => {
  const database = await openDatabase({ url: process.env['DATABASE_URL'], dataDirectory: tmpdir() })
  t.after(() => database.close())
  const broken = database.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(trx)
    await sql`SELECT pg_terminate_backend(${rows[0]?.pid})`.execute(database.db)
    // The end is heard while no query is under way on this connection.
    await new Promise((resolve) => setTimeout(resolve, 100))
    await sql`SELECT 1`.execute(trx)
  })
  await assert.rejects(broken)
  const { rows } = await sql<{ one: number }>`SELECT 1 AS one`.execute(database.db)
  assert.equal(rows[0]?.one, 1)
})
