import type { Document, Element } from '@xmldom/xmldom'
import { childrenOf, elementsIn } from './word-xml.ts'

/** What a template has to leave room for, as in `{{ref}}`. */
export const placeholders = ['ref', 'date', 'addressee', 'title', 'body', 'signName'] as const
export type Placeholder = (typeof placeholders)[number]

/**
 * What stands around a placeholder once it is known for one: characters that no text of a letter can hold (`printable`),
 * so that `{{title}}` in the words of an officer stays what it is.
 */
export const mark = { start: '\uFDD0', end: '\uFDD1' } as const

/** One place of a template that is filled, or that looks as if it should be. */
export interface Place {
  /** As written, without its braces and spaces. */
  readonly name: string
  /** Name of the part, as in `word/header1.xml`. */
  readonly part: string
  readonly paragraph: Element
  /** Whether its paragraph holds nothing else. */
  readonly alone: boolean
}

const written = /\{\{\s*([^{}]*?)\s*\}\}/u
/** Text that belongs to another paragraph, is no longer there or is not read. */
const apart = new Set(['w:p', 'w:del', 'w:moveFrom', 'w:instrText', 'w:delText'])

/** The texts of one paragraph in order, without those of text boxes that stand in it. */
function textsOf(element: Element): readonly Element[] {
  return childrenOf(element).flatMap((child) => {
    if (child.tagName === 'w:t') return [child]
    return apart.has(child.tagName) ? [] : textsOf(child)
  })
}

/** The text of one paragraph, without that of text boxes in it. */
export function paragraphText(paragraph: Element): string {
  return textsOf(paragraph)
    .map(({ textContent }) => textContent ?? '')
    .join('')
}

/** Puts the first placeholder of a paragraph between marks and whole into the text where it begins, however Word has parted it. */
function gather(paragraph: Element): string | undefined {
  const texts = textsOf(paragraph)
  const contents = texts.map(({ textContent }) => textContent ?? '')
  const found = written.exec(contents.join(''))
  if (found === null) return undefined
  const [whole, name = ''] = found
  let before = found.index
  let left = whole.length
  for (const [place, text] of texts.entries()) {
    const content = contents[place] ?? ''
    if (before >= content.length) {
      before -= content.length
      continue
    }
    const taken = Math.min(left, content.length - before)
    const inserted = left === whole.length ? `${mark.start}${name}${mark.end}` : ''
    text.textContent = content.slice(0, before) + inserted + content.slice(before + taken)
    text.setAttribute('xml:space', 'preserve')
    left -= taken
    before = 0
    if (left === 0) break
  }
  return name
}

/**
 * Finds the placeholders of a part and marks them, so that each stands whole in one text: Word parts what was typed in
 * several goes, or has a word that its speller does not know.
 */
export function markPlaceholders(part: string, document: Document): readonly Place[] {
  return elementsIn(document, 'w:p').flatMap((paragraph) => {
    const names: string[] = []
    for (let name = gather(paragraph); name !== undefined; name = gather(paragraph)) names.push(name)
    const text = paragraphText(paragraph)
    // A brace too few or too many was meant to be a placeholder.
    const broken = /\{\{[^{}]*\}?|\}\}/u.exec(text)?.[0]
    if (broken !== undefined) names.push(broken.slice(0, 40))
    const holdsMore =
      elementsIn(paragraph, 'w:drawing').length + elementsIn(paragraph, 'w:pict').length + elementsIn(paragraph, 'w:sectPr').length
    const alone = names.length === 1 && text.trim() === `${mark.start}${names[0]}${mark.end}` && holdsMore === 0
    return names.map((name) => ({ name, part, paragraph, alone }))
  })
}
