import { NotReadable } from './der.ts'
import { PdfParser } from './pdf-parser.ts'
import { streamContent } from './pdf-stream.ts'
import { isArray, isKind, type PdfDictionary, type PdfReference, type PdfStream, type PdfValue } from './pdf-value.ts'

/** Where an object stands: at an offset, or packed in a stream of objects. */
export type PdfEntry =
  | { readonly kind: 'at'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly holder: number; readonly index: number }
  | { readonly kind: 'free' }

/** A PDF as its last cross-reference section tells it. */
export interface PdfFile {
  readonly bytes: Buffer
  readonly trailer: PdfDictionary
  /** Where each object stands now; what a later section says wins. */
  readonly entries: ReadonlyMap<number, PdfEntry>
  /** Offsets of the cross-reference sections, newest first. */
  readonly sections: readonly number[]
  /** How the newest of them is written; an addition must be written the same way. */
  readonly form: 'table' | 'stream'
  /** An object by its number; null where there is none. */
  object(number: number): PdfValue
  /** The value itself, or what it refers to. */
  resolve(value: PdfValue | undefined): PdfValue
}

/** Most objects that a letter may have. */
const objectLimit = 500_000
const revisionLimit = 200
/** What streams of objects may become together, in bytes. */
const packsLimit = 128 * 1024 * 1024

interface Section {
  readonly entries: ReadonlyMap<number, PdfEntry>
  readonly trailer: PdfDictionary
  readonly form: 'table' | 'stream'
}

function wholeNumber(value: PdfValue | undefined): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new NotReadable('no whole number where one must stand')
  return value
}

function readTable(parser: PdfParser): Section {
  const entries = new Map<number, PdfEntry>()
  while (!parser.take('trailer')) {
    const first = parser.integer()
    const count = parser.integer()
    if (first + count > objectLimit) throw new NotReadable('too many objects')
    for (let number = first; number < first + count; number += 1) {
      const offset = parser.integer()
      const generation = parser.integer()
      if (parser.take('n')) entries.set(number, { kind: 'at', offset, generation })
      else {
        parser.expect('f')
        entries.set(number, { kind: 'free' })
      }
    }
  }
  return { entries, trailer: parser.dictionary(), form: 'table' }
}

/** A cross-reference stream (ISO 32000-1 section 7.5.8). */
function readCrossReference(stream: PdfStream): Section {
  const { dictionary } = stream
  const get = (key: string) => dictionary.entries.get(key)
  const type = get('Type')
  if (!isKind(type, 'name') || type.name !== 'XRef') throw new NotReadable('no cross-reference where one must stand')
  const widths = get('W')
  if (!isArray(widths) || widths.length !== 3) throw new NotReadable('a cross-reference without widths')
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths.map(wholeNumber)
  if (Math.max(typeWidth, secondWidth, thirdWidth) > 6 || secondWidth === 0) throw new NotReadable('widths too large')
  const width = typeWidth + secondWidth + thirdWidth
  const index = get('Index') ?? [0, wholeNumber(get('Size'))]
  if (!isArray(index)) throw new NotReadable('an index that is none')
  const content = streamContent(stream)
  const entries = new Map<number, PdfEntry>()
  const field = (at: number, length: number, otherwise: number) => (length === 0 ? otherwise : content.readUIntBE(at, length))
  let at = 0
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const first = wholeNumber(index[pair])
    const count = wholeNumber(index[pair + 1])
    if (first + count > objectLimit || at + count * width > content.length) throw new NotReadable('a cross-reference that is too short')
    for (let number = first; number < first + count; number += 1, at += width) {
      const second = field(at + typeWidth, secondWidth, 0)
      const third = field(at + typeWidth + secondWidth, thirdWidth, 0)
      const kind = field(at, typeWidth, 1)
      if (kind === 1) entries.set(number, { kind: 'at', offset: second, generation: third })
      else if (kind === 2) entries.set(number, { kind: 'packed', holder: second, index: third })
      else entries.set(number, { kind: 'free' })
    }
  }
  return { entries, trailer: dictionary, form: 'stream' }
}

type Resolve = (value: PdfValue | undefined) => PdfValue

/** Reads `12 0 obj … endobj`, of which the number must be the one that is looked for. */
function readObject(bytes: Buffer, offset: number, expected: number | undefined, resolve: Resolve): PdfValue {
  const parser = new PdfParser(bytes, offset)
  const number = parser.integer()
  parser.integer()
  parser.expect('obj')
  if (expected !== undefined && number !== expected) throw new NotReadable('another object than was looked for')
  const value = parser.value()
  if (!isKind(value, 'dictionary') || !parser.take('stream')) {
    parser.expect('endobj')
    return value
  }
  const start = bytes[parser.at] === 13 && bytes[parser.at + 1] === 10 ? parser.at + 2 : parser.at + 1
  const end = start + wholeNumber(resolve(value.entries.get('Length')))
  const after = new PdfParser(bytes, end)
  after.expect('endstream')
  after.expect('endobj')
  return { kind: 'stream', dictionary: value, bytes: bytes.subarray(start, end) }
}

function readSection(bytes: Buffer, offset: number): Section {
  if (offset >= bytes.length) throw new NotReadable('a section beyond the end')
  const parser = new PdfParser(bytes, offset)
  if (parser.take('xref')) return readTable(parser)
  const stream = readObject(bytes, offset, undefined, (value) => value ?? null)
  if (!isKind(stream, 'stream')) throw new NotReadable('no cross-reference where one must stand')
  return readCrossReference(stream)
}

/** The sections from the newest back to the first, each after a table's own stream in files that have both. */
function readSections(bytes: Buffer, last: number): { readonly sections: readonly Section[]; readonly offsets: readonly number[] } {
  const sections: Section[] = []
  const offsets: number[] = []
  for (let next: number | undefined = last; next !== undefined;) {
    if (offsets.includes(next) || offsets.length >= revisionLimit) throw new NotReadable('sections in a ring')
    const section = readSection(bytes, next)
    sections.push(section)
    offsets.push(next)
    const both = section.form === 'table' ? section.trailer.entries.get('XRefStm') : undefined
    if (both !== undefined) sections.push(readSection(bytes, wholeNumber(both)))
    const previous = section.trailer.entries.get('Prev')
    next = previous === undefined ? undefined : wholeNumber(previous)
  }
  return { sections, offsets }
}

/** The offset that the end of the file names, which nothing but the end of a line may follow. */
function lastSection(bytes: Buffer): number {
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 200))
  const found = /startxref\s+(\d{1,12})\s+%%EOF[\r\n\s]{0,4}$/u.exec(tail)
  if (found === null) throw new NotReadable('no end where one must stand')
  return Number(found[1])
}

/** A stream of objects (ISO 32000-1 section 7.5.7), unpacked once: which object each is, and where it begins. */
interface Pack {
  readonly content: Buffer
  readonly places: readonly { readonly number: number; readonly offset: number }[]
}

function readPack(holder: PdfValue): Pack {
  if (!isKind(holder, 'stream')) throw new NotReadable('no stream of objects where one must stand')
  const content = streamContent(holder)
  const parser = new PdfParser(content, 0)
  const count = wholeNumber(holder.dictionary.entries.get('N'))
  const first = wholeNumber(holder.dictionary.entries.get('First'))
  if (count > objectLimit) throw new NotReadable('too many objects')
  const places = Array.from({ length: count }, () => ({ number: parser.integer(), offset: first + parser.integer() }))
  return { content, places }
}

/** Where a string stands in a pack is nowhere in the file: who needs its place asks first whether the object is packed. */
function unpack({ content, places }: Pack, index: number, number: number): PdfValue {
  const place = places[index]
  if (place?.number !== number) throw new NotReadable('another object than was looked for')
  return new PdfParser(content, place.offset).value()
}

/**
 * Opens a PDF, strictly. A file that is encrypted, damaged, or that programs would have to mend is not opened.
 * @throws NotReadable with the reason, for those who mend files and not for officers
 */
export function openPdf(bytes: Buffer): PdfFile {
  if (!/^%PDF-[12]\.\d/u.test(bytes.toString('latin1', 0, 8))) throw new NotReadable('no PDF')
  const { sections, offsets } = readSections(bytes, lastSection(bytes))
  const [newest] = sections
  if (newest === undefined) throw new NotReadable('no section')
  if (sections.some(({ trailer }) => trailer.entries.has('Encrypt'))) throw new NotReadable('encrypted')
  const entries = new Map(sections.toReversed().flatMap((section) => [...section.entries]))
  const known = new Map<number, PdfValue>()
  const packs = new Map<number, Pack>()
  const underWay = new Set<number>()
  let unpacked = 0

  function packOf(holder: number): Pack {
    if (entries.get(holder)?.kind !== 'at') throw new NotReadable('a stream of objects within another')
    const open = packs.get(holder)
    if (open !== undefined) return open
    const pack = readPack(object(holder))
    unpacked += pack.content.length
    if (unpacked > packsLimit) throw new NotReadable('too much is packed')
    packs.set(holder, pack)
    return pack
  }
  function load(number: number): PdfValue {
    const entry = entries.get(number)
    if (entry === undefined || entry.kind === 'free') return null
    if (underWay.has(number)) throw new NotReadable('an object within itself')
    underWay.add(number)
    const value = entry.kind === 'at' ? readObject(bytes, entry.offset, number, resolve) : unpack(packOf(entry.holder), entry.index, number)
    underWay.delete(number)
    return value
  }
  function object(number: number): PdfValue {
    const value = known.get(number) ?? load(number)
    known.set(number, value)
    return value
  }
  function resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null
    for (let steps = 0; isKind(found, 'reference'); steps += 1) {
      if (steps > 20) throw new NotReadable('references in a ring')
      found = object(found.number)
    }
    return found
  }
  return { bytes, trailer: newest.trailer, entries, sections: offsets, form: newest.form, object, resolve }
}

/** What a value refers to, which must be a dictionary. @throws NotReadable when it is none */
export function dictionaryAt(file: PdfFile, value: PdfValue | undefined): PdfDictionary {
  const found = file.resolve(value)
  if (!isKind(found, 'dictionary')) throw new NotReadable('no dictionary where one must stand')
  return found
}

/** The catalog, and where it stands. */
export function catalogOf(file: PdfFile): { readonly at: PdfReference; readonly value: PdfDictionary } {
  const at = file.trailer.entries.get('Root')
  if (!isKind(at, 'reference')) throw new NotReadable('no catalog')
  return { at, value: dictionaryAt(file, at) }
}
