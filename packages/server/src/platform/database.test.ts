import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from './database.ts'

test('does not start in production without a server', async (t) => {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  t.after(() => {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  })
  await assert.rejects(openDatabase({ dataDirectory: tmpdir() }), /set DATABASE_URL/u)
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
