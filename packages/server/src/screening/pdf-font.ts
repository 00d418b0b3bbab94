import { streamContent } from '@comity/signature/pdf-stream'
import { dictionaryAt, type PdfFile } from '@comity/signature/pdf-file'
import { isArray, isKind, type PdfDictionary, type PdfValue } from '@comity/signature/pdf-value'

/** A sign of a font: what it says, and how far the next one stands, in thousandths of the font's size. */
export interface FontSign {
  readonly text: string
  readonly width: number
}

/** Reads codes of a font. */
export type FontReading = (codes: Buffer) => readonly FontSign[]

/** Most signs that the table of one font may name. */
const signLimit = 70_000

function hexText(digits: string): string {
  const bytes = Buffer.from(digits.replaceAll(/\s/gu, ''), 'hex')
  return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : ''
}

/** What a font says that its codes mean (ISO 32000-2 section 9.10.3). */
function meaningsOf(table: string): ReadonlyMap<number, string> {
  const meanings = new Map<number, string>()
  for (const [, pairs = ''] of table.matchAll(/beginbfchar(.*?)endbfchar/gsu))
    for (const [, code = '', sign = ''] of pairs.matchAll(/<([\da-f\s]*)>\s*<([\da-f\s]*)>/giu))
      if (meanings.size < signLimit) meanings.set(Number.parseInt(code, 16), hexText(sign))
  for (const [, ranges = ''] of table.matchAll(/beginbfrange(.*?)endbfrange/gsu))
    for (const [, from = '', to = '', sign, list = ''] of ranges.matchAll(
      /<([\da-f]*)>\s*<([\da-f]*)>\s*(?:<([\da-f\s]*)>|\[([^\]]*)\])/giu,
    )) {
      const [first, last] = [Number.parseInt(from, 16), Number.parseInt(to, 16)]
      const signs = Array.from(list.matchAll(/<([\da-f\s]*)>/giu), ([, each = '']) => hexText(each))
      const begin = hexText(sign ?? '')
      for (let code = first; code <= last && meanings.size < signLimit; code += 1) {
        const end = (begin.at(-1) ?? '').charCodeAt(0) + code - first
        meanings.set(code, sign === undefined ? (signs[code - first] ?? '') : begin.slice(0, -1) + String.fromCharCode(end))
      }
    }
  return meanings
}

/** Names of signs that stand for themselves, as in `/A` and `/uni00E9`; what other names mean is not known here. */
function namedSigns(encoding: PdfValue): ReadonlyMap<number, string> {
  const named = new Map<number, string>()
  const differences = isKind(encoding, 'dictionary') ? encoding.entries.get('Differences') : undefined
  let code = 0
  for (const each of isArray(differences) ? differences : []) {
    if (typeof each === 'number') code = each
    if (!isKind(each, 'name')) continue
    const point = /^uni([\dA-F]{4})$/u.exec(each.name)?.[1]
    const plain = each.name === 'space' ? ' ' : each.name.length === 1 ? each.name : '\uFFFD'
    named.set(code, point === undefined ? plain : String.fromCharCode(Number.parseInt(point, 16)))
    code += 1
  }
  return named
}

/** Widths of a font whose codes are two octets long (ISO 32000-2 section 9.7.4.3): `1 [500 600]` and `3 9 500`. */
function wideWidths(file: PdfFile, list: PdfValue): ReadonlyMap<number, number> {
  const widths = new Map<number, number>()
  const values = isArray(list) ? list : []
  for (let at = 0; at < values.length;) {
    const [first, next] = [Number(values[at]), file.resolve(values[at + 1])]
    if (isArray(next)) {
      next.forEach((width, place) => widths.set(first + place, Number(width)))
      at += 2
    } else {
      for (let code = first; code <= Number(next) && widths.size < signLimit; code += 1) widths.set(code, Number(values[at + 2]))
      at += 3
    }
  }
  return widths
}

function narrowWidths(file: PdfFile, font: PdfDictionary): ReadonlyMap<number, number> {
  const list = file.resolve(font.entries.get('Widths'))
  const first = Number(file.resolve(font.entries.get('FirstChar')))
  return new Map((isArray(list) ? list : []).map((width, place) => [first + place, Number(file.resolve(width))]))
}

const latin = new TextDecoder('windows-1252')

/**
 * How a font's codes are read. Codes whose meaning the file keeps to itself are read as a mark.
 * @throws NotReadable where the font is none
 */
export function readFont(file: PdfFile, font: PdfDictionary): FontReading {
  const get = (key: string) => file.resolve(font.entries.get(key))
  const kind = get('Subtype')
  const isWide = isKind(kind, 'name') && kind.name === 'Type0'
  const table = get('ToUnicode')
  const meanings = isKind(table, 'stream') ? meaningsOf(streamContent(table).toString('latin1')) : undefined
  const descendants = get('DescendantFonts')
  const inner = isWide && isArray(descendants) ? dictionaryAt(file, descendants[0]) : undefined
  const widths = inner === undefined ? narrowWidths(file, font) : wideWidths(file, file.resolve(inner.entries.get('W')))
  const otherwise = inner === undefined ? 500 : Number(file.resolve(inner.entries.get('DW')) ?? 1000)
  const named = isWide ? undefined : namedSigns(get('Encoding'))
  const length = isWide ? 2 : 1
  const meaning = (code: number) => meanings?.get(code) ?? named?.get(code) ?? (isWide ? '\uFFFD' : latin.decode(Uint8Array.of(code)))
  return (codes) => {
    const signs: FontSign[] = []
    for (let at = 0; at + length <= codes.length; at += length) {
      const code = codes.readUIntBE(at, length)
      signs.push({ text: meaning(code), width: widths.get(code) ?? otherwise })
    }
    return signs
  }
}
