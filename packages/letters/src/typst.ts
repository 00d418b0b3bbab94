import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fileURLToPath } from 'node:url'
import { letterFonts, lettersWithHanFonts, needsHan, showable } from './letter-fonts.ts'
import type { LabelSheet } from './label-sheet.ts'
import { bytesOf } from './letterhead/data-address.ts'
import { type Doc, headLines, plainText } from './model.ts'
import { qrSvg } from './qr.ts'

// The only folder that a template can read. It holds no case data: a letter arrives as a value.
const workspace = fileURLToPath(new URL('.', import.meta.url))
const template = fileURLToPath(new URL('letter.typ', import.meta.url))
const labelTemplate = fileURLToPath(new URL('labels.typ', import.meta.url))
const usual = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...letterFonts] }] })
// Only shown to the compiler: there is no such file.
const emblemPath = fileURLToPath(new URL('emblem.png', import.meta.url))
let withHan: NodeCompiler | undefined

/** A compiler for each set of faces: one without Chinese does not carry the faces of Chinese. */
function compilerFor(han: boolean): NodeCompiler {
  if (!han) return usual
  withHan ??= NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...lettersWithHanFonts()] }] })
  return withHan
}

/**
 * Standards under which a letter is set: PDF/A-2a to keep, PDF/A-3a to keep with a file in it, PDF/UA-1 to check that
 * it can be read aloud, 1.7 for what is neither.
 */
export type LetterStandard = 'a-2a' | 'a-3a' | 'ua-1' | '1.7'

export interface PdfSettings {
  /** By default the one that fits. */
  readonly standard?: LetterStandard
  /** The request as a file (`writeRequestFile`), to go within the PDF as `request.json`. */
  readonly request?: string
}

/** PDF/A wants a date, which a draft may not have yet; nor is a draft to be kept. */
function standardFor(doc: Doc, request: string | undefined): LetterStandard {
  if (doc.isoDate === undefined) return '1.7'
  return request === undefined ? 'a-2a' : 'a-3a'
}

/**
 * Sets a letter as a tagged PDF: as PDF/A-2a once it has a date, as PDF/A-3a with the request in it. Blocks the thread:
 * call it in a worker (`pdf.ts` does). The same letter gives the same bytes.
 * @throws when the template and the letter do not fit, which is a bug
 */
export function setLetter(doc: Doc, { request, standard = standardFor(doc, request) }: PdfSettings = {}): Uint8Array {
  const qr = doc.mark === undefined ? {} : { qr: qrSvg(doc.mark.qr) }
  const emblem = bytesOf(doc.letterhead?.emblem?.source ?? '')
  const data = { ...withoutSource(doc), ...qr, senderName: plainText(doc.sender[0] ?? []), headLines: headLines(doc) }
  return setTemplate(template, data, { standard, request, emblem })
}

/** Sets labels for the parts of a package, three by eight on A4. Blocks the thread, as `setLetter` does. */
export function setLabels(sheet: LabelSheet): Uint8Array {
  return setTemplate(labelTemplate, { ...sheet, qr: qrSvg(sheet.qr) }, { standard: '1.7' })
}

interface Setting {
  readonly standard: LetterStandard
  readonly request?: string | undefined
  /** A picture that the template asks for. */
  readonly emblem?: Uint8Array | undefined
}

/** What a template is given; it reads the rest by name. */
type SheetData = { readonly language: string } & Readonly<Record<string, unknown>>

function setTemplate(mainFilePath: string, data: SheetData, { standard, request, emblem }: Setting): Uint8Array {
  const shown = JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? showable(value) : value))
  const han = data.language.split('-')[0] === 'zh' || needsHan(shown)
  const compiler = compilerFor(han)
  const inputs = {
    doc: shown,
    faces: han ? 'han' : 'usual',
    ...(request === undefined ? {} : { request }),
    ...(emblem === undefined ? {} : { emblem: 'emblem.png' }),
  }
  if (emblem !== undefined) compiler.mapShadow(emblemPath, Buffer.from(emblem))
  try {
    const compiled = compiler.compile({ mainFilePath, inputs })
    const document = compiled.result
    if (document === null) throw new Error(`the letter cannot be set: ${diagnosticsOf(compiled)}`)
    return compiler.pdf(document, { pdfStandard: standard })
  } finally {
    if (emblem !== undefined) compiler.unmapShadow(emblemPath)
    compiler.evictCache(10)
  }
}

/** The picture goes beside the data, not in it. */
function withoutSource(doc: Doc): Doc {
  const { letterhead } = doc
  return letterhead?.emblem === undefined ? doc : { ...doc, letterhead: { ...letterhead, emblem: { ...letterhead.emblem, source: '' } } }
}

function diagnosticsOf(compiled: ReturnType<NodeCompiler['compile']>): string {
  const error = compiled.takeDiagnostics()
  return error === null ? 'no diagnostics' : JSON.stringify(error.shortDiagnostics)
}
