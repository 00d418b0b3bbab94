import type { Document, Element } from '@xmldom/xmldom'
import type { FieldProblem } from '@comity/domain/problem'
import type { Parts } from './package-parts.ts'
import { elementsIn, valueOf } from './word-xml.ts'

/** A part of a template with what it says, where it is XML. */
export interface TemplateParts {
  readonly parts: Parts
  readonly documents: ReadonlyMap<string, Document>
}

/** What a part of a letterhead may refer to; the last piece of the relationship's type (ISO/IEC 29500-1, 15). Everything else is refused. */
const relations = new Set(
  [
    'officeDocument core-properties extended-properties custom-properties thumbnail metadata',
    'styles stylesWithEffects settings webSettings fontTable font theme themeOverride numbering',
    'header footer footnotes endnotes image hdphoto customXml customXmlProps people glossaryDocument',
  ].flatMap((line) => line.split(' ')),
)
const notes = new Set(['comments', 'commentsExtended', 'commentsIds', 'commentsExtensible'])
const macroParts = /vbaproject|vbadata|activex/iu
/** Fields that count; all others fetch, run, or change by themselves after the letter was signed. */
const fields = new Set(['PAGE', 'NUMPAGES', 'SECTION', 'SECTIONPAGES', 'STYLEREF', 'SYMBOL', 'SEQ', 'REF', 'PAGEREF'])
const revisions = ['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo', 'w:commentReference']
const images = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|wdp)$/iu

const fault = (rule: string, values: Record<string, string> = {}): FieldProblem => ({ field: 'file', rule: `template-${rule}`, values })
const shown = (text: string): string => text.slice(0, 120)
const lastPiece = (type: string): string => type.split('/').at(-1) ?? ''

/** What a template must not bring along: macros, links out of it, embedded objects, fields that fetch, tracked changes and comments. */
export function dangersIn({ parts, documents }: TemplateParts): readonly FieldProblem[] {
  return [
    ...macros({ parts, documents }),
    ...Array.from(documents, ([name, document]) => [
      ...(name.endsWith('.rels') ? relationFaults(document) : []),
      ...(name.startsWith('word/') || name.endsWith('.svg') ? contentFaults(document, name) : []),
    ]).flat(),
  ]
}

function macros({ parts, documents }: TemplateParts): readonly FieldProblem[] {
  const types = documents.get('[Content_Types].xml')
  const declared = types === undefined ? [] : ['Default', 'Override'].flatMap((tag) => elementsIn(types, tag))
  const has = declared.some((type) => /macroEnabled|vbaProject|activeX/iu.test(valueOf(type, 'ContentType') ?? ''))
  return has || Array.from(parts.keys()).some((name) => macroParts.test(name)) ? [fault('macros')] : []
}

function relationFaults(document: Document): readonly FieldProblem[] {
  return elementsIn(document, 'Relationship').flatMap((relation) => {
    const type = lastPiece(valueOf(relation, 'Type') ?? '')
    const target = valueOf(relation, 'Target') ?? ''
    if (valueOf(relation, 'TargetMode') === 'External' || /^(?:[a-z][\w+.-]*:|\/\/|\\\\)/iu.test(target))
      return [fault('external', { target: shown(target) })]
    if (notes.has(type)) return [fault('revisions')]
    if (macroParts.test(type)) return [fault('macros')]
    if (!relations.has(type) || (type === 'image' && !images.test(target)))
      return [fault('embedded', { target: shown(target), type: shown(type) })]
    return []
  })
}

function contentFaults(document: Document, name: string): readonly FieldProblem[] {
  const found: FieldProblem[] = []
  for (const element of elementsIn(document, '*')) {
    const { tagName } = element
    if (revisions.includes(tagName)) found.push(fault('revisions'))
    if (tagName === 'w:altChunk' || tagName === 'w:subDoc' || tagName === 'o:OLEObject' || tagName === 'w:control')
      found.push(fault('embedded', { target: shown(name), type: tagName }))
    if (name.endsWith('.svg') && /^(?:.*:)?(?:script|foreignObject)$/iu.test(tagName)) found.push(fault('macros'))
    found.push(...addressFaults(element, name.endsWith('.svg')))
  }
  const said = elementsIn(document, 'w:fldSimple').map((field) => valueOf(field, 'w:instr') ?? '')
  for (const instruction of [...said, ...spokenFields(document)]) {
    const field = /^\s*\\?([^\s"\\]+)/u.exec(instruction)?.[1]?.toUpperCase()
    if (field !== undefined && !fields.has(field)) found.push(fault('field', { name: shown(field) }))
  }
  return found
}

/** An address in an attribute: of old drawings and of pictures in XML, which name it themselves. */
function addressFaults(element: Element, drawn: boolean): readonly FieldProblem[] {
  return Array.from(element.attributes).flatMap(({ name, value }) => {
    if (drawn && /^on/iu.test(name)) return [fault('macros')]
    const named = /(?:^|:)(?:src|href)$/iu.test(name) && value !== '' && !/^(?:#|data:image\/(?:png|jpeg|gif);)/iu.test(value)
    const styled = /url\(\s*['"]?(?!#)/iu.test(value) || /@import/iu.test(value)
    return named || styled ? [fault('external', { target: shown(value) })] : []
  })
}

/** The instructions of fields that are written in several runs, put together from their beginning to what they show. */
function spokenFields(document: Document): readonly string[] {
  const instructions: string[] = []
  const open: string[] = []
  for (const element of elementsIn(document, '*')) {
    if (element.tagName === 'w:fldChar') {
      const kind = valueOf(element, 'w:fldCharType')
      if (kind === 'begin') open.push('')
      else if (open.length > 0) {
        const instruction = open.pop() ?? ''
        if (kind === 'separate') open.push('')
        if (instruction !== '') instructions.push(instruction)
      }
    } else if (element.tagName === 'w:instrText') {
      if (open.length === 0) instructions.push(element.textContent ?? '')
      else open.push((open.pop() ?? '') + (element.textContent ?? ''))
    }
  }
  return instructions
}
