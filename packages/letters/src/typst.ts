import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fileURLToPath } from 'node:url'
import { letterFonts, lettersWithHanFonts, needsHan, showable } from './letter-fonts.ts'
import type { LabelSheet } from './label-sheet.ts'
import { type Doc, plainText } from './model.ts'
import { qrSvg } from './qr.ts'

// The only folder that a template can read. It holds no case data: a letter arrives as a value.
const workspace = fileURLToPath(new URL('.', import.meta.url))
const template = fileURLToPath(new URL('letter.typ', import.meta.url))
const labelTemplate = fileURLToPath(new URL('labels.typ', import.meta.url))
const usual = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...letterFonts] }] })
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
  return setTemplate(template, { ...doc, ...qr, senderName: plainText(doc.sender[0] ?? []) }, { standard, request })
}

/** Sets labels for the parts of a package, three by eight on A4. Blocks the thread, as `setLetter` does. */
export function setLabels(sheet: LabelSheet): Uint8Array {
  return setTemplate(labelTemplate, { ...sheet, qr: qrSvg(sheet.qr) }, { standard: '1.7' })
}

interface Setting {
  readonly standard: LetterStandard
  readonly request?: string | undefined
}

/** What a template is given; it reads the rest by name. */
type SheetData = { readonly language: string } & Readonly<Record<string, unknown>>

function setTemplate(mainFilePath: string, data: SheetData, { standard, request }: Setting): Uint8Array {
  const shown = JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? showable(value) : value))
  const han = data.language.split('-')[0] === 'zh' || needsHan(shown)
  const compiler = compilerFor(han)
  const inputs = { doc: shown, faces: han ? 'han' : 'usual', ...(request === undefined ? {} : { request }) }
  try {
    const compiled = compiler.compile({ mainFilePath, inputs })
    const document = compiled.result
    if (document === null) throw new Error(`the letter cannot be set: ${diagnosticsOf(compiled)}`)
    return compiler.pdf(document, { pdfStandard: standard })
  } finally {
    compiler.evictCache(10)
  }
}

function diagnosticsOf(compiled: ReturnType<NodeCompiler['compile']>): string {
  const error = compiled.takeDiagnostics()
  return error === null ? 'no diagnostics' : JSON.stringify(error.shortDiagnostics)
}
