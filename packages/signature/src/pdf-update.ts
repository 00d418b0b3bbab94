import { createHash } from 'node:crypto'
import type { PdfFile } from './pdf-file.ts'
import { isArray, isKind, name, type PdfDictionary, type PdfString, type PdfValue, writeValue } from './pdf-value.ts'

/** What is put behind a PDF: objects under their numbers, each as it is to be written. */
export type NewObjects = ReadonlyMap<number, string>

/** The number that the first new object gets. */
export function nextNumber(file: PdfFile): number {
  const size = file.trailer.entries.get('Size')
  return Math.max(typeof size === 'number' ? size : 0, ...[...file.entries.keys()].map((number) => number + 1))
}

function runsOf(numbers: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && run.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs
}

/** The first identifier is the file's for ever, the second that of this version (ISO 32000-1 section 14.4). */
function identifiers(file: PdfFile, added: string): readonly PdfValue[] {
  const given = file.trailer.entries.get('ID')
  const bytes = createHash('sha256').update(file.bytes).update(added, 'latin1').digest().subarray(0, 16)
  const own: PdfString = { kind: 'string', bytes, hex: true, start: 0, end: 0 }
  const first = isArray(given) ? given[0] : undefined
  return [isKind(first, 'string') ? first : own, own]
}

function trailerOf(file: PdfFile, size: number, added: string): PdfDictionary {
  const kept = ['Root', 'Info'].flatMap((key) => {
    const value = file.trailer.entries.get(key)
    return value === undefined ? [] : [[key, value] as const]
  })
  return {
    kind: 'dictionary',
    entries: new Map<string, PdfValue>([['Size', size], ...kept, ['ID', identifiers(file, added)], ['Prev', file.sections[0] ?? 0]]),
  }
}

/**
 * An incremental update (ISO 32000-1 section 7.5.6): the bytes of the file stand unchanged, and behind them the objects,
 * a cross-reference section of the form that the file has, and a new end.
 * @param objects written as PDF, in the signs of Latin-1
 */
export function appendObjects(file: PdfFile, objects: NewObjects): Buffer {
  const last = file.bytes.at(-1)
  const start = last === 10 || last === 13 ? '' : '\n'
  const numbers = [...objects.keys()].toSorted((a, b) => a - b)
  const offsets = new Map<number, number>()
  let text = start
  for (const number of numbers) {
    offsets.set(number, file.bytes.length + text.length)
    const entry = file.entries.get(number)
    text += `${number} ${entry?.kind === 'at' ? entry.generation : 0} obj\n${objects.get(number) ?? ''}\nendobj\n`
  }
  const sectionAt = file.bytes.length + text.length
  const body = text
  if (file.form === 'table') {
    text += 'xref\n'
    for (const run of runsOf(numbers)) {
      text += `${run[0]} ${run.length}\n`
      for (const number of run) {
        const entry = file.entries.get(number)
        const generation = entry?.kind === 'at' ? entry.generation : 0
        text += `${String(offsets.get(number)).padStart(10, '0')} ${String(generation).padStart(5, '0')} n\r\n`
      }
    }
    text += `trailer\n${writeValue(trailerOf(file, nextNumberAfter(file, numbers), body))}\n`
    return Buffer.concat([file.bytes, Buffer.from(`${text}startxref\n${sectionAt}\n%%EOF\n`, 'latin1')])
  }
  const own = nextNumberAfter(file, numbers)
  const rows = [...numbers, own].map((number) => {
    const row = Buffer.alloc(8)
    row.writeUInt8(1, 0)
    row.writeUIntBE(number === own ? sectionAt : (offsets.get(number) ?? 0), 1, 5)
    const entry = file.entries.get(number)
    row.writeUInt16BE(entry?.kind === 'at' ? entry.generation : 0, 6)
    return row
  })
  const index = runsOf([...numbers, own]).flatMap((run) => [run[0] ?? 0, run.length])
  const { entries } = trailerOf(file, own + 1, body)
  const dictionary: PdfDictionary = {
    kind: 'dictionary',
    entries: new Map<string, PdfValue>([
      ['Type', name('XRef')],
      ...entries,
      ['W', [1, 5, 2]],
      ['Index', index],
      ['Length', rows.length * 8],
    ]),
  }
  return Buffer.concat([
    file.bytes,
    Buffer.from(`${text}${own} 0 obj\n${writeValue(dictionary)}\nstream\n`, 'latin1'),
    ...rows,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${sectionAt}\n%%EOF\n`, 'latin1'),
  ])
}

function nextNumberAfter(file: PdfFile, numbers: readonly number[]): number {
  return Math.max(nextNumber(file), (numbers.at(-1) ?? 0) + 1)
}
