import { type FieldProblem, invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import type { Element } from '@xmldom/xmldom'
import { attributeOf, childrenOf, readXml } from './read-xml.ts'
import { type ReturnedFile, type ReturnedSegment, withoutIsolates } from './translation-file.ts'

const namespace = 'urn:oasis:names:tc:xliff:document:2.0'
const confirmed = ['translated', 'reviewed', 'final']

/** The words of a source or a target: marks and codes around them say nothing, a placeholder of ours is a line end. */
function wordsOf(element: Element): string {
  let words = ''
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === child.TEXT_NODE || child.nodeType === child.CDATA_SECTION_NODE) words += child.nodeValue ?? ''
    if (child.nodeType !== child.ELEMENT_NODE) continue
    const inner = child as Element
    if (inner.localName === 'ph') words += /^b\d+$/u.test(attributeOf(inner, 'id') ?? '') ? '\n' : ''
    else if (inner.localName === 'mrk' || inner.localName === 'pc') words += wordsOf(inner)
    // A character that XML cannot hold, no text has: it is refused with the rest of its kind.
    else if (inner.localName === 'cp') words += '\u0000'
  }
  return words
}

function segmentOf(unit: Element): ReturnedSegment {
  const parts = childrenOf(unit).filter(({ localName }) => localName === 'segment' || localName === 'ignorable')
  const join = (name: string): string => parts.map((part) => childrenOf(part, name).map(wordsOf).join('')).join('')
  const segments = parts.filter(({ localName }) => localName === 'segment')
  return {
    segment: attributeOf(unit, 'id') ?? '',
    source: withoutIsolates(join('source')),
    target: withoutIsolates(join('target')).trim(),
    done: segments.every((part) => confirmed.includes(attributeOf(part, 'state') ?? 'initial')),
  }
}

function unitsIn(element: Element): readonly Element[] {
  return childrenOf(element).flatMap((child) => (child.localName === 'unit' ? [child] : child.localName === 'group' ? unitsIn(child) : []))
}

/**
 * Reads XLIFF 2.0 or 2.1 that came back. What its segments say is for the caller to hold against what left.
 * @returns `invalid-input`: at `file`, not XML, cut short, with a document type, of another version, or not a file of ours
 */
export function readXliff(bytes: Uint8Array): Result<ReturnedFile> {
  const read = readXml(bytes)
  if (!read.ok) return read
  const root = read.value.documentElement
  if (root === null || root.localName !== 'xliff') return fail(invalid('file', 'file-not-xliff'))
  const version = attributeOf(root, 'version') ?? ''
  if (root.namespaceURI !== namespace || (version !== '2.0' && version !== '2.1'))
    return fail(invalid('file', 'file-xliff-version', { version: version === '' ? '?' : version.slice(0, 20) }))
  const [file, ...more] = childrenOf(root, 'file')
  const id = /^f-([0-9a-f-]{36})$/u.exec(file === undefined ? '' : (attributeOf(file, 'id') ?? ''))?.[1]
  if (file === undefined || more.length > 0 || id === undefined) return fail(invalid('file', 'file-of-another'))
  const [sourceLanguage, language] = [attributeOf(root, 'srcLang'), attributeOf(root, 'trgLang')]
  const segments = unitsIn(file).map(segmentOf)
  const nameless = segments.flatMap(({ segment }, at): FieldProblem[] =>
    segment === '' ? [{ field: `unit ${at + 1}`, rule: 'required' }] : [],
  )
  if (nameless.length > 0) return fail({ code: 'invalid-input', fields: nameless.slice(0, 100) })
  return ok({
    id,
    segments,
    ...(sourceLanguage === undefined ? {} : { sourceLanguage }),
    ...(language === undefined ? {} : { language }),
  })
}
