import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { digestOf } from './digest.ts'
import { openEnvelope } from './envelope.ts'
import { openPart } from './part.ts'
import { paddedLength } from './part-padding.ts'
import { unpad } from './padding.ts'
import { exampleManifest, exampleNow, knowing, sealExample, twoAuthorities, valueOf } from './worked-example.ts'

const age = 'age'
const skip = spawnSync(age, ['--version']).status === 0 ? false : 'the age program is not on PATH'
const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))

// Releases of age before 1.3 know no post-quantum keys, so the two meet in the classic suite.
const { peru, switzerland } = await twoAuthorities(['age-x25519'])
const manifest = await exampleManifest(peru, switzerland, folder, ['x'.repeat(200_000)])
const sealed = await sealExample(manifest, peru, switzerland)
const [key] = switzerland.keys.seal
assert.ok(key)
const identity = join(folder, 'identity.txt')
await writeFile(identity, `${key.identity}\n`)

function encrypt(input: Uint8Array): Buffer {
  return execFileSync(age, ['--recipient', String(key?.recipient)], { input })
}

test('the age program opens our envelopes and parts', { skip }, async () => {
  const envelope = join(folder, 'envelope')
  await writeFile(envelope, sealed.envelope)
  const padded = execFileSync(age, ['--decrypt', '--identity', identity, envelope])
  assert.ok(Buffer.from(sealed.jws).equals(valueOf(unpad(padded))))
  for (const part of manifest.parts) {
    const plain = execFileSync(age, ['--decrypt', '--identity', identity, join(folder, part.ct256)])
    assert.deepEqual([plain.length, digestOf(plain.subarray(0, part.len))], [paddedLength(part.len), part.sha256])
  }
})

test('we open what the age program has sealed', { skip }, async () => {
  const padded = Buffer.alloc(4_096, ' ')
  Buffer.from(sealed.jws).copy(padded)
  const by = { self: 'CHE/central', keys: switzerland.keys, findPeer: knowing([peru]), now: exampleNow }
  assert.equal(valueOf(await openEnvelope(encrypt(padded), by)).manifest.id, manifest.id)
  const plain = Buffer.alloc(150_000, 'y')
  const cipher = encrypt(plain)
  const path = join(folder, 'by-age')
  await writeFile(path, cipher)
  const said = { len: plain.length, sha256: digestOf(plain), ct256: digestOf(cipher), ctLen: cipher.length }
  valueOf(await openPart(path, said, switzerland.keys.seal, `${path}.opened`))
  assert.ok((await readFile(`${path}.opened`)).equals(plain))
})
