import { NotReadable } from './der.ts'
import { catalogOf, dictionaryAt, type PdfFile } from './pdf-file.ts'
import { isArray, isKind, type PdfDictionary, type PdfValue } from './pdf-value.ts'

/** A field that was signed: its name, and the object that holds the signature. */
export interface SignedField {
  readonly name: string
  readonly number: number
  readonly signature: PdfDictionary
}

const fieldLimit = 5000
const deepest = 50

/** Text of a PDF, in either of its two encodings, without signs that would turn it around or hide it. */
export function textOf(value: PdfValue): string {
  if (!isKind(value, 'string')) return ''
  const { bytes } = value
  const wide = bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0
  const text = wide ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le') : bytes.toString('latin1')
  return text.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '\uFFFD').slice(0, 200)
}

/** The list of fields of the file's form; empty where it has none. */
export function formFields(file: PdfFile): readonly PdfValue[] {
  const form = file.resolve(catalogOf(file).value.entries.get('AcroForm'))
  const fields = isKind(form, 'dictionary') ? file.resolve(form.entries.get('Fields')) : null
  return isArray(fields) ? fields : []
}

/** Every signed field, in the order of the form. @throws NotReadable for a form in a ring, or a signature without an object of its own */
export function signedFields(file: PdfFile): readonly SignedField[] {
  const found = new Map<number, SignedField>()
  const seen = new Set<number>()

  function walk(value: PdfValue, inherited: { readonly type: PdfValue; readonly name: string }, depth = 0): void {
    if (depth > deepest) throw new NotReadable('fields too deep')
    if (isKind(value, 'reference')) {
      if (seen.has(value.number) || seen.size > fieldLimit) throw new NotReadable('fields in a ring')
      seen.add(value.number)
    }
    const field = dictionaryAt(file, value)
    const type = file.resolve(field.entries.get('FT')) ?? inherited.type
    const own = textOf(file.resolve(field.entries.get('T')))
    const name = inherited.name === '' || own === '' ? inherited.name + own : `${inherited.name}.${own}`
    const signature = field.entries.get('V')
    const kids = file.resolve(field.entries.get('Kids'))
    if (isArray(kids)) for (const kid of kids) walk(kid, { type, name }, depth + 1)
    if (!isKind(type, 'name') || type.name !== 'Sig' || signature === undefined) return
    if (!isKind(signature, 'reference') || file.entries.get(signature.number)?.kind !== 'at')
      throw new NotReadable('a signature without a place')
    const { number } = signature
    found.set(number, found.get(number) ?? { name, number, signature: dictionaryAt(file, signature) })
  }

  for (const field of formFields(file)) walk(field, { type: null, name: '' })
  return [...found.values()]
}
