import { deflateSync } from 'node:zlib'

/** How a small PDF is made. */
export interface SmallPdf {
  readonly form?: 'table' | 'stream'
  /** Entries of the catalog besides its pages. */
  readonly catalog?: string
  readonly trailer?: string
  readonly pages?: number
}

function page(number: number, text: string): readonly string[] {
  const content = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`
  return [
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Contents ${number + 1} 0 R /Resources <</Font <</F1 3 0 R>>>>>>`,
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
  ]
}

/** A PDF as other programs write it, with a table of references or with a stream of them and packed objects. */
export function smallPdf({ form = 'table', catalog = '', trailer = '', pages = 1 }: SmallPdf = {}): Buffer {
  const numbers = Array.from({ length: pages }, (_, index) => 4 + index * 2)
  const objects = [
    `<</Type /Catalog /Pages 2 0 R ${catalog}>>`,
    `<</Type /Pages /Count ${pages} /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}]>>`,
    '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>',
    ...numbers.flatMap((number, index) => page(number, `Page ${index + 1} (of a \\(small\\) letter)`)),
  ]
  return form === 'table' ? withTable(objects, trailer) : withStream(objects)
}

function withTable(objects: readonly string[], trailer: string): Buffer {
  let text = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'
  const rows = objects.map((object, index) => {
    const row = `${String(text.length).padStart(10, '0')} 00000 n\r\n`
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return row
  })
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f\r\n${rows.join('')}trailer\n<</Size ${size} /Root 1 0 R ${trailer}>>\n`
  return Buffer.from(`${text}${table}startxref\n${text.length}\n%%EOF\n`, 'latin1')
}

/** Rows as PNG predicts them upwards, the way most programs write references. */
function predictUp(rows: readonly Buffer[]): Buffer {
  const filtered = rows.map((row, index) => Buffer.from([2, ...row.map((octet, at) => octet - (rows[index - 1]?.[at] ?? 0))]))
  return deflateSync(Buffer.concat(filtered))
}

function withStream(objects: readonly string[]): Buffer {
  const packed = objects.flatMap((object, index) => (object.includes('stream') ? [] : [{ number: index + 1, object }]))
  const holder = objects.length + 1
  const own = holder + 1
  let heads = ''
  let bodies = ''
  for (const { number, object } of packed) {
    heads += `${number} ${bodies.length} `
    bodies += `${object} `
  }
  const content = deflateSync(Buffer.from(heads + bodies, 'latin1'))
  let bytes = Buffer.from('%PDF-1.7\n', 'latin1')
  const offsets = new Map<number, number>()
  const put = (number: number, dictionary: string, stream: Uint8Array) => {
    offsets.set(number, bytes.length)
    const head = `${number} 0 obj\n${dictionary}\nstream\n`
    bytes = Buffer.concat([bytes, Buffer.from(head, 'latin1'), stream, Buffer.from('\nendstream\nendobj\n', 'latin1')])
  }
  for (const [index, object] of objects.entries()) {
    if (!object.includes('stream')) continue
    const [dictionary = '', body = ''] = object.split(/\nstream\n|\nendstream/u)
    put(index + 1, dictionary, Buffer.from(body, 'latin1'))
  }
  put(holder, `<</Type /ObjStm /N ${packed.length} /First ${heads.length} /Filter /FlateDecode /Length ${content.length}>>`, content)
  const at = bytes.length
  offsets.set(own, at)
  const rows = Array.from({ length: own + 1 }, (_, number) => {
    const index = packed.findIndex((one) => one.number === number)
    if (number === 0) return Buffer.of(0, 0, 0, 0, 0)
    const place = offsets.get(number) ?? 0
    return index < 0 ? Buffer.of(1, place >> 16, (place >> 8) & 0xff, place & 0xff, 0) : Buffer.of(2, 0, 0, holder, index)
  })
  const references = predictUp(rows)
  const entries = `/Type /XRef /Size ${own + 1} /Root 1 0 R /W [1 3 1] /Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 5>> /Length ${references.length}`
  put(own, `<<${entries}>>`, references)
  return Buffer.concat([bytes, Buffer.from(`startxref\n${at}\n%%EOF\n`, 'latin1')])
}

/** Puts objects behind a PDF by hand, as someone would who changes it. */
export function tamper(pdf: Buffer, objects: Readonly<Record<number, string>>): Buffer {
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/u.exec(pdf.toString('latin1', pdf.length - 100))?.[1]
  let text = ''
  let table = 'xref\n'
  for (const [number, object] of Object.entries(objects)) {
    table += `${number} 1\n${String(pdf.length + text.length).padStart(10, '0')} 00000 n\r\n`
    text += `${number} 0 obj\n${object}\nendobj\n`
  }
  const trailer = `trailer\n<</Size 500 /Root 1 0 R /Prev ${previous}>>\nstartxref\n${pdf.length + text.length}\n%%EOF\n`
  return Buffer.concat([pdf, Buffer.from(text + table + trailer, 'latin1')])
}
