import { spawnSync } from 'node:child_process'
import { inflateRawSync } from 'node:zlib'
import { type Block, type Doc, type Line, plainText, type Side } from './model.ts'
import type { LetterFrame } from './request-letter.ts'

/** The parts of a Word file, by name. Reads the directory at the end of the zip file. */
export function partsOf(docx: Uint8Array): Map<string, string> {
  const zip = Buffer.from(docx)
  const parts = new Map<string, string>()
  let entry = zip.readUInt32LE(zip.length - 6)
  while (zip.readUInt32LE(entry) === 0x02014b50) {
    const nameLength = zip.readUInt16LE(entry + 28)
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength)
    const local = zip.readUInt32LE(entry + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const data = zip.subarray(start, start + zip.readUInt32LE(entry + 20))
    parts.set(name, (zip.readUInt16LE(entry + 10) === 0 ? data : inflateRawSync(data)).toString('utf8'))
    entry += 46 + nameLength + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32)
  }
  return parts
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" }

function unescape(markup: string): string {
  return markup.replaceAll(/&(amp|lt|gt|quot|apos|#39);/gu, (_, name: string) => entities[name] ?? '')
}

/** The paragraphs of the body of a Word file as plain text, a tab between a number and what it numbers. */
export function docxParagraphs(docx: Uint8Array): string[] {
  const body = partsOf(docx).get('word/document.xml') ?? ''
  return Array.from(body.matchAll(/<w:p[ >].*?<\/w:p>/gsu), ([paragraph]) =>
    unescape(
      paragraph
        .replaceAll(/<w:tab\/>|(?<=<w:t[^>]*>)\t/gu, '\t')
        .replaceAll('<w:br/>', '\n')
        .replaceAll(/<[^>]+>/gu, ''),
    ),
  )
}

/** HTML as plain text. */
export function htmlText(html: string): string {
  return unescape(html.replaceAll('<br>', '\n').replaceAll(/<[^>]+>/gu, ''))
}

const program = 'pdftotext'

/** The text of a PDF; undefined where the machine has no `pdftotext`. */
export function pdfText(pdf: Uint8Array): string | undefined {
  const { status, stdout } = spawnSync(program, ['-layout', '-enc', 'UTF-8', '-', '-'], { input: pdf, encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}

/** Text without what a page adds to it: line ends, isolates, the places where a long word may break. */
export function squeezed(text: string): string {
  return text.replaceAll(/[\s\u200B\u200F\u2066-\u2069\u202A-\u202E]+/gu, '')
}

/** Every text of blocks, in order. */
function textsOfBlocks(blocks: readonly Block[]): Line[] {
  return blocks.flatMap((block): readonly Line[] => {
    if (block.kind === 'table') return [block.caption, ...block.head, ...block.rows.flat()]
    if (block.kind === 'list') return block.items.map(({ content }) => content)
    if (block.kind === 'columns') return block.rows.flatMap(({ first, second }) => textsOfBlocks([...first, ...second]))
    return [block.content]
  })
}

function textsOfSide({ addressee, date, subject, meta }: Side): Line[] {
  return [...addressee, date, subject, ...meta.map(({ value }) => value)]
}

/** Every text of a letter, in order. */
export function textsOf(doc: Doc): string[] {
  const beside = doc.beside === undefined ? [] : textsOfSide(doc.beside)
  const lines = [...doc.sender, ...textsOfSide(doc), ...beside, ...textsOfBlocks(doc.blocks)]
  const titles = doc.beside === undefined ? [doc.title] : [doc.title, doc.beside.title]
  return [...titles, doc.reference, doc.state, ...lines.map(plainText)]
}

/** The frame of a draft that has neither date nor reference yet. */
export function draftOf({ language, t, names }: LetterFrame): LetterFrame {
  return { reference: '', language, t, names, draft: true }
}

/** The words of a PDF as they are seen, each with where it begins on its page; undefined where the machine has no `pdftotext`. */
export function pdfWords(pdf: Uint8Array): readonly { readonly text: string; readonly left: number; readonly top: number }[] | undefined {
  const { status, stdout } = spawnSync(program, ['-bbox', '-enc', 'UTF-8', '-', '-'], { input: pdf, encoding: 'utf8' })
  if (status !== 0) return undefined
  return Array.from(stdout.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<\/word>/gu), ([, left, top, text = '']) => ({
    text: unescape(text),
    left: Number(left),
    top: Number(top),
  }))
}
