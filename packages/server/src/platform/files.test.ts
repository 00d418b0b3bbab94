import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { openFiles } from './files.ts'

const authorityKey = randomBytes(32)

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function store(t: TestContext) {
  const path = mkdtempSync(join(tmpdir(), 'files-'))
  t.after(() => rmSync(path, { recursive: true }))
  return {
    path,
    files: await openFiles(path, authorityKey),
    left: () => readdirSync(path, { recursive: true }).filter((name) => name !== 'arriving'),
  }
}

test('gives back the bytes that came in, under their hash', async (t) => {
  const { files } = await store(t)
  const written = await files.write(chunks('%PDF-1.7\n', 'rest'), { name: 'orden.pdf' })
  const sha256 = createHash('sha256').update('%PDF-1.7\nrest').digest('hex')
  assert.deepEqual(written, { ok: true, value: { sha256, size: 13, type: 'application/pdf' } })
  assert.equal((await buffer(await files.read(sha256))).toString(), '%PDF-1.7\nrest')
  assert.ok(await files.has(sha256))
})

test('keeps one copy of the same bytes', async (t) => {
  const { files, left } = await store(t)
  await files.write(chunks('a,b\n'), { name: 'a.csv' })
  await files.write(chunks('a,', 'b\n'), { name: 'b.txt' })
  assert.equal(left().length, 2)
})

test('keeps nothing of a file that is too large, of the wrong type, or breaks off', async (t) => {
  const { path, files, left } = await store(t)
  assert.deepEqual(await files.write(chunks('12345', '678901'), { name: 'a.txt', limit: 10 }), {
    ok: false,
    problem: { code: 'too-large', values: { limit: 10 } },
  })
  assert.equal((await files.write(chunks('MZ\u0000'), { name: 'a.txt' })).ok, false)
  async function* broken(): AsyncIterable<Uint8Array> {
    yield Buffer.from('text')
    throw new Error('the line went dead')
  }
  await assert.rejects(files.write(broken(), { name: 'a.txt' }), /line went dead/u)
  assert.deepEqual(left(), [])
  assert.deepEqual(readdirSync(join(path, 'arriving')), [])
})

test('clears away at the start what was arriving when the process died', async (t) => {
  const { path } = await store(t)
  writeFileSync(join(path, 'arriving', 'half'), 'half')
  await openFiles(path, authorityKey)
  assert.deepEqual(readdirSync(join(path, 'arriving')), [])
})

test('does not look for anything but a hash', async (t) => {
  const { files } = await store(t)
  await assert.rejects(files.read('../../etc/passwd'))
  await assert.rejects(files.read('ab'.repeat(32)), { code: 'ENOENT' })
})

test('nothing of a file, nor its hash, can be read on the disk', async (t) => {
  const { path, files, left } = await store(t)
  const words = 'Testigo protegido: no se dirá su nombre. '.repeat(4000)
  const written = await files.write(chunks(words), { name: 'acta.txt' })
  assert.ok(written.ok)
  const [sealed = ''] = left().filter((name) => String(name).endsWith('.sealed'))
  const bytes = readFileSync(join(path, String(sealed)))
  assert.equal(bytes.includes('Testigo'), false)
  assert.equal(String(sealed).includes(written.value.sha256), false)
  assert.equal(await text(await files.read(written.value.sha256)), words)
})

test('a file that was changed, cut, lengthened or laid under another name does not open', async (t) => {
  const { path, files } = await store(t)
  const plain = randomBytes(200_000).toString('base64')
  const one = await files.write(chunks(plain), { name: 'a.txt' })
  const other = await files.write(chunks('b'), { name: 'b.txt' })
  assert.ok(one.ok && other.ok)
  const places = readdirSync(path, { recursive: true })
    .filter((name) => String(name).endsWith('.sealed'))
    .map((name) => join(path, String(name)))
  const [large, small] = places.toSorted((a, b) => statSync(b).size - statSync(a).size)
  assert.ok(large !== undefined && small !== undefined)
  const good = readFileSync(large)
  const header = 74
  const chunk = 65_552
  const swapped = Buffer.from(good)
  good.copy(swapped, header, header + chunk, header + 2 * chunk)
  good.copy(swapped, header + chunk, header, header + chunk)
  const flipped = (at: number): Buffer => Buffer.concat([good.subarray(0, at), Uint8Array.of((good[at] ?? 0) ^ 1), good.subarray(at + 1)])
  const wrong: readonly (readonly [string, Buffer])[] = [
    ['mark', flipped(3)],
    ['wrapped key', flipped(40)],
    ['first chunk', flipped(header + 5)],
    ['tag', flipped(good.length - 1)],
    ['cut at a chunk', good.subarray(0, header + chunk)],
    ['cut to nothing', good.subarray(0, header)],
    ['lengthened', Buffer.concat([good, Buffer.from('x')])],
    ['chunks changed places', swapped],
    ['another file', readFileSync(small)],
  ]
  for (const [name, bytes] of wrong) {
    writeFileSync(large, bytes)
    await assert.rejects(async () => text(await files.read(one.value.sha256)), name)
  }
  writeFileSync(large, good)
  assert.equal(await text(await files.read(one.value.sha256)), plain)
})

test('a file of any length comes back, at the ends of chunks too', async (t) => {
  const { files } = await store(t)
  for (const length of [0, 1, 65_535, 65_536, 65_537, 131_072]) {
    const written = await files.write(chunks('x'.repeat(length)), { name: 'x.txt' })
    assert.ok(written.ok, String(length))
    assert.equal((await buffer(await files.read(written.value.sha256))).length, length)
  }
})

test('files that lay plain before files were sealed are sealed at the start, and one that is not itself is told', async (t) => {
  const { path } = await store(t)
  const sha256 = createHash('sha256').update('old').digest('hex')
  mkdirSync(join(path, sha256.slice(0, 2)))
  const plain = join(path, sha256.slice(0, 2), sha256)
  writeFileSync(plain, 'old')
  const files = await openFiles(path, authorityKey)
  assert.equal(existsSync(plain), false)
  assert.equal(await text(await files.read(sha256)), 'old')
  writeFileSync(plain, 'older')
  await assert.rejects(openFiles(path, authorityKey), /not what its name says/u)
})

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const samples: readonly (readonly [string, string | Uint8Array, string | undefined])[] = [
  ['photo.png', png, 'image/png'],
  ['photo.JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
  ['note.txt', 'Año 2026, ñandú', 'text/plain'],
  ['rows.csv', 'a;b\r\n1;2\r\n', 'text/csv'],
  ['data.json', '{"a":1}', 'application/json'],
  ['letter.docx', 'PK\u0003\u0004', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['evidence.zip', 'PK\u0003\u0004', 'application/zip'],
  ['sealed.asice', 'PK\u0003\u0004', 'application/vnd.etsi.asic-e+zip'],
  ['photo.png', '%PDF-1.7', undefined],
  ['page.html', '<p>', undefined],
  ['page.txt', '  <!DOCTYPE html><script>1</script>', undefined],
  ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
  ['drawing.txt', '<svg onload="1"/>', undefined],
  ['run.txt', '#!/bin/sh\n', undefined],
  ['program.pdf', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46), undefined],
  ['program.exe', 'MZ', undefined],
  ['latin1.txt', Uint8Array.of(0x41, 0xf1, 0x6f), undefined],
  ['pdf', '%PDF-1.7', 'application/pdf'],
  ['no-ending', 'text', undefined],
]
for (const [name, bytes, type] of samples) {
  test(`takes ${name} beginning ${JSON.stringify(Buffer.from(bytes).toString('latin1'))} for ${type ?? 'nothing we exchange'}`, async (t) => {
    const { files } = await store(t)
    const written = await files.write(chunks(bytes), { name })
    if (type === undefined) assert.deepEqual(written, { ok: false, problem: { code: 'wrong-file-type', values: { file: name } } })
    else assert.equal(written.ok && written.value.type, type)
  })
}

test('reads a long text whose sample ends inside a character', async (t) => {
  const { files } = await store(t)
  for (const shift of ['', 'a', 'ab', 'abc']) assert.ok((await files.write(chunks(`${shift}${'語'.repeat(3000)}`), { name: 'a.txt' })).ok)
})
