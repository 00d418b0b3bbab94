import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { loadAuthorityKey } from './authority-key.ts'
import { openFileRoot } from './root-key-file.ts'

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'authority-key-'))
  t.after(() => rmSync(path, { recursive: true }))
  return path
}

test('is made once, and the same for processes that start together', async (t) => {
  const data = folder(t)
  const [one, two] = await Promise.all([loadAuthorityKey(data), loadAuthorityKey(data)])
  assert.ok(one.equals(two) && one.equals(await loadAuthorityKey(data)))
  assert.equal(one.length, 32)
  assert.equal(statSync(join(data, 'storage.key')).mode & 0o077, 0)
  assert.equal(readFileSync(join(data, 'authority.key'), 'utf8').includes(one.toString('hex')), false)
})

test('opens with the storage key that lies apart, and with no other', async (t) => {
  const [data, apart] = [folder(t), folder(t)]
  const storage = join(apart, 'storage.key')
  const root = openFileRoot(storage)
  const key = await loadAuthorityKey(data, root)
  assert.ok(key.equals(await loadAuthorityKey(data, root)))
  const held = readFileSync(storage)
  writeFileSync(storage, 'ab'.repeat(32))
  await assert.rejects(loadAuthorityKey(data, root), /belongs to another instance/u)
  writeFileSync(storage, 'ab')
  await assert.rejects(loadAuthorityKey(data, root), /is no storage key/u)
  rmSync(storage)
  await assert.rejects(loadAuthorityKey(data, root), /is not there/u)
  writeFileSync(storage, held)
  assert.ok(key.equals(await loadAuthorityKey(data, root)))
})
