import { readableTypes } from '@comity/domain/screening/readable-types'
import { listEntries, textOf, unpackEntry } from '@comity/letters/letterhead/package-parts'
import { pdfWords } from './pdf-words.ts'
import { plainText } from './zip-cautions.ts'

/** What of a file can be read without opening it: its beginning, and whether there is more. */
export interface TextPreview {
  readonly text: string
  readonly cut: boolean
}

/** Most signs that are shown. */
const textLimit = 20_000
/** Most that the words of a Word file may unpack to, in bytes. */
const wordsLimit = 32 * 1024 * 1024

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

// oxlint-disable-next-line no-control-regex -- these are what is shown as a mark
const noWords = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu

/** Only words and line ends: what turns text around, or is none, is shown as a mark. */
function shown(text: string): TextPreview {
  const plain = text.replaceAll(/\r\n?/gu, '\n').replaceAll(noWords, '\uFFFD')
  return { text: plain.slice(0, textLimit).toWellFormed(), cut: plain.length > textLimit }
}

function wordsOf(xml: string): string {
  const pieces = xml.match(/<w:t(?:\s[^>]*)?>[^<]*|<w:(?:br|cr)\b|<w:tab\/>|<\/w:p>/gu) ?? []
  const words = pieces.map((piece) => {
    if (piece.startsWith('</w:p') || piece.startsWith('<w:br') || piece.startsWith('<w:cr')) return '\n'
    return piece === '<w:tab/>' ? '\t' : piece.slice(piece.indexOf('>') + 1)
  })
  return plainText(words.join('')).replaceAll(/&(lt|gt|quot|apos|amp);/gu, (_, name: string) => named[name] ?? '')
}

function wordPreview(zip: Buffer): TextPreview | undefined {
  const listed = listEntries(zip)
  const entry = listed.ok ? listed.value.find(({ name }) => name === 'word/document.xml') : undefined
  if (entry === undefined || entry.locked || entry.size > wordsLimit) return undefined
  const bytes = unpackEntry(zip, entry)
  const xml = bytes === undefined ? undefined : textOf(bytes)
  return xml === undefined ? undefined : shown(wordsOf(xml))
}

/** The words of a file, as far as they can be had without a program that opens it; undefined where they cannot. */
export function previewText(bytes: Buffer, type: string): TextPreview | undefined {
  if (!readableTypes.includes(type)) return undefined
  if (type === 'application/vnd.openxmlformats-officedocument.wordprocessingml.document') return wordPreview(bytes)
  if (type === 'application/pdf') {
    const words = pdfWords(bytes, textLimit)
    return words === undefined ? undefined : shown(words)
  }
  const beginning = bytes.subarray(0, textLimit * 4)
  const preview = shown(new TextDecoder().decode(beginning, { stream: beginning.length < bytes.length }).replace(/^\uFEFF/u, ''))
  return { ...preview, cut: preview.cut || beginning.length < bytes.length }
}
