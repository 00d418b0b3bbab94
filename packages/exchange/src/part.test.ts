import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { digestOf } from './digest.ts'
import { checkPart, openPart, sealPart, type SealedPart } from './part.ts'
import { type PaddingSaid, paddingSaid } from './part-padding.ts'
import { recipientsFor } from './recipients.ts'
import { exampleNow, twoAuthorities, valueOf } from './worked-example.ts'

const folder = await mkdtemp(join(tmpdir(), 'comity-'))
after(() => rm(folder, { recursive: true }))

const { peru, switzerland } = await twoAuthorities()
const padding = valueOf(recipientsFor(peru.keys, switzerland.directory.document, exampleNow))
const recipients = { ...padding, padded: false }
const plain = randomBytes(200_000)
const part = await sealPart(plain, recipients, folder)
const sealed = join(folder, part.ct256)
const bytes = await readFile(sealed)
const into = join(folder, 'opened')

async function problemOf(
  source: Uint8Array,
  said: SealedPart = part,
  keys = switzerland.keys.seal,
  padded: PaddingSaid = {},
): Promise<string> {
  const path = join(folder, 'arrived')
  await writeFile(path, source)
  const result = await openPart(path, said, keys, into, padded)
  if (!result.ok) assert.ok(!(await readdir(folder)).some((name) => name.startsWith('opened')), 'something was left behind')
  return result.ok ? 'opened' : result.problem.code
}

for (const length of [0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_003]) {
  test(`a file of ${length} bytes comes back`, async () => {
    const source = join(folder, 'source')
    const content = randomBytes(length)
    await writeFile(source, content)
    for (const from of [source, createReadStream(source, { highWaterMark: 7_001 }), content]) {
      const said = await sealPart(from, recipients, folder)
      const stored = await readFile(join(folder, said.ct256))
      assert.deepEqual([said.len, said.sha256, said.ct256, said.ctLen], [length, digestOf(content), digestOf(stored), stored.length])
      assert.deepEqual(await openPart(join(folder, said.ct256), said, switzerland.keys.seal, into), { ok: true, value: undefined })
      assert.ok((await readFile(into)).equals(content))
      assert.equal((await openPart(join(folder, said.ct256), said, peru.keys.archive, into)).ok, true)
      await rm(into)
    }
  })
}

for (const length of [0, 1, 4_095, 4_096, 4_097, 131_072, 1_000_003]) {
  test(`a padded file of ${length} bytes comes back without its padding`, async () => {
    const content = randomBytes(length)
    const said = await sealPart(Readable.from([content.subarray(0, 7_001), content.subarray(7_001)]), padding, folder)
    assert.deepEqual([said.len, said.sha256], [length, digestOf(content)])
    valueOf(await openPart(join(folder, said.ct256), said, switzerland.keys.seal, into, paddingSaid(padding)))
    assert.ok((await readFile(into)).equals(content))
    await rm(into)
  })
}

test('files of like length are of one length when they are sealed padded', async () => {
  const sizes = new Set<number>()
  for (const length of [65_537, 66_000, 67_584]) sizes.add((await sealPart(randomBytes(length), padding, folder)).ctLen)
  assert.equal(sizes.size, 1)
})

test('padding that is longer, shorter or other than zeros is refused, and so is padding that is not said', async () => {
  const text = Buffer.from('Saldo: USD 3.480.500,00')
  const refused = async (sealedAs: Uint8Array, said: PaddingSaid = paddingSaid(padding)): Promise<string> => {
    const { ct256, ctLen } = await sealPart(sealedAs, recipients, folder)
    const opened = { len: text.length, sha256: digestOf(text), ct256, ctLen }
    const source = await readFile(join(folder, ct256))
    return problemOf(source, opened, switzerland.keys.seal, said)
  }
  const whole = Buffer.concat([text, Buffer.alloc(4_096 - text.length)])
  assert.equal(await refused(whole), 'opened')
  await rm(into)
  assert.equal(await refused(whole, {}), 'too-large')
  assert.equal(await refused(whole.subarray(0, -1)), 'bad-digest')
  assert.equal(await refused(text), 'bad-digest')
  assert.equal(await refused(text.subarray(0, -1)), 'bad-digest')
  assert.equal(await refused(Buffer.concat([whole, Buffer.alloc(1)])), 'too-large')
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: text.length, max: 4_095 }), fc.integer({ min: 1, max: 255 }), async (place, byte) => {
      const marked = Uint8Array.from(whole)
      marked[place] = byte
      assert.equal(await refused(marked), 'bad-digest')
    }),
    { numRuns: 20 },
  )
})

test('a part with any byte altered is refused and leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const altered = Uint8Array.from(bytes)
      altered[place] = (altered[place] ?? 0) ^ change
      assert.equal(await problemOf(altered), 'bad-digest')
    }),
    { numRuns: 40 },
  )
})

test('a part cut short, lengthened or empty is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => assert.equal(await problemOf(bytes.subarray(0, length)), 'bad-digest')),
    { numRuns: 20 },
  )
  assert.equal(await problemOf(Buffer.concat([bytes, Buffer.alloc(1)])), 'too-large')
})

test('a part that is another than the manifest says is refused', async () => {
  assert.equal(await problemOf(bytes, { ...part, sha256: '0'.repeat(64) }), 'bad-digest')
  assert.equal(await problemOf(bytes, { ...part, len: part.len + 1 }), 'bad-digest')
  assert.equal(await problemOf(bytes, { ...part, len: part.len - 1 }), 'too-large')
  const other = await sealPart(plain, recipients, folder)
  assert.equal(await problemOf(await readFile(join(folder, other.ct256))), 'bad-digest')
})

test('only the recipient and the archive can open a part', async () => {
  assert.equal(await problemOf(bytes, part, peru.keys.seal), 'cannot-decrypt')
})

test('a header without an end is not read into memory', async () => {
  const hostile = Buffer.concat([Buffer.from('age-encryption.org/v1\n-> '), Buffer.alloc(3_000_000, 'A')])
  assert.equal(await problemOf(hostile, { ...part, ct256: digestOf(hostile), ctLen: hostile.length }), 'too-large')
})

test('ciphertext is checked without a key', async () => {
  assert.equal((await checkPart(sealed, part)).ok, true)
  const short = await checkPart(sealed, { ...part, ctLen: part.ctLen - 1 })
  assert.equal(short.ok ? 'same' : short.problem.code, 'too-large')
  const other = await checkPart(sealed, { ...part, ct256: '0'.repeat(64) })
  assert.equal(other.ok ? 'same' : other.problem.code, 'bad-digest')
})

test('a file that is not there is an exception, not a refusal', async () => {
  await assert.rejects(openPart(join(folder, 'nowhere'), part, switzerland.keys.seal, into), { code: 'ENOENT' })
  await assert.rejects(sealPart(join(folder, 'nowhere'), recipients, folder), { code: 'ENOENT' })
  assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.part')))
})
