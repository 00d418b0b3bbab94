import { DOMParser, type Document, type Element, type Node, XMLSerializer } from '@xmldom/xmldom'
import { isReadable } from '../xml-shape.ts'
import { textOf } from './package-parts.ts'

export const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/**
 * Reads one part of a Word file.
 * @returns undefined for what is no well-formed XML in UTF-8, or declares a document type: Word writes none, and
 * entities can grow without end
 */
export function readXml(bytes: Uint8Array): Document | undefined {
  const text = textOf(bytes)
  if (text === undefined || /<!(?:DOCTYPE|ENTITY)/iu.test(text) || !isReadable(text)) return undefined
  try {
    const parser = new DOMParser({
      onError: (_level, message) => {
        throw new Error(message)
      },
    })
    const document = parser.parseFromString(text, 'text/xml')
    return document.documentElement === null ? undefined : document
  } catch {
    return undefined
  }
}

/** A part as bytes again. */
export function writeXml(document: Document): Uint8Array {
  return new TextEncoder().encode(new XMLSerializer().serializeToString(document))
}

/** The elements of a part with a name as Word writes it, as in `w:p`, in the order of the text. */
export function elementsIn(parent: Document | Element, name: string): readonly Element[] {
  return Array.from(parent.getElementsByTagName(name))
}

/** The first element within another, by the names that lead to it. */
export function findChild(parent: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((found, name) => found && childrenOf(found).find(({ tagName }) => tagName === name), parent)
}

/** The elements that stand directly within another. */
export function childrenOf(parent: Element): readonly Element[] {
  return Array.from(parent.childNodes).filter(isElement)
}

/** Whether a node is an element. */
export function isElement(node: Node | null): node is Element {
  return node !== null && node.nodeType === 1
}

/** The value that Word keeps in `w:val`; undefined where there is none. */
export function valueOf(element: Element | undefined, attribute = 'w:val'): string | undefined {
  return element?.getAttribute(attribute) ?? undefined
}

/** Whether a setting that is either on or off is on (ISO/IEC 29500-1, 17.17.4). */
export function isOn(element: Element | undefined): boolean {
  return element !== undefined && !['0', 'false', 'off'].includes(valueOf(element) ?? 'true')
}
