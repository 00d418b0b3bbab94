import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { streamOf } from '../platform/byte-stream.ts'
import { inspectApart, previewApart } from './inspect-apart.ts'
import { inspect } from './inspect.ts'
import { zipOf } from './test-zip.ts'
import { previewText } from './text-preview.ts'

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
    const one = packed('a'.repeat(30_000_000))
    const bomb = Buffer.concat(Array.from({ length: 40 }, () => one))
    assert.deepEqual(await inspectApart({ size: bomb.length, type: 'application/pdf' }, () => streamOf(bomb)), ['unread'])
  })
})

describe('the words of a file', () => {
  const said = (bytes: string | Buffer, type: string) => previewText(Buffer.from(bytes), type)

  test('are those of a Word file, without what is in it beside them', () => {
    const xml =
      '<w:p><w:r><w:t>Account </w:t></w:r><w:r><w:t xml:space="preserve">4417&#45;0093 &amp;lt;</w:t></w:r></w:p><w:p><w:instrText>DDEAUTO</w:instrText><w:t>a</w:t><w:tab/><w:t>b</w:t></w:p>'
    assert.deepEqual(said(zipOf({ ...plainWord, 'word/document.xml': xml }), word), { text: 'Account 4417-0093 &lt;\na\tb\n', cut: false })
  })

  test('show what turns text around as a mark', () => {
    assert.equal(said('a\u202Ecod\u2066.exe\u0007\r\nb', 'text/plain')?.text, 'a\uFFFDcod\uFFFD.exe\uFFFD\nb')
  })

  test('end somewhere, and say so', () => {
    assert.deepEqual(said('ab'.repeat(10_000), 'text/csv')?.cut, false)
    const long = said('\u00E9'.repeat(50_000), 'text/plain')
    assert.deepEqual([long?.text.length, long?.cut], [20_000, true])
  })

  test('are not looked for where no words can be had', async () => {
    for (const none of ['%PDF-1.7', packed('a')]) assert.equal(said(none, 'application/pdf'), undefined)
    assert.equal(said('PK', word), undefined)
    assert.equal(said(zipOf(plainWord, { size: 2 ** 30 }), word), undefined)
    const bytes = Buffer.from('words')
    assert.deepEqual(await previewApart({ size: 5, type: 'text/plain' }, () => streamOf(bytes)), { text: 'words', cut: false })
    assert.equal(await previewApart({ size: 2 ** 31, type: 'text/plain' }, () => streamOf(bytes)), undefined)
  })
})
