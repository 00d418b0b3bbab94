import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { RequestContent } from '@comity/domain/request/content'
import { readRequestFile } from '@comity/domain/request/schema'
import type { AvailableLanguage } from '@comity/language/languages'
import { type Doc, plainText } from '../model.ts'
import { frameIn } from '../peru-switzerland.fixture.ts'
import { partsOf, squeezed, textsOf } from '../printed-text.fixture.ts'
import { requestLetter } from '../request-letter.ts'
import { fillTemplate } from './fill-template.ts'
import { arabicTemplate } from './ministry-arabic.fixture.ts'
import { classicTemplate } from './ministry-classic.fixture.ts'
import { modernTemplate } from './ministry-modern.fixture.ts'
import { openTemplate, type Template } from './template.ts'

function example(name: string): RequestContent {
  const read = readRequestFile(JSON.parse(readFileSync(new URL(`../../../../examples/${name}.json`, import.meta.url), 'utf8')))
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  return read.value
}

function opened(bytes: Uint8Array): Template {
  const template = openTemplate(bytes)
  if (!template.ok) throw new Error(JSON.stringify(template.problem))
  return template.value
}

interface Ministry {
  readonly name: string
  readonly template: Template
  readonly doc: Doc
}

async function ministry(name: string, template: Promise<Uint8Array>, file: string, language: AvailableLanguage): Promise<Ministry> {
  return { name, template: opened(await template), doc: requestLetter(example(file), frameIn(language)) }
}

const classic = await ministry('classic', classicTemplate(), 'peru-switzerland', 'es')
const modern = await ministry('modern', modernTemplate(), 'kenya-united-states', 'en')
const arabic = await ministry('arabic', arabicTemplate(), 'egypt-italy', 'ar')
const ministries = [classic, modern, arabic]

function textOf(xml: string): string {
  return xml
    .replaceAll(/<[^>]+>/gu, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
}

/** The paragraphs of a part: style, whether a list is taken away, and words. */
function paragraphsOf(xml: string): { style: string | undefined; bare: boolean; text: string; xml: string }[] {
  return Array.from(xml.matchAll(/<w:p[ >].*?<\/w:p>/gsu), ([one]) => ({
    style: /<w:pStyle w:val="([^"]*)"/u.exec(one)?.[1],
    bare: one.includes('<w:numId w:val="0"/>'),
    text: textOf(one),
    xml: one,
  }))
}

for (const { name, template, doc } of ministries) {
  test(`${name}: everything in the letter is in the file, and no placeholder is left`, async () => {
    const parts = partsOf(await fillTemplate(template, doc))
    const everything = [...parts].filter(([part]) => /^word\/(?:document|header|footer)/u.test(part)).map(([, xml]) => textOf(xml))
    const text = squeezed(everything.join(' '))
    // Who writes stands in the template itself.
    const said = textsOf({ ...doc, sender: [], state: '' })
    for (const line of said) assert.ok(text.includes(squeezed(line)), line)
    assert.doesNotMatch(text, /\{\{|\}\}|[\uFDD0\uFDD1]/u)
  })

  test(`${name}: Word arrives at the numbers of the model`, async () => {
    const xml = partsOf(await fillTemplate(template, doc)).get('word/document.xml') ?? ''
    const counted = paragraphsOf(xml).filter(({ style, bare }) => style === 'MLANum' && !bare)
    const numbered = doc.blocks.flatMap((block) => (block.kind === 'paragraph' && block.number !== undefined ? [block] : []))
    assert.deepEqual(
      counted.map(({ text }) => squeezed(text)),
      numbered.map(({ content }) => squeezed(plainText(content))),
    )
    assert.deepEqual(
      numbered.map(({ number }) => number),
      numbered.map((_, place) => place + 1),
    )
    // Points begin again because each list follows a paragraph that counts; where it does not, they bear our letters.
    const points = paragraphsOf(xml).filter(({ style }) => style === 'MLASub')
    const items = doc.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
    assert.equal(points.length, items.length)
    for (const [place, point] of points.entries()) assert.equal(squeezed(point.text).startsWith(items[place]?.label ?? ''), point.bare)
  })

  test(`${name}: the same letter gives the same bytes, and says nothing of who made the template`, async () => {
    const [first, second] = [await fillTemplate(template, doc), await fillTemplate(template, doc)]
    assert.ok(Buffer.from(first).equals(second))
    const properties = partsOf(first).get('docProps/core.xml') ?? ''
    assert.doesNotMatch(properties, /Secretaria|lastModifiedBy/u)
    assert.ok(properties.includes(doc.reference))
  })

  test(`${name}: a draft says so in every head`, async () => {
    const parts = partsOf(await fillTemplate(template, { ...doc, draft: true }))
    const heads = [...parts].filter(([part]) => /^word\/header[^/]*\.xml$/u.test(part))
    assert.ok(heads.length > 0)
    for (const [part, xml] of heads) assert.ok(textOf(xml).includes(doc.draftNotice), part)
    const letter = partsOf(await fillTemplate(template, doc))
    for (const xml of letter.values()) assert.ok(!textOf(xml).includes(doc.draftNotice))
  })
}

test('a draft says so where the template has no head at all', async () => {
  const { changedTemplate } = await import('./changed-template.fixture.ts')
  const bare = changedTemplate(await modernTemplate(), {
    'word/document.xml': (text) => text.replaceAll(/<w:headerReference[^>]*\/>/gu, '').replace('{{addressee}}', '{{addressee}} {{ref}}'),
    'word/header1.xml': () => undefined,
    'word/header2.xml': () => undefined,
    'word/_rels/header1.xml.rels': () => undefined,
    'word/_rels/document.xml.rels': (text) => text.replaceAll(/<Relationship [^>]*relationships\/header"[^>]*\/>/gu, ''),
    '[Content_Types].xml': (text) => text.replaceAll(/<Override [^>]*header\d.xml"[^>]*\/>/gu, ''),
  })
  const parts = partsOf(await fillTemplate(opened(bare), { ...modern.doc, draft: true }))
  const xml = parts.get('word/document.xml') ?? ''
  const heads = Array.from(xml.matchAll(/<w:headerReference[^>]*w:type="(\w+)"/gu), ([, kind]) => kind)
  assert.deepEqual(new Set(heads), new Set(['default', 'first']))
  assert.equal(
    [...parts].filter(([part, text]) => part.startsWith('word/header') && textOf(text).includes(modern.doc.draftNotice)).length,
    2,
  )
})

test('the reference stands in the head, whole, where Word had parted its placeholder', async () => {
  const parts = partsOf(await fillTemplate(classic.template, classic.doc))
  const head = [...parts].find(([part]) => /^word\/header\d\.xml$/u.test(part))?.[1] ?? ''
  assert.match(textOf(head), /Oficio N\.º UCJIE-0417-2026/u)
})

test('what an officer writes is text, even where it looks like a placeholder', async () => {
  const content = { ...example('peru-switzerland'), facts: { summary: 'See {{title}} and {{body}} and {{nothing}}.' } }
  const xml = partsOf(await fillTemplate(classic.template, requestLetter(content, frameIn('es')))).get('word/document.xml') ?? ''
  assert.ok(textOf(xml).includes('See {{title}} and {{body}} and {{nothing}}.'))
})

test('in the Arabic letter every paragraph runs from the right, and identifiers and foreign names are isolated runs', async () => {
  const xml = partsOf(await fillTemplate(arabic.template, arabic.doc)).get('word/document.xml') ?? ''
  for (const { style, xml: one } of paragraphsOf(xml).filter(({ style: named }) => named === 'MLANum' || named === 'MLAHead'))
    assert.match(one, /<w:bidi\/>/u, style)
  assert.match(xml, /<w:t[^>]*>\u20684417-0093\u2069<\/w:t>/u)
  assert.match(xml, /<w:t[^>]*>\u2068Kofi Mensah-Østergård\u2069<\/w:t>/u)
  assert.match(xml, /<w:visuallyRightToLeft|<w:bidiVisual\/>/u)
})

test('a letter that is in the register bears its mark in a template too, the same bytes each time', async () => {
  const mark = { number: 'OUT-2026-000123', code: '0123456789ABCDEF', url: 'https://lima.example/letters', date: '2026-11-21' }
  for (const { template, doc } of ministries) {
    const language = doc.language as AvailableLanguage
    const marked = requestLetter(example('peru-switzerland'), { ...frameIn(language), mark })
    const file = await fillTemplate(template, marked)
    assert.match(partsOf(file).get('word/document.xml') ?? '', /OUT-2026-000123/u)
    assert.ok([...partsOf(file).keys()].filter((name) => name.startsWith('word/media/')).length > 1)
    assert.ok(Buffer.from(file).equals(await fillTemplate(template, marked)))
  }
})

test('tables are as wide as the text of the template', async () => {
  for (const { template, doc } of ministries) {
    const xml = partsOf(await fillTemplate(template, doc)).get('word/document.xml') ?? ''
    const widths = Array.from(xml.matchAll(/<w:tblW w:type="dxa" w:w="(\d+)"|<w:tblW w:w="(\d+)" w:type="dxa"/gu), ([, one, other]) =>
      Number(one ?? other),
    )
    assert.ok(widths.includes(template.textWidth))
    for (const width of widths) assert.ok(width <= template.textWidth)
  }
})

test('a list that follows no numbered paragraph bears our letters, because Word would count on', async () => {
  const item = (text: string) => ({ label: '(a)', content: [{ kind: 'text', text } as const] })
  const blocks: Doc['blocks'] = [
    { kind: 'paragraph', number: 1, content: [{ kind: 'text', text: 'Lead' }] },
    { kind: 'list', items: [item('first')] },
    { kind: 'list', items: [item('second')] },
  ]
  const xml = partsOf(await fillTemplate(classic.template, { ...classic.doc, blocks })).get('word/document.xml') ?? ''
  const points = paragraphsOf(xml).filter(({ style }) => style === 'MLASub')
  assert.deepEqual(
    points.map(({ bare, text }) => [bare, squeezed(text)]),
    [
      [false, 'first'],
      [true, '(a)second'],
    ],
  )
})

const program = 'soffice'
const office = spawnSync(program, ['--version'], { encoding: 'utf8' }).status === 0

test(
  'LibreOffice prints the numbers and the words of all three',
  { skip: office ? false : 'LibreOffice is not installed here' },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comity-letterhead-'))
    try {
      const files = await Promise.all(
        ministries.map(async ({ name, template, doc }) => {
          const path = join(folder, `${name}.docx`)
          writeFileSync(path, await fillTemplate(template, doc))
          return path
        }),
      )
      const settings = `-env:UserInstallation=${pathToFileURL(join(folder, 'settings')).href}`
      const run = spawnSync(program, [settings, '--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder, ...files], {
        timeout: 60_000,
      })
      assert.equal(run.status, 0)
      const printed = (name: string): string[] => readFileSync(join(folder, `${name}.txt`), 'utf8').split('\n')
      for (const { name, doc } of ministries) {
        const lines = printed(name).map((line) => squeezed(line))
        for (const block of doc.blocks) {
          if (block.kind !== 'paragraph' || block.number === undefined) continue
          const [start = ''] = plainText(block.content).split('\n')
          assert.ok(
            lines.some((line) => new RegExp(`^${block.number}[.-]?`, 'u').test(line) && line.includes(squeezed(start))),
            `${name} ${block.number} ${start}`,
          )
        }
      }
      // Points begin again after each paragraph.
      const points = printed('classic')
        .filter((line) => /^\s*\([a-z]\)/u.test(line))
        .map((line) => line.trim().slice(0, 3))
      const labels = classic.doc.blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(({ label }) => label) : []))
      assert.deepEqual(points, labels)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
