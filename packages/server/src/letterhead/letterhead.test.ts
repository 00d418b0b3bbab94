import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import type { FileStream } from '@comity/contract/operation'
import type { ComityClient } from '@comity/contract/operations'
import type { Role } from '@comity/domain/account/role'
import type { RequestContent } from '@comity/domain/request/content'
import type { Result } from '@comity/domain/result'
import { problemOf, valueOf } from '@comity/domain/result.test-support'
import { changedTemplate } from '@comity/letters/letterhead/changed-template.fixture'
import { emblemPng } from '@comity/letters/letterhead/drawing.fixture'
import { arabicTemplate } from '@comity/letters/letterhead/ministry-arabic.fixture'
import { classicTemplate } from '@comity/letters/letterhead/ministry-classic.fixture'
import { closePdf } from '@comity/letters/pdf'
import { partsOf } from '@comity/letters/printed-text.fixture'
import { streamOf } from '../platform/byte-stream.ts'
import { openFiles } from '../platform/files.ts'
import { newId } from '../platform/id.ts'
import { withDatabase } from '../platform/test-database.ts'
import { startInstance, type TestInstance } from '../test-instance.ts'
import { openLetterheads } from './letterheads.ts'
import { addUse, addVersion } from './store.ts'

function fileOf(bytes: Uint8Array): FileStream {
  return { name: 'x', mediaType: 'application/octet-stream', stream: streamOf(bytes) }
}

async function bytesOf(result: Result<FileStream>): Promise<Buffer> {
  return buffer(valueOf(result).stream)
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const draft: RequestContent = {
  kind: 'mutual-legal-assistance',
  requesting: 'PER',
  requested: 'CHE',
  requestingAuthority: { name: 'Autoridad Central' },
  facts: { summary: 'Hechos.' },
  languages: { letter: 'es' },
}

describe('the letterhead of an authority over HTTP', () => {
  let instance: TestInstance
  let tick = Date.parse('2026-11-21T10:00:00Z')
  const client = (role: Role): ComityClient => instance.as(role)

  before(async () => {
    instance = await startInstance(['officer', 'head', 'administrator'], { clock: () => new Date((tick += 1000)) })
  })
  after(async () => {
    await instance.stop()
    await closePdf()
  })
  const es = { language: 'es' } as const
  const bring = async (by: Role, bytes: Uint8Array, name = 'carta.docx', language: 'es' | 'ar' = 'es') =>
    client(by).addLetterheadTemplate({ params: { language }, query: { name }, body: fileOf(bytes) })
  const take = async (by: Role, version: string) => client(by).useLetterhead({ params: { version } })
  const kept = (): number => readdirSync(join(instance.folder, 'files'), { recursive: true }).length
  const letter = async (request: string, format: 'pdf' | 'docx' = 'docx') =>
    bytesOf(await client('officer').getLetter({ params: { request }, query: { format, language: 'es' } }))
  const inMinistry = (docx: Uint8Array): boolean => [...partsOf(docx).values()].some((xml) => xml.includes('Ministerio de Justicia'))

  test('is the affair of a head or an administrator; an officer may only read it', async () => {
    assert.equal(problemOf(await bring('officer', await classicTemplate())).code, 'not-permitted')
    assert.equal(problemOf(await client('officer').listLetterheadVersions({ params: es })).code, 'not-permitted')
    assert.deepEqual(valueOf(await client('officer').getLetterhead({ params: es })), {})
  })

  test('names every fault of a template that is refused, and keeps nothing of it', async () => {
    const held = kept()
    const broken = changedTemplate(await classicTemplate(), {
      'word/vbaProject.bin': () => 'x',
      'word/document.xml': (text) => text.replace('{{date}}', '{{day}}'),
    })
    const problem = problemOf(await bring('administrator', broken))
    assert.deepEqual(
      problem.fields?.map(({ field, rule }) => [field, rule]).toSorted((a, b) => String(a).localeCompare(String(b))),
      [
        ['file', 'template-macros'],
        ['file', 'template-placeholder-missing'],
        ['file', 'template-placeholder-unknown'],
      ],
    )
    assert.equal(kept(), held)
    assert.deepEqual(valueOf(await client('head').listLetterheadVersions({ params: es })).items, [])
  })

  test('refuses 40 MB while they arrive, without taking them in', async () => {
    const held = kept()
    const sent = { bytes: 0 }
    async function* large(): AsyncIterable<Uint8Array> {
      for (let megabyte = 0; megabyte < 40; megabyte += 1) {
        sent.bytes += 1024 * 1024
        yield new Uint8Array(1024 * 1024)
      }
    }
    const body = { name: 'x', mediaType: 'application/octet-stream', stream: large() }
    const refused = await client('head')
      .addLetterheadTemplate({ params: es, query: { name: 'large.docx' }, body })
      .then(
        (result) => problemOf(result).code,
        () => 'connection closed',
      )
    assert.ok(['too-large', 'connection closed'].includes(refused), refused)
    assert.ok(sent.bytes < 40 * 1024 * 1024)
    assert.equal(kept(), held)
  })

  test('is used when a second person says so, in its language alone; an earlier version can be used again', async () => {
    const request = valueOf(await client('officer').openRequest({ body: { reference: 'UCJIE-1', content: draft } })).id
    assert.equal(inMinistry(await letter(request)), false)
    const template = await classicTemplate()
    const first = valueOf(await bring('administrator', template))
    assert.deepEqual([first.version, first.current, first.template?.sha256, first.template?.textWidth], [1, false, sha256(template), 150])
    assert.equal(inMinistry(await letter(request)), false)
    assert.equal(problemOf(await take('administrator', first.id)).code, 'not-the-second-person')
    assert.equal(problemOf(await take('officer', first.id)).code, 'not-permitted')
    const used = valueOf(await take('head', first.id))
    assert.deepEqual([used.current, used.used.map(({ name }) => name)], [true, ['head']])
    assert.equal(problemOf(await take('head', first.id)).code, 'act-not-available')
    assert.equal(inMinistry(await letter(request)), true)
    // Another language, and the PDF, stay ours.
    const english = await bytesOf(await client('officer').getLetter({ params: { request }, query: { format: 'docx', language: 'en' } }))
    assert.equal(inMinistry(english), false)

    const none = valueOf(await client('head').dropLetterheadTemplate({ params: es }))
    assert.deepEqual([none.version, none.template], [2, undefined])
    valueOf(await take('administrator', none.id))
    assert.equal(inMinistry(await letter(request)), false)
    valueOf(await take('head', first.id))
    assert.equal(inMinistry(await letter(request)), true)
    const { items } = valueOf(await client('head').listLetterheadVersions({ params: es }))
    assert.deepEqual(
      items.map(({ version, current, used: uses }) => [version, current, uses.length]),
      [
        [2, false, 1],
        [1, true, 2],
      ],
    )
    assert.ok((await bytesOf(await client('head').getLetterheadFile({ params: { version: first.id } }))).equals(template))
  })

  test('can be seen before it is used, with an invented request, and says in every head that it is a draft', async () => {
    const brought = valueOf(await bring('head', await arabicTemplate(), 'ترويسة.docx', 'ar'))
    const preview = await bytesOf(await client('head').previewLetterhead({ params: { version: brought.id } }))
    const parts = [...partsOf(preview)].map(([, xml]) => xml).join('')
    assert.match(parts, /Kofi Mensah-Østergård/u)
    assert.doesNotMatch(parts, /\{\{/u)
    const starter = await bytesOf(await client('head').getStarterTemplate({ params: { language: 'ar' } }))
    assert.equal(valueOf(await bring('head', starter, 'starter.docx', 'ar')).version, 2)
  })

  test('has lines and an emblem of our own design, of which only the pixels are kept', async () => {
    const png = emblemPng(5, [20, 80, 120], 60)
    assert.equal(problemOf(await client('head').addEmblem({ body: fileOf(Buffer.from('<svg/>')) })).fields?.[0]?.rule, 'emblem-not-png')
    assert.equal(problemOf(await client('officer').addEmblem({ body: fileOf(png) })).code, 'not-permitted')
    const emblem = valueOf(await client('head').addEmblem({ body: fileOf(png) }))
    assert.deepEqual(emblem, { sha256: sha256(png), width: 60, height: 60 })
    assert.ok((await bytesOf(await client('officer').getEmblem({ params: { emblem: emblem.sha256 } }))).equals(png))
    // No other file can be fetched that way.
    assert.equal(problemOf(await client('officer').getEmblem({ params: { emblem: sha256(await classicTemplate()) } })).code, 'not-found')

    const lines = ['Autoridad Central', 'Av. Abancay 1, Lima', '+51 1 555 0100']
    const add = async (body: { lines: string[]; emblem?: string; alt?: string }) => client('head').addLetterheadLines({ params: es, body })
    assert.equal(problemOf(await add({ lines, emblem: emblem.sha256 })).fields?.[0]?.field, 'alt')
    assert.equal(problemOf(await add({ lines, emblem: 'ab'.repeat(32), alt: 'x' })).fields?.[0]?.rule, 'file-unknown')
    assert.equal(problemOf(await add({ lines: [] })).code, 'invalid-input')
    const head = valueOf(await add({ lines, emblem: emblem.sha256, alt: 'Escudo' }))
    assert.equal(
      (await bytesOf(await client('head').previewLetterhead({ params: { version: head.id } }))).toString('latin1', 0, 5),
      '%PDF-',
    )
    const request = valueOf(await client('officer').openRequest({ body: { reference: 'UCJIE-2', content: draft } })).id
    const without = await letter(request, 'pdf')
    valueOf(await take('administrator', head.id))
    const withHead = await letter(request, 'pdf')
    assert.ok(!withHead.equals(without))
    assert.ok(withHead.equals(await letter(request, 'pdf')))
    assert.deepEqual(valueOf(await client('officer').getLetterhead({ params: es })).head?.lines, lines)
  })
})

test('what stood on a day is found by that day, whatever was used later', async (context) => {
  const { db } = await withDatabase(context)
  const files = await openFiles(mkdtempSync(join(tmpdir(), 'comity-letterhead-')), randomBytes(32))
  const letterheads = openLetterheads(db, files)
  const by = { brought_by: newId(), brought_by_name: 'A', brought_at: '2026-11-01T00:00:00Z' }
  for (const [day, lines] of [
    ['2026-11-02', ['First']],
    ['2026-11-05', ['Second']],
    ['2026-11-09', undefined],
  ] as const) {
    await db.transaction().execute(async (trx) => {
      const content = lines === undefined ? null : JSON.stringify({ lines })
      const { id } = await addVersion(trx, { id: newId(), language: 'es', part: 'head', content, ...by })
      await addUse(trx, { letterhead: id, used_by: newId(), used_by_name: 'B', used_at: `${day}T12:00:00Z` })
    })
  }
  const on = async (day: string) => (await letterheads.findHead('es', `${day}T12:00:00Z`))?.lines[0]
  assert.deepEqual(
    [await on('2026-11-01'), await on('2026-11-02'), await on('2026-11-07'), await on('2026-11-10')],
    [undefined, 'First', 'Second', undefined],
  )
  assert.equal(await letterheads.findHead('es'), undefined)
  assert.equal(await letterheads.findHead('fr'), undefined)
  await assert.rejects(async () => db.deleteFrom('letterhead_use').execute())
})
