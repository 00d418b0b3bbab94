import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { streamOf } from './byte-stream.ts'
import { passingFile } from './passing-file.ts'

test('what lies on disk for a moment is read by the one who put it there, and by nobody from the disk', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'passing-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const plain = Buffer.concat([Buffer.from('canary'), randomBytes(100_000), Buffer.from('canary')])
  const [held, other] = [passingFile(join(folder, 'a')), passingFile(join(folder, 'a'))]
  await pipeline(held.seal(streamOf(plain)), createWriteStream(held.path))
  assert.equal(readFileSync(held.path).includes('canary'), false)
  assert.ok((await buffer(held.read())).equals(plain))
  await assert.rejects(buffer(other.read()))
})
