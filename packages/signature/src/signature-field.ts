import { NotReadable } from './der.ts'
import { catalogOf, dictionaryAt, type PdfFile } from './pdf-file.ts'
import { appendObjects, nextNumber } from './pdf-update.ts'
import {
  dictionary,
  isArray,
  isKind,
  name,
  type PdfReference,
  type PdfValue,
  reference,
  textString,
  withEntries,
  writeValue,
} from './pdf-value.ts'

/** A PDF with a place for a signature: everything but the signature itself. */
export interface Prepared {
  readonly bytes: Buffer
  /** Offsets of the `<` before the signature and of what follows its `>`. */
  readonly gap: readonly [start: number, end: number]
}

/** What is written into the dictionary beside the signature. */
export interface FieldWords {
  /** The moment that the signer claims. */
  readonly at: Date
  /** Of the signer, for the list of signatures of a reader. */
  readonly title: string
}

/** Bits of a widget's flags: printed, and locked. Hidden it may not be in PDF/A: it has no size instead. */
const widgetFlags = 4 | 128
/** There are signatures, and the file may only be added to (ISO 32000-1 table 219). */
const signatureFlags = 3
const number10 = '0000000000'

/** As in `D:20260909101500Z`. */
function pdfDate(at: Date): string {
  return `D:${at.toISOString().replaceAll(/[-:T]|\.\d+/gu, '')}`
}

/** The first page: a widget without a page is lost to readers. */
function firstPage(file: PdfFile): PdfReference {
  let found = catalogOf(file).value.entries.get('Pages')
  for (let depth = 0; depth < 50; depth += 1) {
    if (!isKind(found, 'reference')) throw new NotReadable('a page that cannot be named')
    const node = dictionaryAt(file, found)
    const kids = file.resolve(node.entries.get('Kids'))
    if (!isArray(kids)) return found
    found = kids[0]
  }
  throw new NotReadable('pages in a ring')
}

/** Whether an earlier signature forbids every further one (DocMDP, ISO 32000-1 section 12.8.2.2). */
function forbidsMore(file: PdfFile): boolean {
  const permissions = file.resolve(catalogOf(file).value.entries.get('Perms'))
  const certifying = isKind(permissions, 'dictionary') ? file.resolve(permissions.entries.get('DocMDP')) : null
  if (!isKind(certifying, 'dictionary')) return false
  const references = file.resolve(certifying.entries.get('Reference'))
  return (isArray(references) ? references : []).some((one) => {
    const parameters = file.resolve(dictionaryAt(file, one).entries.get('TransformParams'))
    return isKind(parameters, 'dictionary') && parameters.entries.get('P') === 1
  })
}

function arrayAt(file: PdfFile, value: PdfValue | undefined): readonly PdfValue[] {
  const found = file.resolve(value)
  if (found !== null && !isArray(found)) throw new NotReadable('no list where one must stand')
  return found ?? []
}

/**
 * Puts a field for a signature behind a PDF, whose bytes stay as they are: on its first page, without size, so that what
 * is seen and printed stays the same.
 * @param room bytes that the signature may take
 * @throws NotReadable for a PDF to which nothing can be added safely
 */
export function prepareField(file: PdfFile, words: FieldWords, room: number): Prepared {
  if (forbidsMore(file)) throw new NotReadable('certified against further signatures')
  const catalog = catalogOf(file)
  const form = catalog.value.entries.get('AcroForm')
  const formValue = form === undefined ? dictionary({}) : dictionaryAt(file, form)
  if (formValue.entries.has('XFA')) throw new NotReadable('a form that is not of PDF')
  const pageAt = firstPage(file)
  const page = dictionaryAt(file, pageAt)
  const annotations = page.entries.get('Annots')
  const fields = arrayAt(file, formValue.entries.get('Fields'))

  const signature = nextNumber(file)
  const field = signature + 1
  const objects = new Map<number, string>()
  objects.set(
    signature,
    `<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (${pdfDate(words.at)}) /ByteRange [0 ${number10} ${number10} ${number10}] /Contents <${'0'.repeat(room * 2)}>>>`,
  )
  objects.set(
    field,
    writeValue(
      dictionary({
        Type: name('Annot'),
        Subtype: name('Widget'),
        FT: name('Sig'),
        T: textString(`Signature ${fields.length + 1} (${signature})`),
        TU: textString(words.title),
        F: widgetFlags,
        Rect: [0, 0, 0, 0],
        P: pageAt,
        V: reference(signature),
      }),
    ),
  )
  const newForm = withEntries(formValue, { Fields: [...fields, reference(field)], SigFlags: signatureFlags })
  if (isKind(form, 'reference')) objects.set(form.number, writeValue(newForm))
  else objects.set(catalog.at.number, writeValue(withEntries(catalog.value, { AcroForm: newForm })))
  const newAnnotations = [...arrayAt(file, annotations), reference(field)]
  if (isKind(annotations, 'reference')) objects.set(annotations.number, writeValue(newAnnotations))
  else objects.set(pageAt.number, writeValue(withEntries(page, { Annots: newAnnotations, Tabs: name('S') })))

  const bytes = appendObjects(file, objects)
  const start = bytes.indexOf(Buffer.from('/Contents <0', 'latin1'), file.bytes.length) + '/Contents '.length
  const end = start + room * 2 + 2
  const range = `/ByteRange [0 ${start} ${end} ${bytes.length - end}]`
  const rangeAt = bytes.indexOf(Buffer.from('/ByteRange [0 ', 'latin1'), file.bytes.length)
  bytes.write(range.padEnd(`/ByteRange [0 ${number10} ${number10} ${number10}]`.length), rangeAt, 'latin1')
  return { bytes, gap: [start, end] }
}
