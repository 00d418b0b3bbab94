import type { Document, Element } from '@xmldom/xmldom'
import { escape } from '../escape.ts'
import type { Doc } from '../model.ts'
import { childrenOf, elementsIn, findChild, isOn, readXml, valueOf, wordNamespace } from './word-xml.ts'

const relationNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const headType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml'

/**
 * Puts the notice of a draft above the head of every page, in the template's own heads and, where a kind of page has
 * none, in a new one: a draft never passes for a request (DESIGN.md rule 8), whatever the template looks like.
 */
export function markDraft(documents: Map<string, Document>, doc: Doc): void {
  const body = documents.get('word/document.xml')
  if (body === undefined) return
  for (const [part, document] of documents) {
    if (!/^word\/header\d*\.xml$/u.test(part)) continue
    const root = document.documentElement
    root?.insertBefore(document.importNode(noticeOf(doc), true), root.firstChild)
  }
  const sections = elementsIn(body, 'w:sectPr')
  const settings = documents.get('word/settings.xml')
  const wanted = [
    'default',
    ...(sections.some((section) => isOn(findChild(section, 'w:titlePg'))) ? ['first'] : []),
    ...(settings !== undefined && elementsIn(settings, 'w:evenAndOddHeaders').some(isOn) ? ['even'] : []),
  ]
  const [first] = sections.length === 0 ? [addSection(body)] : sections
  if (first === undefined) return
  // Later sections have the heads of the first unless they bring their own.
  const own = new Set(childrenOf(first).flatMap((child) => (child.tagName === 'w:headerReference' ? [valueOf(child, 'w:type')] : [])))
  for (const kind of wanted.filter((one) => !own.has(one))) addHead(documents, body, first, kind, doc)
}

function addSection(document: Document): Element | undefined {
  const body = findChild(document.documentElement ?? undefined, 'w:body')
  const section = document.createElementNS(wordNamespace, 'w:sectPr')
  body?.appendChild(section)
  return section
}

function noticeXml({ draftNotice, direction, language }: Doc): string {
  const edge = (side: string): string => `<w:${side} w:val="single" w:sz="8" w:space="4" w:color="9C2F2A"/>`
  const rtl = direction === 'rtl'
  return [
    `<w:p xmlns:w="${wordNamespace}"><w:pPr><w:pBdr>${['top', 'left', 'bottom', 'right'].map(edge).join('')}</w:pBdr>`,
    `${rtl ? '<w:bidi/>' : ''}<w:spacing w:before="0" w:after="120"/><w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>`,
    `<w:r><w:rPr><w:b/><w:bCs/><w:color w:val="9C2F2A"/><w:sz w:val="18"/><w:szCs w:val="18"/>${rtl ? '<w:rtl/>' : ''}`,
    `<w:lang ${rtl ? 'w:bidi' : 'w:val'}="${escape(language)}"/></w:rPr><w:t>${escape(draftNotice)}</w:t></w:r></w:p>`,
  ].join('')
}

function noticeOf(doc: Doc): Element {
  const root = readXml(new TextEncoder().encode(noticeXml(doc)))?.documentElement
  if (root === undefined || root === null) throw new Error('the notice of a draft is no XML')
  return root
}

/** A head that holds the notice alone, with what makes it part of the file. */
function addHead(documents: Map<string, Document>, body: Document, section: Element, kind: string, doc: Doc): void {
  const name = `headerDraft${kind}.xml`
  const id = `rIdDraft${kind}`
  const head = readXml(new TextEncoder().encode(`<w:hdr xmlns:w="${wordNamespace}">${noticeXml(doc)}</w:hdr>`))
  const relations = documents.get('word/_rels/document.xml.rels')
  const types = documents.get('[Content_Types].xml')
  if (head === undefined || relations?.documentElement == null || types?.documentElement == null)
    throw new Error('a template without relationships')
  documents.set(`word/${name}`, head)
  append(relations, 'Relationship', { Id: id, Type: `${relationNamespace}/header`, Target: name })
  append(types, 'Override', { PartName: `/word/${name}`, ContentType: headType })
  const reference = body.createElementNS(wordNamespace, 'w:headerReference')
  reference.setAttributeNS(wordNamespace, 'w:type', kind)
  reference.setAttributeNS(relationNamespace, 'r:id', id)
  section.insertBefore(reference, section.firstChild)
}

function append(document: Document, name: string, attributes: Readonly<Record<string, string>>): void {
  const root = document.documentElement
  if (root === null) return
  const element = document.createElementNS(root.namespaceURI, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  root.appendChild(element)
}
