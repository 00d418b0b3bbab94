import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { available } from '@comity/language/languages'
import { inLanguage } from '../in-language.ts'
import { changedTemplate } from './changed-template.fixture.ts'
import { arabicTemplate } from './ministry-arabic.fixture.ts'
import { classicTemplate } from './ministry-classic.fixture.ts'
import { modernTemplate } from './ministry-modern.fixture.ts'
import { starterTemplate } from './starter-template.ts'
import { openTemplate } from './template.ts'

const good = await classicTemplate()
const document = 'word/document.xml'
const relations = 'word/_rels/document.xml.rels'

/** The rules that a file breaks, each with its first value. */
function rulesOf(bytes: Uint8Array): string[] {
  const opened = openTemplate(bytes)
  if (opened.ok) return []
  return (opened.problem.fields ?? []).map(({ rule, values }) => [rule, ...Object.values(values ?? {}).slice(0, 1)].join(' '))
}

function relation(type: string, target: string, mode = ''): (text: string) => string {
  const name = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}`
  return (text) => text.replace('</Relationships>', `<Relationship Id="rIdBad" Type="${name}" Target="${target}"${mode}/></Relationships>`)
}

const external = ' TargetMode="External"'
const inText =
  (from: string, to: string) =>
  (text: string): string => {
    assert.ok(text.includes(from), from)
    return text.replaceAll(from, to)
  }

test('takes the templates of three ministries, with placeholders that Word has parted over runs', async () => {
  for (const template of [good, await modernTemplate(), await arabicTemplate()]) assert.deepEqual(rulesOf(template), [])
})

test('takes the template to begin with in every language, and that has every placeholder once', async () => {
  for (const language of available) {
    const opened = openTemplate(await starterTemplate({ ...inLanguage(language), authority: 'Central Authority' }))
    assert.ok(opened.ok, opened.ok ? '' : JSON.stringify(opened.problem))
    assert.equal(opened.value.places.length, 6)
  }
})

test('names an unknown placeholder, a missing one, and one with a brace too few', () => {
  const faults = rulesOf(
    changedTemplate(good, { [document]: (text) => inText('{{date}}', '{{today}}')(inText('{{title}}', '{{title}')(text)) }),
  )
  assert.deepEqual(faults.toSorted(), [
    'template-placeholder-missing {{date}}',
    'template-placeholder-missing {{title}}',
    'template-placeholder-unknown {{title}',
    'template-placeholder-unknown {{today}}',
  ])
})

test('names a body that stands beside other words, in a table or twice', () => {
  for (const [from, to] of [
    ['{{ body }}', 'Dear colleague, {{body}}'],
    ['{{title}}', '{{title}} {{body}}'],
  ] as const)
    assert.deepEqual(rulesOf(changedTemplate(good, { [document]: inText(from, to) })), ['template-placeholder-place {{body}}'])
  const inTable = (text: string): string =>
    text.replace(/<w:p>(?:(?!<\/w:p>).)*\{\{ body \}\}.*?<\/w:p>/su, (one) => `<w:tbl><w:tr><w:tc>${one}</w:tc></w:tr></w:tbl>`)
  assert.deepEqual(rulesOf(changedTemplate(good, { [document]: inTable })), ['template-placeholder-place {{body}}'])
})

test('names each style that is missing, one that does not count, and points that do not belong to their paragraph', () => {
  const styles = 'word/styles.xml'
  const rename = (text: string): string => text.replaceAll('"MLASub"', '"Other"').replaceAll('"MLAHead"', '"Another"')
  assert.deepEqual(rulesOf(changedTemplate(good, { [styles]: rename })), [
    'template-style-missing MLASub',
    'template-style-missing MLAHead',
  ])
  const uncounted = (text: string): string => text.replaceAll(/(w:styleId="MLANum".*?)<w:numPr>.*?<\/w:numPr>/gsu, '$1')
  assert.deepEqual(rulesOf(changedTemplate(good, { [styles]: uncounted })), ['template-style-numbering MLANum'])
  const apart = (text: string): string =>
    text.replaceAll(/(w:styleId="MLASub".*?)<w:ilvl w:val="1"\/><w:numId w:val="\d+"\/>/gsu, '$1<w:ilvl w:val="0"/><w:numId w:val="3"/>')
  assert.deepEqual(rulesOf(changedTemplate(good, { [styles]: apart })), ['template-style-level MLASub'])
  const fromSeven = (text: string): string =>
    text
      .replaceAll(/<w:lvlOverride.*?<\/w:lvlOverride>/gsu, '')
      .replaceAll(/<w:start w:val="1"\/>(?=<w:numFmt w:val="decimal"\/><w:pStyle w:val="MLANum"\/>)/gu, '<w:start w:val="7"/>')
  assert.deepEqual(rulesOf(changedTemplate(good, { 'word/numbering.xml': fromSeven })), ['template-style-numbering MLANum'])
})

test('names a paragraph of the template that would push the numbers of the letter on', () => {
  const numbered = inText('<w:body>', '<w:body><w:p><w:pPr><w:pStyle w:val="MLANum"/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>')
  assert.deepEqual(rulesOf(changedTemplate(good, { [document]: numbered })), ['template-style-used MLANum'])
})

test('refuses macros, whether declared or only there', () => {
  const types = '[Content_Types].xml'
  const declared = 'application/vnd.ms-word.document.macroEnabled.main+xml'
  const enabled = inText('application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml', declared)
  assert.deepEqual(rulesOf(changedTemplate(good, { [types]: enabled })), ['template-macros'])
  assert.deepEqual(rulesOf(changedTemplate(good, { 'word/vbaProject.bin': () => 'x' })), ['template-macros'])
})

test('refuses every link out of the file: an attached template, a remote picture, a page', () => {
  for (const [type, target] of [
    ['attachedTemplate', 'file:///c:/letter.dotm'],
    ['image', 'https://example.org/logo.png'],
    ['hyperlink', 'https://example.org/'],
    ['frame', '\\\\server\\share\\x'],
  ] as const)
    assert.deepEqual(rulesOf(changedTemplate(good, { [relations]: relation(type, target, external) })), [`template-external ${target}`])
  assert.deepEqual(rulesOf(changedTemplate(good, { [relations]: relation('image', 'https://example.org/logo.png') })), [
    'template-external https://example.org/logo.png',
  ])
  const old = inText(
    '<w:body>',
    '<w:body><w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://example.org/p.png"/></v:shape></w:pict></w:r></w:p>',
  )
  assert.deepEqual(rulesOf(changedTemplate(good, { [document]: old })), ['template-external http://example.org/p.png'])
})

test('refuses embedded objects, and whatever else a letterhead has no use for', () => {
  for (const [type, target] of [
    ['oleObject', 'embeddings/oleObject1.bin'],
    ['package', 'embeddings/sheet.xlsx'],
    ['aFChunk', 'chunk.html'],
    ['chart', 'charts/chart1.xml'],
  ] as const)
    assert.deepEqual(rulesOf(changedTemplate(good, { [relations]: relation(type, target) })), [`template-embedded ${target}`])
})

test('refuses fields that fetch or change by themselves, however Word has parted them', () => {
  const run = (inner: string): string => `<w:r>${inner}</w:r>`
  const field = `<w:p>${run('<w:fldChar w:fldCharType="begin"/>')}${run('<w:instrText> INCLUDE</w:instrText>')}${run('<w:instrText>PICTURE "http://example.org"</w:instrText>')}${run('<w:fldChar w:fldCharType="end"/>')}</w:p>`
  assert.deepEqual(rulesOf(changedTemplate(good, { [document]: inText('<w:body>', `<w:body>${field}`) })), [
    'template-field INCLUDEPICTURE',
  ])
  const simple = '<w:p><w:fldSimple w:instr=" DATE \\@ yyyy "><w:r><w:t>2026</w:t></w:r></w:fldSimple></w:p>'
  assert.deepEqual(rulesOf(changedTemplate(good, { [document]: inText('<w:body>', `<w:body>${simple}`) })), ['template-field DATE'])
})

test('refuses tracked changes and comments, which would go abroad with every letter', () => {
  const inserted = inText('<w:body>', '<w:body><w:p><w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins></w:p>')
  assert.deepEqual(rulesOf(changedTemplate(good, { [document]: inserted })), ['template-revisions'])
  assert.deepEqual(rulesOf(changedTemplate(good, { [relations]: relation('comments', 'comments.xml') })), ['template-revisions'])
})

test('refuses a drawing with script in it', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  assert.deepEqual(rulesOf(changedTemplate(good, { 'word/media/logo.svg': () => svg })), ['template-macros'])
  const linked =
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="http://example.org/a.png"/></svg>'
  assert.deepEqual(rulesOf(changedTemplate(good, { 'word/media/logo.svg': () => linked })), ['template-external http://example.org/a.png'])
})

test('says what is no Word document: text, another zip file, a sheet, half a file', () => {
  for (const bytes of [
    strToU8('Dear colleague'),
    zipSync({ 'a.txt': strToU8('a') }),
    changedTemplate(good, { [document]: () => undefined }),
    new Uint8Array(),
  ])
    assert.deepEqual(rulesOf(bytes), ['template-not-word'])
  assert.deepEqual(rulesOf(good.subarray(0, good.length / 2)), ['template-not-word'])
})

test('says what is damaged: XML that is none, entities that grow, text that is no UTF-8', () => {
  const entities = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'
  for (const part of ['<w:document>', entities, Uint8Array.from([0xff, 0xfe, 0x3c, 0])])
    assert.deepEqual(rulesOf(changedTemplate(good, { [document]: () => part })), ['template-damaged'])
})

test('refuses a part that promises, or becomes, more than a letterhead can hold', () => {
  const parts = { ...unzipSync(good), 'word/media/a.png': new Uint8Array(40 * 1024 * 1024) }
  const bomb = zipSync(parts)
  assert.ok(bomb.length < 100_000)
  assert.deepEqual(rulesOf(bomb), ['template-unpacked 32'])
  // The same, where the directory says that it is small.
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength)
  for (let at = 0; at < bomb.length - 46; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 40 * 1024 * 1024) view.setUint32(at + 24, 1000, true)
  }
  assert.deepEqual(rulesOf(bomb), ['template-damaged'])
})

test('names every fault at once', () => {
  const faults = rulesOf(
    changedTemplate(good, {
      [document]: inText('{{date}}', '{{day}}'),
      [relations]: relation('attachedTemplate', 'file:///x.dotm', external),
      'word/vbaProject.bin': () => 'x',
      'word/styles.xml': (text) => text.replaceAll('"MLAHead"', '"Another"'),
    }),
  )
  assert.equal(faults.length, 5)
})
