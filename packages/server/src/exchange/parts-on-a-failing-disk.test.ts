import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { failingDisk } from '../platform/failing-disk.test-support.ts'
import { openPartStore } from './part-store.ts'

const bytes = randomBytes(20_000)
const part = { ct256: createHash('sha256').update(bytes).digest('hex'), ctLen: bytes.length }
const peer = 'CHE/central'

async function* from(offset: number): AsyncIterable<Uint8Array> {
  for (let at = offset; at < bytes.length; at += 4000) yield bytes.subarray(at, at + 4000)
}

test('an upload goes on after each write, sync and rename that fails in its turn, and ends whole', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'comity-failing-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const disk = await failingDisk(t, join(folder, 'probe'))
  const met = new Set<string>()
  for (let number = 1; ; number += 1) {
    const parts = openPartStore(join(folder, String(number)))
    disk.failAt(number, number % 2 === 0 ? 'ENOSPC' : 'EIO')
    const first = await parts.append(peer, part, 0, from(0)).catch(() => undefined)
    const failed = disk.heal()
    if (failed === undefined) {
      assert.deepEqual(first, { ok: true, value: bytes.length })
      break
    }
    met.add(failed)
    assert.equal(first, undefined, `${failed}, number ${number}`)
    // As the sender does: it asks how far they are, and goes on from there.
    const arrived = await parts.arrived(peer, part)
    assert.ok(arrived < bytes.length, `${failed}, number ${number}`)
    assert.deepEqual(
      await parts.append(peer, part, arrived, from(arrived)),
      { ok: true, value: bytes.length },
      `${failed}, number ${number}`,
    )
    assert.deepEqual(readFileSync(parts.pathOf(peer, part.ct256)), bytes)
  }
  assert.deepEqual([...met].toSorted(), ['mkdir', 'open', 'rename', 'sync', 'write'])
})
