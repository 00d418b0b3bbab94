import { gzipSync } from 'node:zlib'
import { docx, type HostileFile, megabyte, named, part, times, word } from './hostile-kit.ts'
import { type ZipEntry, zipOf } from './hostile-zip.ts'

/** Small files that become large ones. */
export function bombs(): readonly HostileFile[] {
  const zeros = (megabytes: number) => Buffer.alloc(megabytes * megabyte)
  const spaces = Buffer.alloc(20 * megabyte, ' ')
  let nested: Buffer = docx([part('word/document.xml', zeros(8))])
  const nests = times(8).map((level) => ({
    name: `bomb: archive in archive ${level}`,
    bytes: (nested = zipOf([part('word/document.xml', nested)])),
  }))
  return [
    ...nests,
    ...[1, 8, 33, 70].map((size) => ({ name: `bomb: ${size} MB of zeros`, bytes: docx([part('word/document.xml', zeros(size))]) })),
    ...[0, 1, 100, 65_536, 0x7fffffff, 0xfffffffe].map((claimed) => ({
      name: `bomb: 20 MB that say ${claimed}`,
      bytes: docx([part('word/document.xml', spaces, { claimed })]),
    })),
    ...[2, 40, 501, 3000].map((count) => ({
      name: `bomb: ${count} entries over one another`,
      bytes: docx(times(count).map((index) => part(`word/${index}.xml`, index === 0 ? zeros(1) : '', { offset: 0, claimed: megabyte }))),
    })),
    ...named('bomb', {
      'a long word': docx([part('word/document.xml', word(`<w:p><w:r><w:t>${'a'.repeat(4 * megabyte)}</w:t></w:r></w:p>`))]),
      'many rows': docx([part('word/document.xml', word('<w:tr><w:tc/></w:tr>'.repeat(60_000)))]),
      'a million attributes': docx([
        part(
          'word/document.xml',
          word(
            `<w:p ${times(100_000)
              .map((n) => `a${n}=""`)
              .join(' ')}/>`,
          ),
        ),
      ]),
      'gzip of zeros': gzipSync(zeros(20)),
    }),
  ]
}

/** Archives that contradict themselves, or lead out of their folder. */
export function archives(): readonly HostileFile[] {
  const body = word('<w:p/>')
  const names = [
    '../../../etc/passwd',
    '/etc/passwd',
    '..\\..\\windows\\system32\\x.dll',
    'C:\\x',
    'word/../../x',
    './word/document.xml',
    '//host/share/x',
    'word/document.xml\u0000.txt',
    'word/\u202Elmx.tnemucod',
    'a'.repeat(60_000),
    '',
    '.',
    '..',
    'CON',
    'word/document.xml/',
    '~/.ssh/authorized_keys',
    'word\\document.xml',
    'WORD/DOCUMENT.XML',
    'word//document.xml',
    '%2e%2e%2fx',
    '\u0000',
    '-rf',
    '`id`',
    '$(id)',
    "'; DROP TABLE audit; --",
  ]
  const whole = docx([part('word/document.xml', body)])
  const cut = times(40).map((index) => ({
    name: `archive: cut at ${index}`,
    bytes: whole.subarray(0, Math.floor((whole.length * index) / 40)),
  }))
  const changed = (index: number): Buffer => {
    const bytes = Buffer.from(whole)
    for (let at = index; at < bytes.length; at += 17 + index) bytes[at] = (bytes[at] ?? 0) ^ (1 << (index % 8))
    return bytes
  }
  return [
    ...names.map((name) => ({ name: `archive: entry ${JSON.stringify(name).slice(0, 40)}`, bytes: docx([part(name, body)]) })),
    ...cut,
    ...times(60).map((index) => ({ name: `archive: bits turned ${index}`, bytes: changed(index) })),
    ...[1, 2, 6, 9, 12, 14, 93, 98, 99, 65_535].map((method) => ({
      name: `archive: method ${method}`,
      bytes: docx([part('word/document.xml', body, { method })]),
    })),
    ...[1, 8, 64, 2048, 8193].map((flags) => ({
      name: `archive: flags ${flags}`,
      bytes: docx([part('word/document.xml', body, { flags })]),
    })),
    ...[0, 1, 2, 500, 65_535].map((count) => ({
      name: `archive: says ${count} entries`,
      bytes: zipOf([part('word/document.xml', body)], { count }),
    })),
    ...named('archive', {
      'the same name twice': docx([part('word/document.xml', body), part('word/document.xml', word('<w:sectPr/>'))]),
      'a directory in its comment': zipOf([part('x', body)], {
        comment: zipOf([part('word/document.xml', body)])
          .toString('latin1')
          .slice(0, 90),
      }),
      'an end without a beginning': whole.subarray(-22),
      'two ends': Buffer.concat([whole, whole.subarray(-22)]),
      'offsets beyond it': docx([part('word/document.xml', body, { offset: 0xfffffff0 })]),
    }),
  ]
}

/** Word files that run, fetch or send something. */
export function macros(): readonly HostileFile[] {
  const relation = (type: string, target: string): ZipEntry =>
    part(
      'word/_rels/document.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
    )
  const active = [
    'word/vbaProject.bin',
    'word/vbaData.xml',
    'word/activeX/activeX1.bin',
    'word/embeddings/oleObject1.bin',
    'customUI/customUI.xml',
    'xl/vbaProject.bin',
  ]
  const targets = [
    'http://169.254.169.254/',
    'file:///etc/passwd',
    '\\\\host\\share',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'mhtml:http://x!x',
  ]
  const fields = [
    'DDEAUTO c:\\\\windows\\\\cmd.exe',
    'INCLUDETEXT "/etc/passwd"',
    'INCLUDEPICTURE "http://x/"',
    'IMPORT x',
    'MACROBUTTON x',
    'DATABASE x',
  ]
  return [
    ...active.map((name) => ({ name: `macro: ${name}`, bytes: docx([part('word/document.xml', word('')), part(name, 'x')]) })),
    ...targets.flatMap((target) =>
      ['attachedTemplate', 'oleObject', 'image', 'frame', 'subDocument', 'hyperlink'].map((type) => ({
        name: `macro: ${type} ${target}`,
        bytes: docx([part('word/document.xml', word('')), relation(type, target)]),
      })),
    ),
    ...fields.map((field) => ({
      name: `macro: field ${field}`,
      bytes: docx([part('word/document.xml', word(`<w:p><w:r><w:instrText>${field}</w:instrText></w:r></w:p>`))]),
    })),
  ]
}
