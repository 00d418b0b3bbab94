import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openEmbedded } from './database.ts'

test('the embedded database goes on after a statement that fails', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-embedded-'))
  const { db, close } = await openEmbedded(folder)
  t.after(async () => {
    await close()
    rmSync(folder, { recursive: true })
  })
  for (const wrong of ['SELECT 1/0', 'SELECT * FROM nowhere']) {
    await assert.rejects(sql.raw(wrong).execute(db))
    assert.deepEqual((await sql<{ two: number }>`SELECT 2 AS two`.execute(db)).rows, [{ two: 2 }])
  }
})
