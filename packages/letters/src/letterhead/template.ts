import type { Document, Element } from '@xmldom/xmldom'
import { type FieldProblem, invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { isXml, type Parts, readParts } from './package-parts.ts'
import { markPlaceholders, type Place, type Placeholder, placeholders } from './placeholder.ts'
import { dangersIn, type TemplateParts } from './template-safety.ts'
import { findStyles, requiredStyles, type TemplateStyle, type TemplateStyleName } from './template-styles.ts'
import { childrenOf, elementsIn, findChild, readXml, valueOf, wordNamespace } from './word-xml.ts'

const main = 'word/document.xml'
const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
/** Twentieths of a point. */
const a4 = { width: 11906, margin: 1440 }

/** A Word template that fulfils the contract, ready to be filled. */
export interface Template {
  readonly parts: Parts
  /** Its XML parts; the placeholders in them are marked. */
  readonly documents: ReadonlyMap<string, Document>
  readonly styles: ReadonlyMap<TemplateStyleName, TemplateStyle>
  readonly places: readonly Place[]
  /** Width of the text where the body stands, in twentieths of a point. */
  readonly textWidth: number
  /** Style of the paragraph in which the body stands, which greeting and close take. */
  readonly bodyStyle: string | undefined
}

/**
 * Opens an authority's own Word template and checks it against the contract of docs/guide/letterhead.md.
 * @returns every fault, each a field problem of `file` under a rule `template-*`, not only the first
 */
export function openTemplate(bytes: Uint8Array): Result<Template> {
  const read = readParts(bytes)
  if (!read.ok) return read
  const documents = readDocuments(read.value)
  if (!documents.ok) return documents
  const body = bodyOf(documents.value)
  const styles = documents.value.get('word/styles.xml')
  if (body === undefined || styles === undefined) return fail(invalid('file', 'template-not-word'))
  const found = findStyles(styles, documents.value.get('word/numbering.xml'))
  const places = Array.from(documents.value, ([part, document]) => (isText(part) ? markPlaceholders(part, document) : [])).flat()
  const unpacked: TemplateParts = { parts: read.value, documents: documents.value }
  const faults = [...dangersIn(unpacked), ...placeFaults(places, body), ...styleFaults(found), ...useFaults(body, found)]
  if (faults.length > 0) return fail({ code: 'invalid-input', fields: distinct(faults) })
  const host = places.find(({ name }) => name === 'body')?.paragraph
  const hostStyle = valueOf(findChild(host, 'w:pPr', 'w:pStyle'))
  const isOurs = requiredStyles.some((name) => found.get(name)?.id === hostStyle)
  return ok({
    ...unpacked,
    styles: found,
    places,
    textWidth: textWidthAt(host, body),
    bodyStyle: isOurs ? undefined : hostStyle,
  })
}

function isText(part: string): boolean {
  return /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$/u.test(part)
}

function readDocuments(parts: Parts): Result<ReadonlyMap<string, Document>> {
  const documents = new Map<string, Document>()
  for (const [name, bytes] of parts) {
    if (!isXml(name)) continue
    const document = readXml(bytes)
    if (document === undefined) return fail(invalid('file', 'template-damaged'))
    documents.set(name, document)
  }
  return ok(documents)
}

/** The body of the letter, in a file that says of itself that it is a Word document: no spreadsheet, no template with macros, no older form. */
function bodyOf(documents: ReadonlyMap<string, Document>): Element | undefined {
  const types = documents.get('[Content_Types].xml')
  const root = documents.get(main)?.documentElement
  if (types === undefined || root?.tagName !== 'w:document' || root.namespaceURI !== wordNamespace) return undefined
  const declared = elementsIn(types, 'Override').find((one) => valueOf(one, 'PartName') === `/${main}`)
  const type = valueOf(declared, 'ContentType') ?? ''
  // One with macros is a Word document too; that it has them is said as such.
  return type === documentType || type.includes('macroEnabled') ? findChild(root, 'w:body') : undefined
}

const fault = (rule: string, values: Record<string, string> = {}): FieldProblem => ({ field: 'file', rule: `template-${rule}`, values })
const isKnown = (name: string): name is Placeholder => (placeholders as readonly string[]).includes(name)
const braced = (name: string): string => (name.includes('{') || name.includes('}') ? name : `{{${name}}}`)

function placeFaults(places: readonly Place[], body: Element): readonly FieldProblem[] {
  const unknown = places.filter(({ name }) => !isKnown(name)).map(({ name }) => fault('placeholder-unknown', { placeholder: braced(name) }))
  const missing = placeholders
    .filter((name) => !places.some((place) => place.name === name))
    .map((name) => fault('placeholder-missing', { placeholder: braced(name) }))
  const bodies = places.filter(({ name }) => name === 'body')
  const stands =
    bodies.length === 1 && bodies.every(({ part, paragraph, alone }) => part === main && alone && paragraph.parentNode === body)
  return [...unknown, ...missing, ...(bodies.length === 0 || stands ? [] : [fault('placeholder-place', { placeholder: braced('body') })])]
}

function styleFaults(styles: ReadonlyMap<TemplateStyleName, TemplateStyle>): readonly FieldProblem[] {
  const missing = requiredStyles.filter((style) => !styles.has(style)).map((style) => fault('style-missing', { style }))
  const [number, sub] = [styles.get('MLANum'), styles.get('MLASub')]
  const top = number?.numbering
  const below = sub?.numbering
  const counts = top !== undefined && top.start === 1 && !['none', 'bullet'].includes(top.format) && top.text.includes(`%${top.level + 1}`)
  const follows =
    below !== undefined &&
    top !== undefined &&
    below.list === top.list &&
    below.level === top.level + 1 &&
    below.start === 1 &&
    below.restarts
  return [
    ...missing,
    ...(number === undefined || counts ? [] : [fault('style-numbering', { style: 'MLANum' })]),
    ...(sub === undefined || number === undefined || follows || !counts
      ? []
      : [fault('style-level', { style: 'MLASub', above: 'MLANum' })]),
  ]
}

/** A paragraph of the template that counts would push the numbers of the letter on. */
function useFaults(body: Element, styles: ReadonlyMap<TemplateStyleName, TemplateStyle>): readonly FieldProblem[] {
  const number = styles.get('MLANum')
  const used = elementsIn(body, 'w:p').some((paragraph) => {
    const isHost = (paragraph.textContent ?? '').includes('\uFDD0body\uFDD1')
    return !isHost && valueOf(findChild(paragraph, 'w:pPr', 'w:pStyle')) === number?.id
  })
  return number !== undefined && used ? [fault('style-used', { style: 'MLANum' })] : []
}

function distinct(faults: readonly FieldProblem[]): readonly FieldProblem[] {
  return [...new Map(faults.map((one) => [JSON.stringify(one), one])).values()].slice(0, 50)
}

/** The width between the margins of the section in which the body stands. */
function textWidthAt(host: Element | undefined, body: Element): number {
  const blocks = childrenOf(body)
  const after = host === undefined ? blocks : blocks.slice(blocks.indexOf(host))
  const section = after
    .map((block) => (block.tagName === 'w:sectPr' ? block : findChild(block, 'w:pPr', 'w:sectPr')))
    .find((one) => one !== undefined)
  const size = Number(valueOf(findChild(section, 'w:pgSz'), 'w:w') ?? a4.width)
  const margins = findChild(section, 'w:pgMar')
  const taken = ['w:left', 'w:right', 'w:gutter'].map((side) => Number(valueOf(margins, side) ?? (side === 'w:gutter' ? 0 : a4.margin)))
  const width = taken.reduce((rest, one) => rest - one, size)
  return Number.isFinite(width) && width > 2000 ? width : a4.width - 2 * a4.margin
}
