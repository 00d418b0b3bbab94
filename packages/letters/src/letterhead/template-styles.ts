import type { Document, Element } from '@xmldom/xmldom'
import { elementsIn, findChild, valueOf } from './word-xml.ts'

/** The paragraph styles that a template has to bring: a numbered paragraph, a point below it, and a heading. */
export const requiredStyles = ['MLANum', 'MLASub', 'MLAHead'] as const
/** Those that it may bring besides: running text, a lower heading, the text of a table and what stands above it. */
export const optionalStyles = ['MLABody', 'MLAHead2', 'MLACell', 'MLACaption'] as const
export type TemplateStyleName = (typeof requiredStyles)[number] | (typeof optionalStyles)[number]

/** One of those styles as a template has it. */
export interface TemplateStyle {
  /** How a paragraph names it, which is not always its name. */
  readonly id: string
  readonly numbering?: Numbering
}

/** How a style counts. */
export interface Numbering {
  /** The list, the same for the levels of one. */
  readonly list: string
  /** From 0. */
  readonly level: number
  /** As Word names it, as in `decimal` or `arabicAbjad`. */
  readonly format: string
  readonly start: number
  /** What stands around the number, as in `(%2)`. */
  readonly text: string
  /** Whether it starts again after each paragraph of the level above. */
  readonly restarts: boolean
  /** Where its text stands, in twentieths of a point from the margin where its language begins. */
  readonly indent: number
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/gu, '')

/** Finds the styles of the contract in a template, by name or id, each with its numbering followed to the list that it comes from. */
export function findStyles(styles: Document, numbering: Document | undefined): ReadonlyMap<TemplateStyleName, TemplateStyle> {
  const ofParagraphs = elementsIn(styles, 'w:style').filter((style) => valueOf(style, 'w:type') === 'paragraph')
  const byId = new Map(ofParagraphs.map((style) => [valueOf(style, 'w:styleId') ?? '', style]))
  const found = new Map<TemplateStyleName, TemplateStyle>()
  for (const name of [...requiredStyles, ...optionalStyles]) {
    const style = ofParagraphs.find((one) =>
      [valueOf(one, 'w:styleId'), valueOf(findChild(one, 'w:name'))].some((said) => plain(said ?? '') === plain(name)),
    )
    if (style === undefined) continue
    const counted = numbering === undefined ? undefined : numberingOf(style, byId, numbering)
    found.set(name, { id: valueOf(style, 'w:styleId') ?? name, ...(counted === undefined ? {} : { numbering: counted }) })
  }
  return found
}

/** The first of a style and those that it rests on that says something. */
function inherited<T>(style: Element, byId: ReadonlyMap<string, Element>, say: (style: Element) => T | undefined): T | undefined {
  const seen = new Set<Element>()
  for (let at: Element | undefined = style; at !== undefined && !seen.has(at); at = byId.get(valueOf(findChild(at, 'w:basedOn')) ?? '')) {
    seen.add(at)
    const said = say(at)
    if (said !== undefined) return said
  }
  return undefined
}

function numberingOf(style: Element, byId: ReadonlyMap<string, Element>, numbering: Document): Numbering | undefined {
  const properties = inherited(style, byId, (one) => findChild(one, 'w:pPr', 'w:numPr'))
  const id =
    valueOf(findChild(properties, 'w:numId')) ?? inherited(style, byId, (one) => valueOf(findChild(one, 'w:pPr', 'w:numPr', 'w:numId')))
  if (id === undefined || id === '0') return undefined
  const list = findList(numbering, id)
  if (list === undefined) return undefined
  const levels = elementsIn(list, 'w:lvl')
  const styleId = valueOf(style, 'w:styleId')
  const named = valueOf(
    levels.find((level) => valueOf(findChild(level, 'w:pStyle')) === styleId),
    'w:ilvl',
  )
  const level = named ?? valueOf(findChild(properties, 'w:ilvl')) ?? '0'
  const at = levels.find((one) => valueOf(one, 'w:ilvl') === level)
  if (at === undefined) return undefined
  const own = inherited(style, byId, (one) => findChild(one, 'w:pPr', 'w:ind'))
  const indent = [own, findChild(at, 'w:pPr', 'w:ind')]
    .map((one) => valueOf(one, 'w:start') ?? valueOf(one, 'w:left'))
    .find((one) => one !== undefined)
  return {
    list: valueOf(list, 'w:abstractNumId') ?? id,
    level: Number(level),
    format: valueOf(findChild(at, 'w:numFmt')) ?? 'decimal',
    start: Number(startOverride(numbering, id, level) ?? valueOf(findChild(at, 'w:start')) ?? '0'),
    text: valueOf(findChild(at, 'w:lvlText')) ?? '',
    restarts: valueOf(findChild(at, 'w:lvlRestart')) !== '0',
    indent: Number(indent ?? '0'),
  }
}

/** The list behind a number that paragraphs name; where that only names a style, the list that the style is made of. */
function findList(numbering: Document, id: string): Element | undefined {
  const instance = elementsIn(numbering, 'w:num').find((one) => valueOf(one, 'w:numId') === id)
  const lists = elementsIn(numbering, 'w:abstractNum')
  const list = lists.find((one) => valueOf(one, 'w:abstractNumId') === valueOf(findChild(instance, 'w:abstractNumId')))
  const linked = valueOf(findChild(list, 'w:numStyleLink'))
  return linked === undefined ? list : lists.find((one) => valueOf(findChild(one, 'w:styleLink')) === linked)
}

function startOverride(numbering: Document, id: string, level: string): string | undefined {
  const instance = elementsIn(numbering, 'w:num').find((one) => valueOf(one, 'w:numId') === id)
  const override =
    instance === undefined ? undefined : elementsIn(instance, 'w:lvlOverride').find((one) => valueOf(one, 'w:ilvl') === level)
  return valueOf(findChild(override, 'w:startOverride'))
}
