import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { failingDisk } from './failing-disk.test-support.ts'
import { openFiles } from './files.ts'

const authorityKey = randomBytes(32)
const text = Buffer.from(randomBytes(6000).toString('hex'))
const sha256 = createHash('sha256').update(text).digest('hex')

async function* inPieces(): AsyncIterable<Uint8Array> {
  for (let at = 0; at < text.length; at += 5000) yield text.subarray(at, at + 5000)
}

test('each write, sync, link and folder that fails in its turn leaves no file but a whole one', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-failing-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const disk = await failingDisk(t, join(folder, 'probe'))
  const met = new Set<string>()
  for (let number = 1; ; number += 1) {
    const place = join(folder, String(number))
    const files = await openFiles(place, authorityKey)
    const code = number % 2 === 0 ? 'ENOSPC' : 'EIO'
    disk.failAt(number, code)
    const written = await files.write(inPieces(), { name: 'a.txt' }).catch((error: Error & { code?: string }) => error.code)
    const failed = disk.heal()
    if (failed === undefined) {
      assert.ok(typeof written === 'object' && written.ok)
      break
    }
    met.add(failed)
    assert.equal(written, code, `${failed}, number ${number}`)
    if (await files.has(sha256)) assert.deepEqual(await buffer(await files.read(sha256)), text)
    assert.deepEqual(readdirSync(join(place, 'arriving')), [])
    const again = await files.write(inPieces(), { name: 'a.txt' })
    assert.ok(again.ok && again.value.sha256 === sha256)
    assert.deepEqual(await buffer(await files.read(sha256)), text)
  }
  assert.deepEqual([...met].toSorted(), ['link', 'mkdir', 'open', 'sync', 'write', 'writeFile'])
})
