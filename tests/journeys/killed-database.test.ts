import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '@comity/server/platform/database'
import { sql } from 'kysely'

const dataDirectory = mkdtempSync(join(tmpdir(), 'comity-killed-'))
const lock = join(dataDirectory, 'database.lock')

/** Writes numbers one by one and prints each as soon as the database has acknowledged it. */
const writer = `
  import { sql } from 'kysely'
  import { openDatabase } from ${JSON.stringify(import.meta.resolve('@comity/server/platform/database'))}
  const { db } = await openDatabase({ dataDirectory: ${JSON.stringify(dataDirectory)} })
  for (let n = Number(process.argv[1]); ; n++) { await sql\`INSERT INTO kept VALUES (\${n})\`.execute(db); console.log(n) }`

test('the embedded database loses no acknowledged write when its process is killed', async (t) => {
  t.after(() => rmSync(dataDirectory, { recursive: true, force: true }))
  const first = await openDatabase({ dataDirectory })
  await sql`CREATE TABLE kept (x integer)`.execute(first.db)
  await first.close()

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

  const again = await openDatabase({ dataDirectory })
  const { rows } = await sql<{ x: number }>`SELECT x FROM kept`.execute(again.db)
  const kept = new Set(rows.map(({ x }) => x))
  for (const n of acknowledged) assert.ok(kept.has(n), `write ${n} was acknowledged and is gone`)
  await again.close()
  assert.ok(!existsSync(leavings), 'what the killed process left behind is cleared away')
})
