import { NotReadable } from '@comity/signature/der'
import type { PdfFile } from '@comity/signature/pdf-file'
import { PdfParser } from '@comity/signature/pdf-parser'
import { streamContent } from '@comity/signature/pdf-stream'
import { isArray, isKind, type PdfDictionary, type PdfStream, type PdfValue } from '@comity/signature/pdf-value'
import { type FontReading, readFont } from './pdf-font.ts'
import type { WordSheet } from './word-sheet.ts'

/** As ISO 32000-2 section 8.3.3 writes it: `a b c d e f`. */
type Matrix = readonly [number, number, number, number, number, number]

const identity: Matrix = [1, 0, 0, 1, 0, 0]
const deepest = 8
const mostOperands = 1000

/** What is done first, and then what. */
function after([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

function matrixOf(values: readonly PdfValue[]): Matrix {
  const [a, b, c, d, e, f] = values.map(Number)
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined)
    throw new NotReadable('a matrix that is none')
  return [a, b, c, d, e, f]
}

/** The operators of a page with what stands before each; pictures within are passed over. */
function* operatorsOf(content: Buffer): Generator<{ readonly operator: string; readonly operands: readonly PdfValue[] }> {
  const parser = new PdfParser(content, 0)
  let operands: PdfValue[] = []
  for (parser.skipSpace(); parser.at < content.length; parser.skipSpace()) {
    const operator = /^[A-Za-z'"][A-Za-z\d*]*/u.exec(content.toString('latin1', parser.at, parser.at + 20))?.[0]
    if (operator === undefined) {
      if (operands.push(parser.value()) > mostOperands) throw new NotReadable('too many operands')
      continue
    }
    parser.at += operator.length
    if (operator === 'ID') {
      const end = content.indexOf('EI', parser.at)
      if (end < 0) throw new NotReadable('a picture without an end')
      parser.at = end + 2
    }
    if (operator === 'true' || operator === 'false' || operator === 'null') continue
    yield { operator, operands }
    operands = []
  }
}

/** What `q` keeps and `Q` brings back. */
interface Drawing {
  readonly place: Matrix
  readonly font: FontReading | undefined
  readonly size: number
  readonly apart: number
  readonly wordsApart: number
  readonly stretch: number
  readonly leading: number
}

/** Reads the words of a page, or of a form within one, onto a sheet. */
export class PdfPageReader {
  private readonly file: PdfFile
  private readonly sheet: WordSheet
  private readonly fonts = new Map<PdfValue, FontReading>()

  constructor(file: PdfFile, sheet: WordSheet) {
    this.file = file
    this.sheet = sheet
  }

  /** @throws NotReadable where the content is damaged; what stood before is on the sheet */
  read(content: Buffer, resources: PdfDictionary | undefined, place: Matrix = identity, depth = 0): void {
    let now: Drawing = { place, font: undefined, size: 1, apart: 0, wordsApart: 0, stretch: 1, leading: 0 }
    const kept: Drawing[] = []
    let line = identity
    let at = identity
    const move = (x: number, y: number): void => {
      line = after([1, 0, 0, 1, x, y], line)
      at = line
    }
    const advance = (by: number): void => {
      at = after([1, 0, 0, 1, by, 0], at)
    }
    const show = (codes: Buffer): void => {
      const from = after(at, now.place)
      const signs = now.font?.(codes) ?? []
      for (const sign of signs) {
        advance(((sign.width / 1000) * now.size + now.apart + (sign.text === ' ' ? now.wordsApart : 0)) * now.stretch)
      }
      const to = after(at, now.place)
      const texts = signs.map(({ text }) => text)
      this.sheet.put(texts, { x: from[4], y: from[5], end: to[4], size: Math.abs(now.size) * Math.hypot(from[2], from[3]) })
    }
    for (const { operator, operands } of operatorsOf(content)) {
      if (this.sheet.isFull) return
      const [first, second, third] = operands
      const number = Number(first)
      switch (operator) {
        case 'q':
          if (kept.push(now) > mostOperands) throw new NotReadable('too deep')
          break
        case 'Q':
          now = kept.pop() ?? now
          break
        case 'cm':
          now = { ...now, place: after(matrixOf(operands), now.place) }
          break
        case 'BT':
          line = identity
          at = identity
          break
        case 'Tf':
          now = { ...now, font: this.font(resources, first), size: Number(second) }
          break
        case 'Tc':
          now = { ...now, apart: number }
          break
        case 'Tw':
          now = { ...now, wordsApart: number }
          break
        case 'Tz':
          now = { ...now, stretch: number / 100 }
          break
        case 'TL':
          now = { ...now, leading: number }
          break
        case 'Td':
          move(number, Number(second))
          break
        case 'TD':
          now = { ...now, leading: -Number(second) }
          move(number, Number(second))
          break
        case 'Tm':
          line = matrixOf(operands)
          at = line
          break
        case 'T*':
          move(0, -now.leading)
          break
        case 'Tj':
          if (isKind(first, 'string')) show(first.bytes)
          break
        case "'":
        case '"': {
          if (operator === '"') now = { ...now, wordsApart: number, apart: Number(second) }
          move(0, -now.leading)
          const spoken = operator === '"' ? third : first
          if (isKind(spoken, 'string')) show(spoken.bytes)
          break
        }
        case 'TJ':
          for (const piece of isArray(first) ? first : [])
            if (isKind(piece, 'string')) show(piece.bytes)
            else advance((-Number(piece) / 1000) * now.size * now.stretch)
          break
        case 'Do':
          this.form(resources, first, now.place, depth)
          break
        default:
      }
    }
  }

  private font(resources: PdfDictionary | undefined, wanted: PdfValue | undefined): FontReading | undefined {
    const font = this.named(resources, 'Font', wanted)
    if (!isKind(font, 'dictionary')) return undefined
    const reading = this.fonts.get(font) ?? readFont(this.file, font)
    this.fonts.set(font, reading)
    return reading
  }

  private form(resources: PdfDictionary | undefined, wanted: PdfValue | undefined, place: Matrix, depth: number): void {
    const form = this.named(resources, 'XObject', wanted)
    if (!isKind(form, 'stream') || depth >= deepest || !isForm(form)) return
    const own = this.file.resolve(form.dictionary.entries.get('Resources'))
    const matrix = this.file.resolve(form.dictionary.entries.get('Matrix'))
    const inner = isArray(matrix) ? after(matrixOf(matrix), place) : place
    this.read(streamContent(form), isKind(own, 'dictionary') ? own : resources, inner, depth + 1)
  }

  private named(resources: PdfDictionary | undefined, kind: string, wanted: PdfValue | undefined): PdfValue {
    const all = this.file.resolve(resources?.entries.get(kind))
    return isKind(all, 'dictionary') && isKind(wanted, 'name') ? this.file.resolve(all.entries.get(wanted.name)) : null
  }
}

function isForm({ dictionary }: PdfStream): boolean {
  const kind = dictionary.entries.get('Subtype')
  return isKind(kind, 'name') && kind.name === 'Form'
}
