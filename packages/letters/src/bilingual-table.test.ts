import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translator } from '@comity/language/translator'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { renderBilingualTable } from './bilingual-table.ts'
import { readBilingualTable } from './read-bilingual-table.ts'
import type { TranslationFile } from './translation-file.ts'

const part = 'word/document.xml'
const segment = (key: string, text: string, target?: string) =>
  ({ key, text, state: 'untranslated', stale: false, label: 'Facts', terms: [], ...(target === undefined ? {} : { target }) }) as const
const file: TranslationFile = {
  id: '01a1fe35-4929-7bd5-aa03-5192f920f0ea',
  reference: 'R-1',
  sourceLanguage: 'ar',
  language: 'en',
  segments: [segment('facts.summary.1', 'الحساب 4417-0093 في زيورخ.\nسطر ثانٍ.'), segment('purpose.1', 'الغرض.', 'The purpose.')],
}
const voice = { t: translator('en'), language: 'en' }

test('a Word file in two columns says what left, with identifiers whole, and the same bytes each time', async () => {
  const docx = await renderBilingualTable(file, voice)
  assert.deepEqual(await renderBilingualTable(file, voice), docx)
  const read = readBilingualTable(docx)
  assert.ok(read.ok)
  assert.equal(read.value.id, file.id)
  assert.deepEqual(read.value.segments, [
    { segment: 1, source: file.segments[0]?.text, target: '', done: false },
    { segment: 2, source: file.segments[1]?.text, target: 'The purpose.', done: true },
  ])
})

test('what was written in the last column is read, and what was struck out with tracked changes is not', async () => {
  const parts = unzipSync(await renderBilingualTable(file, voice))
  const written =
    '<w:ins w:id="1" w:author="A"><w:r><w:t>Account</w:t><w:tab/><w:t>4417-0093.</w:t><w:br/><w:t>Two.</w:t></w:r></w:ins><w:del w:id="2" w:author="A"><w:r><w:delText>no</w:delText></w:r></w:del>'
  const document = strFromU8(parts[part] ?? new Uint8Array())
  const [first = ''] = document.match(/<w:tr>(?:(?!<w:tr>).)*?4417-0093.*?<\/w:tr>/su) ?? []
  const filled = document.replace(first, first.replace(/<\/w:p><\/w:tc><\/w:tr>$/u, `${written}</w:p></w:tc></w:tr>`))
  const read = readBilingualTable(zipSync({ ...parts, [part]: strToU8(filled) }))
  assert.ok(read.ok)
  assert.equal(read.value.segments[0]?.target, 'Account 4417-0093.\nTwo.')
})

test('a file cut in half, another Word file and a zip bomb are refused', async () => {
  const docx = await renderBilingualTable(file, voice)
  const rule = (bytes: Uint8Array) => {
    const read = readBilingualTable(bytes)
    return read.ok ? 'read' : read.problem.fields?.[0]?.rule
  }
  assert.equal(rule(docx.subarray(0, docx.length / 2)), 'file-not-word')
  assert.equal(rule(zipSync({ [part]: strToU8('<w:document xmlns:w="w"><w:body/></w:document>') })), 'file-of-another')
  assert.equal(rule(zipSync({ [part]: strToU8('<!DOCTYPE a><w:document xmlns:w="w"/>') })), 'file-doctype')
  assert.equal(rule(zipSync({ [part]: new Uint8Array(65 * 1024 * 1024) })), 'file-not-word')
})
