import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { openFiles } from './files.ts'

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function store(t: TestContext) {
  const path = mkdtempSync(join(tmpdir(), 'files-'))
  t.after(() => rmSync(path, { recursive: true }))
  return { path, files: await openFiles(path), left: () => readdirSync(path, { recursive: true }).filter((name) => name !== 'arriving') }
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
  await openFiles(path)
  assert.deepEqual(readdirSync(join(path, 'arriving')), [])
})

test('does not look for anything but a hash', async (t) => {
  const { files } = await store(t)
  await assert.rejects(files.read('../../etc/passwd'))
  await assert.rejects(files.read('ab'.repeat(32)), { code: 'ENOENT' })
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
