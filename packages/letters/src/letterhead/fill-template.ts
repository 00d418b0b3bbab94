import { type IPatch, patchDocument, PatchType, TextRun } from 'docx'
import type { Document } from '@xmldom/xmldom'
import { zipSync } from 'fflate'
import { coreProperties } from '../docx-properties.ts'
import { type RunStyle, runsOf } from '../docx-runs.ts'
import { type Doc, type Inline, isolated, type Line } from '../model.ts'
import { fixZipTimes } from '../zip-times.ts'
import { markDraft } from './draft-heads.ts'
import { mark, type Placeholder } from './placeholder.ts'
import { bodyIn, markIn, signaturesIn } from './template-blocks.ts'
import type { Template } from './template.ts'
import { writeXml } from './word-xml.ts'

/**
 * A letter in an authority's own Word template. The look is the template's: what is filled in only names its styles.
 * The same letter in the same template gives the same bytes.
 */
export async function fillTemplate(template: Template, doc: Doc): Promise<Uint8Array> {
  const filled = await patchDocument({
    outputType: 'uint8array',
    data: packed(template, doc),
    placeholderDelimiters: mark,
    patches: patchesFor(template, doc),
  })
  return fixZipTimes(filled)
}

/** The template as one file again, with marked placeholders, the properties of the letter and, where it is a draft, its notice. */
function packed(template: Template, doc: Doc): Uint8Array {
  const documents = new Map(Array.from(template.documents, ([name, document]) => [name, copyOf(document)] as const))
  if (doc.draft) markDraft(documents, doc)
  const files: Record<string, Uint8Array> = Object.fromEntries(template.parts)
  for (const [name, document] of documents) files[name] = writeXml(document)
  // Who wrote the template, and when, is nobody's business abroad.
  if (files['docProps/core.xml'] !== undefined) files['docProps/core.xml'] = new TextEncoder().encode(coreProperties(doc))
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) })
}

function copyOf(document: Document): Document {
  return document.cloneNode(true) as Document
}

function inline(line: Line, style: RunStyle): IPatch {
  return { type: PatchType.PARAGRAPH, children: runsOf(line, style) }
}

function patchesFor(template: Template, doc: Doc): Record<Placeholder, IPatch> {
  const style: RunStyle = { direction: doc.direction, language: doc.language }
  const role: Line = doc.signatures.flatMap(({ role: text }, place): Inline[] => [
    ...(place === 0 ? [] : [{ kind: 'break' } as const]),
    { kind: 'text', text },
  ])
  const signs = template.places.filter(({ name }) => name === 'signName')
  const isBlock = signs.every(({ alone }) => alone)
  // Where the signature may stand anywhere, the mark stands at the end of the text.
  const registerMark = markIn(template, doc)
  const addressee = doc.addressee.flatMap((line, place): Inline[] => [...(place === 0 ? [] : [{ kind: 'break' } as const]), ...line])
  return {
    ref: inline([isolated(doc.reference)], style),
    date: inline(doc.date, style),
    addressee: inline(addressee, style),
    title: { type: PatchType.PARAGRAPH, children: [new TextRun({ text: doc.title, rightToLeft: doc.direction === 'rtl' })] },
    // In a sentence of the template's own only the role is said.
    signName: isBlock ? { type: PatchType.DOCUMENT, children: [...signaturesIn(template, doc), ...registerMark] } : inline(role, style),
    body: { type: PatchType.DOCUMENT, children: [...bodyIn(template, doc), ...(isBlock ? [] : registerMark)] },
  }
}
