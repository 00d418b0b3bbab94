import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openVault } from './vault.ts'

const authorityKey = randomBytes(32)

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'vault-'))
  t.after(() => rmSync(path, { recursive: true }))
  return path
}

test('opens a secret in the place it was sealed for, and under no other key', () => {
  const vault = openVault('nowhere', authorityKey)
  const sealed = vault.seal(Buffer.from('canary'), 'here')
  assert.equal(sealed.includes('canary'), false)
  assert.equal(vault.open(sealed, 'here')?.toString(), 'canary')
  assert.equal(vault.open(sealed, 'there'), undefined)
  assert.equal(openVault('nowhere', randomBytes(32)).open(sealed, 'here'), undefined)
  sealed[20]! ^= 1
  assert.equal(vault.open(sealed, 'here'), undefined)
  assert.equal(vault.open(Buffer.alloc(3), 'here'), undefined)
})

test('seals a file that an earlier version left readable, once, and removes that', async (t) => {
  const data = folder(t)
  writeFileSync(join(data, 'keys.json'), 'canary')
  const [one, two] = await Promise.all([openVault(data, authorityKey).find('keys'), openVault(data, authorityKey).find('keys')])
  assert.deepEqual([one ?? two, two ?? one], ['canary', 'canary'])
  assert.deepEqual(readdirSync(data), ['keys.sealed'])
  assert.equal(readFileSync(join(data, 'keys.sealed'), 'utf8').includes(Buffer.from('canary').toString('base64')), false)
  await openVault(data, authorityKey).replace('keys', 'another')
  assert.equal(await openVault(data, authorityKey).find('keys'), 'another')
  // As after a crash between the two steps: what was sealed since has the word.
  writeFileSync(join(data, 'keys.json'), 'canary')
  assert.equal(await openVault(data, authorityKey).find('keys'), 'another')
  assert.deepEqual(readdirSync(data), ['keys.sealed'])
})

test('keeps the first of two that are made at once, and says so of a file that does not open', async (t) => {
  const data = folder(t)
  const vault = openVault(data, authorityKey)
  assert.equal(await vault.find('gateway'), undefined)
  const kept = await Promise.all([vault.keep('gateway', 'a'), vault.keep('gateway', 'b')])
  assert.equal(kept[0], kept[1])
  writeFileSync(join(data, 'keys.sealed'), readFileSync(join(data, 'gateway.sealed')))
  await assert.rejects(vault.find('keys'), /keys\.sealed does not open/u)
})
