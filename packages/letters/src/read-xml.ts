import { invalid } from '@comity/domain/problem'
import { fail, ok, type Result } from '@comity/domain/result'
import { DOMParser, type Document, type Element, type Node, onWarningStopParsing, ParseError } from '@xmldom/xmldom'
import { isReadable } from './xml-shape.ts'

function decoded(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** How the file ends: a file that was cut in half lacks the end of its root element. */
function isCut(text: string): boolean {
  const root = /<([A-Za-z_][\w.:-]*)[\s/>]/u.exec(text.replaceAll(/<\?[^>]*\?>|<!--[\s\S]*?-->/gu, ''))?.[1]
  return root !== undefined && !text.trimEnd().endsWith(`</${root}>`) && !/\/>\s*$/u.test(text)
}

/** No file of ours is nested as deep; one that is would exhaust whoever walks it. */
const deepest = 100

function isDeep(root: Element): boolean {
  let [node, depth]: [Node | null, number] = [root, 0]
  while (node !== null) {
    if (node.firstChild !== null) {
      depth += 1
      if (depth > deepest) return true
      node = node.firstChild
      continue
    }
    while (node !== null && node !== root && node.nextSibling === null) {
      node = node.parentNode
      depth -= 1
    }
    node = node === null || node === root ? null : node.nextSibling
  }
  return false
}

/**
 * Reads XML that comes from outside: no document type and so no entities but the five of XML, and nothing that is not well formed.
 * @returns `invalid-input` at `file`: not XML, cut short, or with a document type
 */
export function readXml(bytes: Uint8Array): Result<Document> {
  const text = decoded(bytes)
  if (text === undefined || !/^\uFEFF?\s*</u.test(text)) return fail(invalid('file', 'file-not-xml'))
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(text)) return fail(invalid('file', 'file-doctype'))
  if (!isReadable(text)) return fail(invalid('file', 'file-not-xml'))
  if (isCut(text)) return fail(invalid('file', 'xml-cut'))
  try {
    const document = new DOMParser({ onError: onWarningStopParsing }).parseFromString(text, 'application/xml')
    return document.documentElement === null || isDeep(document.documentElement) ? fail(invalid('file', 'file-not-xml')) : ok(document)
  } catch (error) {
    if (error instanceof ParseError) return fail(invalid('file', 'file-not-xml'))
    throw error
  }
}

/** The elements directly below an element, of one name where one is given; namespaces are asked by the name after the prefix. */
export function childrenOf(element: Element, name?: string): readonly Element[] {
  const children: Element[] = []
  for (let child = element.firstChild; child !== null; child = child.nextSibling)
    if (child.nodeType === child.ELEMENT_NODE && (name === undefined || (child as Element).localName === name))
      children.push(child as Element)
  return children
}

/** An attribute; undefined where it is not there. */
export function attributeOf(element: Element, name: string): string | undefined {
  return element.getAttribute(name) ?? undefined
}
