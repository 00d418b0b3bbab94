import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { migrate } from './migrate.ts'
import { withDatabase } from './test-database.ts'

const migrations = fileURLToPath(new URL('../../migrations/', import.meta.url))

function copyOfMigrations(t: TestContext): { path: string; url: URL } {
  const path = mkdtempSync(join(tmpdir(), 'migrations-'))
  t.after(() => rmSync(path, { recursive: true }))
  cpSync(migrations, path, { recursive: true })
  return { path, url: pathToFileURL(`${path}/`) }
}

test('applies each migration once and keeps what the former ones made', async (t) => {
  const { db } = await withDatabase(t)
  assert.deepEqual(await migrate(db), [])
  const { path, url } = copyOfMigrations(t)
  writeFileSync(join(path, '9000-more.sql'), 'CREATE TABLE more (x integer); INSERT INTO more VALUES (1);')
  assert.deepEqual(await migrate(db, url), ['9000-more.sql'])
  assert.deepEqual(await migrate(db, url), [])
  assert.equal((await sql`SELECT * FROM more`.execute(db)).rows.length, 1)
})

test('refuses a migration that was changed or removed after it was applied', async (t) => {
  const { db } = await withDatabase(t)
  const { path, url } = copyOfMigrations(t)
  const first = join(path, readdirSync(path).toSorted()[0]!)
  writeFileSync(first, 'SELECT 1;')
  await assert.rejects(migrate(db, url), /0001-foundation\.sql was applied and has since been changed/u)
  rmSync(first)
  await assert.rejects(migrate(db, url), /has since been removed/u)
})

test('leaves nothing of a run in which one migration fails', async (t) => {
  const { db } = await withDatabase(t)
  const { path, url } = copyOfMigrations(t)
  writeFileSync(join(path, '9000-good.sql'), 'CREATE TABLE good (x integer);')
  writeFileSync(join(path, '9001-bad.sql'), 'CREATE TABLE bad (x integer); SELECT nonsense;')
  await assert.rejects(migrate(db, url))
  await assert.rejects(sql`SELECT * FROM good`.execute(db), { code: '42P01' })
  rmSync(join(path, '9001-bad.sql'))
  assert.deepEqual(await migrate(db, url), ['9000-good.sql'])
})
