import { catalogOf, type PdfFile } from './pdf-file.ts'
import { isArray, isKind, type PdfDictionary, type PdfValue, writeValue } from './pdf-value.ts'
import { formFields } from './signature-fields.ts'

/** What was put behind a signed version that is no further signature: the page it is on, where that can be told. */
export interface Addition {
  readonly what: 'page' | 'form' | 'catalog' | 'metadata' | 'object'
  /** Of the page, from one, or of the object. */
  readonly number?: number
}

/** What stands behind a signed version of a file. */
export interface Additions {
  readonly signatures: number
  /** Everything else, which the signer did not see. */
  readonly others: readonly Addition[]
}

const pageLimit = 10_000
const deepest = 50
const othersAtMost = 50

function asText(value: PdfValue): string {
  if (isKind(value, 'stream')) return `${writeValue(value.dictionary)} ${value.bytes.toString('latin1')}`
  return writeValue(value)
}

function isSame(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  return asText(a ?? null) === asText(b ?? null)
}

function entriesOf(value: PdfValue): ReadonlyMap<string, PdfValue> {
  return isKind(value, 'dictionary') ? value.entries : new Map()
}

/** Whether two dictionaries say the same but under the keys that may differ. */
function isSameBut(before: PdfValue, after: PdfValue, keys: readonly string[]): boolean {
  const [old, now] = [entriesOf(before), entriesOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].every((key) => keys.includes(key) || isSame(old.get(key), now.get(key)))
}

function referencesIn(value: PdfValue | undefined): readonly number[] {
  const list = isArray(value) ? value : [value ?? null]
  return list.flatMap((one) => (isKind(one, 'reference') ? [one.number] : []))
}

/** The number of the object that a value stands in, where it has one of its own. */
function ownNumber(value: PdfValue | undefined): readonly number[] {
  return isKind(value, 'reference') ? [value.number] : []
}

/** The pages by the number of their object, in their order. */
function pagesOf(file: PdfFile): ReadonlyMap<number, { readonly place: number; readonly page: PdfDictionary }> {
  const pages = new Map<number, { readonly place: number; readonly page: PdfDictionary }>()
  const seen = new Set<number>()
  function walk(value: PdfValue | undefined, depth: number): void {
    if (depth > deepest || !isKind(value, 'reference') || seen.has(value.number) || pages.size >= pageLimit || seen.size >= pageLimit * 2)
      return
    seen.add(value.number)
    const node = file.resolve(value)
    if (!isKind(node, 'dictionary')) return
    const kids = file.resolve(node.entries.get('Kids'))
    if (isArray(kids)) for (const kid of kids) walk(kid, depth + 1)
    else pages.set(value.number, { place: pages.size + 1, page: node })
  }
  walk(catalogOf(file).value.entries.get('Pages'), 0)
  return pages
}

/** Whether a new field is a signature that nobody sees: without size, and without looks that could lie over the text. */
function signatureOf(file: PdfFile, field: PdfValue): number | undefined {
  const entries = entriesOf(file.resolve(field))
  const type = file.resolve(entries.get('FT'))
  const rectangle = file.resolve(entries.get('Rect'))
  const signature = entries.get('V')
  if (!isKind(type, 'name') || type.name !== 'Sig' || !isKind(signature, 'reference') || entries.has('AP') || entries.has('Kids'))
    return undefined
  const [left, bottom, right, top] = isArray(rectangle) ? rectangle : []
  return left === right && bottom === top ? signature.number : undefined
}

/** Everything that validation data (the DSS of PAdES) consists of. */
function reachable(file: PdfFile, from: PdfValue | undefined): ReadonlySet<number> {
  const found = new Set<number>()
  function walk(value: PdfValue | undefined, depth: number): void {
    if (depth > 12 || found.size > pageLimit) return
    if (isKind(value, 'reference')) {
      if (found.has(value.number)) return
      found.add(value.number)
      walk(file.object(value.number), depth + 1)
    } else if (isArray(value)) for (const one of value) walk(one, depth + 1)
    else if (isKind(value, 'dictionary')) for (const one of value.entries.values()) walk(one, depth + 1)
    else if (isKind(value, 'stream')) walk(value.dictionary, depth + 1)
  }
  walk(from, 0)
  return found
}

function changedNumbers(before: PdfFile, after: PdfFile): readonly number[] {
  return [...new Set([...before.entries.keys(), ...after.entries.keys()])].filter((number) => {
    const [old, now] = [before.entries.get(number), after.entries.get(number)]
    if (JSON.stringify(old) === JSON.stringify(now)) return false
    return !isSame(before.object(number), after.object(number))
  })
}

/**
 * What was added to a signed version of a file. A further signature that nobody sees, its place in the form and on its page,
 * and validation data are what signing adds; all else is named, since a reader shows it and the signer never saw it.
 * @param before the version that was signed
 * @param after the file as it is now
 */
export function additionsTo(before: PdfFile, after: PdfFile): Additions {
  const known = new Set(referencesIn(formFields(before)))
  const fields = formFields(after).filter((field) => isKind(field, 'reference') && !known.has(field.number))
  const signatures = fields.flatMap((field) => {
    const signature = signatureOf(after, field)
    return signature === undefined ? [] : [{ field: referencesIn(field)[0] ?? 0, signature }]
  })
  const ours = new Set(signatures.flatMap(({ field, signature }) => [field, signature]))
  const isOnlySignatures = (old: PdfValue, now: PdfValue) => {
    const [listed, lists] = [isArray(old) ? old : [], isArray(now) ? now : []]
    return (
      listed.every((value, index) => isSame(value, lists[index])) &&
      lists.slice(listed.length).every((value) => referencesIn(value).some((number) => ours.has(number)))
    )
  }
  const [oldCatalog, newCatalog] = [catalogOf(before), catalogOf(after)]
  const pages = pagesOf(after)
  const validation = reachable(after, newCatalog.value.entries.get('DSS'))
  const formAt = [oldCatalog, newCatalog].map(({ value }) => value.entries.get('AcroForm'))
  const [oldForm, newForm] = [before.resolve(formAt[0]), after.resolve(formAt[1])]
  const formIsSame =
    isSameBut(oldForm, newForm, ['Fields', 'SigFlags']) && isOnlySignatures([...formFields(before)], [...formFields(after)])
  const formNumbers = new Set(formAt.flatMap(ownNumber))
  const fieldLists = new Set([oldForm, newForm].flatMap((form) => ownNumber(entriesOf(form).get('Fields'))))
  const annotationLists = new Map(
    [...pages.values()].flatMap(({ page, place }) => ownNumber(page.entries.get('Annots')).map((number) => [number, place] as const)),
  )
  const contents = new Map(
    [...pages.values()].flatMap(({ page, place }) => referencesIn(page.entries.get('Contents')).map((number) => [number, place] as const)),
  )
  const metadata = new Set([...referencesIn(after.trailer.entries.get('Info')), ...referencesIn(newCatalog.value.entries.get('Metadata'))])

  function explain(number: number): Addition | undefined {
    const [old, now] = [before.object(number), after.object(number)]
    const isNew = before.entries.get(number) === undefined
    if (ours.has(number) && isNew) return undefined
    if (isNew && isKind(now, 'stream')) {
      const type = now.dictionary.entries.get('Type')
      if (isKind(type, 'name') && (type.name === 'XRef' || type.name === 'ObjStm')) return undefined
    }
    if (isNew && validation.has(number)) return undefined
    if (number === newCatalog.at.number)
      return isSameBut(old, now, ['AcroForm', 'DSS', 'Extensions']) && (formIsSame || formNumbers.size > 0)
        ? undefined
        : { what: 'catalog' }
    if (formNumbers.has(number) || fieldLists.has(number)) return formIsSame ? undefined : { what: 'form' }
    const page = pages.get(number)
    if (page !== undefined) {
      const [oldNotes, newNotes] = [before.resolve(entriesOf(old).get('Annots')), after.resolve(page.page.entries.get('Annots'))]
      return isSameBut(old, now, ['Annots', 'Tabs']) && isOnlySignatures(oldNotes, newNotes)
        ? undefined
        : { what: 'page', number: page.place }
    }
    const list = annotationLists.get(number)
    if (list !== undefined) return isOnlySignatures(old, now) ? undefined : { what: 'page', number: list }
    const content = contents.get(number)
    if (content !== undefined) return { what: 'page', number: content }
    return metadata.has(number) ? { what: 'metadata' } : { what: 'object', number }
  }

  const others = changedNumbers(before, after).flatMap((number) => explain(number) ?? [])
  const moved: readonly Addition[] = oldCatalog.at.number === newCatalog.at.number ? [] : [{ what: 'catalog' }]
  const form: readonly Addition[] = formIsSame ? [] : [{ what: 'form' }]
  const named = new Map([...moved, ...form, ...others].map((addition) => [JSON.stringify(addition), addition]))
  return { signatures: signatures.length, others: [...named.values()].slice(0, othersAtMost) }
}
