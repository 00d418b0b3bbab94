import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { streamOf } from '../platform/byte-stream.ts'
import { inspectApart } from './inspect-apart.ts'
import { inspect } from './inspect.ts'
import { zipOf } from './test-zip.ts'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const plainWord = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' }
const relation = (type: string, mode: string) =>
  `<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="https://a.example/x" TargetMode="${mode}"/></Relationships>`

function pdf(...objects: string[]): Buffer {
  return Buffer.from(`%PDF-1.7\n${objects.map((object, at) => `${at + 1} 0 obj ${object} endobj\n`).join('')}%%EOF`, 'latin1')
}
function packed(words: string, filter = '/FlateDecode'): Buffer {
  const bytes = deflateSync(words)
  const head = `%PDF-1.7\n1 0 obj << /Type /ObjStm /N 1 /First 4 /Filter ${filter} /Length ${bytes.length} >> stream\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.from('\nendstream endobj\n%%EOF')])
}

describe('what asks for care', () => {
  for (const [what, files, expected] of [
    ['nothing in a plain Word file', {}, []],
    ['macros', { 'word/vbaProject.bin': 'x' }, ['macros']],
    [
      'macros that are declared under another name',
      { '[Content_Types].xml': '<Override ContentType="application/vnd.ms-office.vbaProject"/>' },
      ['macros'],
    ],
    ['controls', { 'word/activeX/activeX1.xml': 'x' }, ['macros']],
    ['objects', { 'word/embeddings/oleObject1.bin': 'x' }, ['embedded']],
    ['a template from elsewhere', { 'word/_rels/settings.xml.rels': relation('attachedTemplate', 'External') }, ['external']],
    ['a picture from elsewhere, written in numbers', { 'word/_rels/document.xml.rels': relation('image', '&#69;xternal') }, ['external']],
    ['nothing in a link that is pressed', { 'word/_rels/document.xml.rels': relation('hyperlink', 'External') }, []],
    [
      'a field that starts a program, in pieces',
      { 'word/document.xml': '<w:instrText>DD</w:instrText><w:instrText xml:space="preserve">EAUTO c:\\\\x.exe</w:instrText>' },
      ['launch'],
    ],
    ['text that is none', { 'word/document.xml': Buffer.from([0xff, 0xfe, 0x3c]) }, ['unread']],
  ] as const)
    test(`in a Word file: ${what}`, () => {
      assert.deepEqual(inspect(zipOf({ ...plainWord, ...files }), word), expected)
    })

  for (const [what, files, expected] of [
    ['papers', { 'a.pdf': 'x', 'b/c.csv': 'y' }, []],
    ['a program', { 'invoice.pdf.exe': 'x' }, ['programs']],
    ['an office file with macros', { 'a.docm': 'x' }, ['macros']],
    ['packages in it', { 'a.zip': 'x' }, ['embedded']],
  ] as const)
    test(`in a zip file: ${what}`, () => {
      assert.deepEqual(inspect(zipOf(files), 'application/zip'), expected)
    })

  test('in a zip file: what is locked, what would fill a disk, and what is none', () => {
    assert.deepEqual(inspect(zipOf({ 'a.pdf': 'x' }, { locked: true }), 'application/zip'), ['encrypted'])
    assert.deepEqual(inspect(zipOf({ 'a.pdf': 'x', 'b.pdf': 'x' }, { size: 2 ** 31 }), 'application/zip'), ['unpacks'])
    assert.deepEqual(inspect(Buffer.from('PK\u0003\u0004'), 'application/zip'), ['unread'])
    assert.deepEqual(inspect(zipOf({ 'a.txt': 'x' }), word), ['unread'], 'a zip file that calls itself a Word file')
  })

  for (const [what, file, expected] of [
    ['nothing in pages', pdf('<< /Type /Catalog >>', '<< /S /URI >>'), []],
    ['a script', pdf('<< /OpenAction << /S /JavaScript /JS (x) >> >>'), ['script']],
    ['a script whose name is written in numbers', pdf('<< /S /J#61va#53cript >>'), ['script']],
    ['a script in a stream of objects', packed('7 0 << /S /JavaScript >>'), ['script']],
    ['a stream of objects that is packed another way', packed('x', '/LZWDecode'), ['unread']],
    ['what starts a program', pdf('<< /S /Launch /F (a.exe) >>'), ['launch']],
    ['files in it', pdf('<< /Names << /EmbeddedFiles 2 0 R >> >>'), ['embedded']],
    ['what sends a form away', pdf('<< /S /SubmitForm >>'), ['external']],
    ['a password', pdf('<< /Encrypt 3 0 R >>'), ['encrypted']],
    ['nothing in names that only begin so', pdf('<< /LaunchCount 3 /JavaScripts 4 >>'), []],
  ] as const)
    test(`in a PDF: ${what}`, () => {
      assert.deepEqual(inspect(file, 'application/pdf'), expected)
    })

  test('in a picture: points that would fill memory, and a head that is none', () => {
    const png = Buffer.from('\u0089PNG\r\n\u001A\n\0\0\0\rIHDR\0\0\0\u0010\0\0\0\u0010', 'latin1')
    assert.deepEqual(inspect(png, 'image/png'), [])
    png.writeUInt32BE(60_000, 16)
    png.writeUInt32BE(60_000, 20)
    assert.deepEqual(inspect(png, 'image/png'), ['unpacks'])
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 3])
    assert.deepEqual(inspect(jpeg, 'image/jpeg'), ['unpacks'])
    assert.deepEqual(inspect(Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'), ['unread'])
  })

  test('is looked for in any bytes without falling over', () => {
    const types = ['application/pdf', word, 'application/zip', 'image/png', 'image/jpeg']
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 400 }), (type, bytes) => {
        assert.ok(Array.isArray(inspect(Buffer.from(bytes), type)))
      }),
      { numRuns: 300 },
    )
  })

  test('is looked for in a thread; what takes too much is unread', async () => {
    const bytes = zipOf({ ...plainWord, 'word/vbaProject.bin': 'x' })
    assert.deepEqual(await inspectApart({ size: bytes.length, type: word }, () => streamOf(bytes)), ['macros'])
    assert.deepEqual(await inspectApart({ size: 2 ** 31, type: word }, () => streamOf(bytes)), ['unread'])
    const bomb = Buffer.concat(Array.from({ length: 40 }, () => packed('a'.repeat(30_000_000))))
    assert.deepEqual(await inspectApart({ size: bomb.length, type: 'application/pdf' }, () => streamOf(bomb)), ['unread'])
  })
})
