import assert from 'node:assert/strict'
import fs, { mkdtempSync, rmSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { DurableFilesystem, durableStartParams } from './durable-filesystem.ts'
import { template } from './test-database.ts'

test('every commit reaches the disk before it is acknowledged', async (t) => {
  const path = mkdtempSync(join(tmpdir(), 'durable-'))
  const synced = t.mock.method(fs, 'fdatasyncSync')
  syncBuiltinESMExports()
  t.after(() => {
    synced.mock.restore()
    syncBuiltinESMExports()
    rmSync(path, { recursive: true })
  })
  const fileSystem = new DurableFilesystem(join(path, 'data'))
  const database = await PGlite.create({ fs: fileSystem, startParams: [...durableStartParams], loadDataDir: await template() })
  await database.exec('CREATE TABLE kept (x integer)')
  for (let n = 0; n < 5; n++) {
    const before = synced.mock.callCount()
    await database.query('INSERT INTO kept VALUES ($1)', [n])
    assert.ok(synced.mock.callCount() > before)
  }
  await database.close()
})
