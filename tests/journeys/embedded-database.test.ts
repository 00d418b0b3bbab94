import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '@comity/server/platform/database'
import { maintain } from '@comity/server/platform/maintenance'
import { migrate } from '@comity/server/platform/migrate'
import { sql } from 'kysely'

const dataDirectory = mkdtempSync(join(tmpdir(), 'comity-data-'))
const lock = join(dataDirectory, 'database.lock')
process.once('exit', () => rmSync(dataDirectory, { recursive: true, force: true }))
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

/** Writes numbers one by one and prints each as soon as the database has acknowledged it. */
const writer = `
  import { sql } from 'kysely'
  import { openDatabase } from ${JSON.stringify(import.meta.resolve('@comity/server/platform/database'))}
  const { db } = await openDatabase({ dataDirectory: ${JSON.stringify(dataDirectory)} })
  for (let n = Number(process.argv[1]); ; n++) { await sql\`INSERT INTO kept VALUES (\${n})\`.execute(db); console.log(n) }`

test('the embedded database loses no acknowledged write when its process is killed', async () => {
  const acknowledged: number[] = []
  for (let round = 1; round <= 3; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer, String(round * 100_000)], {
      cwd: fileURLToPath(new URL('../../packages/server', import.meta.url)),
    })
    const exited = once(child, 'exit')
    for await (const line of createInterface(child.stdout)) {
      acknowledged.push(Number(line))
      if (acknowledged.length >= round * 50) child.kill('SIGKILL')
    }
    await exited
  }
  assert.ok(acknowledged.length >= 150)
  const { leavings } = JSON.parse(readFileSync(lock, 'utf8')) as { leavings: string }
  assert.ok(existsSync(leavings))

  const again = await open()
  const { rows } = await sql<{ x: number }>`SELECT x FROM kept`.execute(again.db)
  const kept = new Set(rows.map(({ x }) => x))
  for (const n of acknowledged) assert.ok(kept.has(n), `write ${n} was acknowledged and is gone`)
  await again.close()
  assert.ok(!existsSync(leavings), 'what the killed process left behind is cleared away')
})
