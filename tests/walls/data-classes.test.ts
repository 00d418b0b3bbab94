import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

test('each table of the database belongs to one class of data in docs/data-classes.md', () => {
  const migrations = join(root, 'packages/server/migrations')
  const tables = readdirSync(migrations).flatMap((file) =>
    [...readFileSync(join(migrations, file), 'utf8').matchAll(/^\s*CREATE TABLE (\w+)/gmu)].map(([, name]) => String(name)),
  )
  const page = readFileSync(join(root, 'docs/data-classes.md'), 'utf8')
  const section = page.slice(page.indexOf('## Tables of the database by class')).split('\n## ')[0] ?? ''
  const named = [...section.matchAll(/`(\w+)`/gu)].map(([, name]) => String(name))
  assert.deepEqual(new Set(named), new Set(tables))
  assert.equal(named.length, tables.length)
})
