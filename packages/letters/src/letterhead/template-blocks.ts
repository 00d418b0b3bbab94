import { AlignmentType, Paragraph, type Table, type TextRun } from 'docx'
import { leadsInto } from '../docx-blocks.ts'
import { docxMark } from '../docx-mark.ts'
import { againstRunsOf, type RunStyle, runsOf } from '../docx-runs.ts'
import { tableOf } from '../docx-table.ts'
import type { Block, Doc, Heading, Line, List, Paragraph as ParagraphBlock, Side } from '../model.ts'
import type { Template } from './template.ts'
import type { TemplateStyleName } from './template-styles.ts'

/** Where running numbers stand while the blocks of a letter are written. */
interface Course {
  /** Whether Word counts the next list from its first letter: a numbered paragraph has come since the last list. */
  fresh: boolean
}

/**
 * The body of a letter in the styles of a template: what it is about, its particulars, and its blocks. Word counts
 * paragraphs and points by those styles, and arrives at the numbers of the model, because every numbered paragraph of
 * a letter counts and the template counts from 1.
 */
export function bodyIn(template: Template, doc: Doc): (Paragraph | Table)[] {
  const style: RunStyle = { direction: doc.direction, language: doc.language }
  const course: Course = { fresh: false }
  const subject = doc.subject.length === 0 ? [] : [running(template, runsOf(doc.subject, { ...style, italics: true }), style)]
  return [...subject, ...particulars(template, doc, style), ...blocksIn(template, doc.blocks, style, course)]
}

/** What ties the letter to the register, after the signature. */
export function markIn(template: Template, { mark, direction, language }: Doc): (Paragraph | Table)[] {
  const cell = styleId(template, 'MLACell')
  const small = cell === undefined ? { size: 18 } : {}
  return docxMark(mark, { direction, language, ...small }, { width: template.textWidth, cell: cell ?? template.bodyStyle })
}

/** Who signs: the role, and a line for each thing that is filled in by hand. */
export function signaturesIn(template: Template, { signatures, direction, language }: Side): Paragraph[] {
  const style: RunStyle = { direction, language }
  return signatures.flatMap(({ role, fields }) => [
    running(template, runsOf([{ kind: 'strong', text: role }], style), style, true),
    ...fields.map((field, place) =>
      running(template, runsOf([{ kind: 'text', text: `${field}: ${'_'.repeat(30)}` }], style), style, place < fields.length - 1),
    ),
  ])
}

function styleId(template: Template, name: TemplateStyleName): string | undefined {
  return template.styles.get(name)?.id
}

function named(id: string | undefined): { style?: string } {
  return id === undefined ? {} : { style: id }
}

function running(template: Template, children: TextRun[], { direction }: RunStyle, keepNext = false): Paragraph {
  return new Paragraph({
    ...named(styleId(template, 'MLABody') ?? template.bodyStyle),
    bidirectional: direction === 'rtl',
    keepNext,
    children,
  })
}

/** What stands in the head of our own letters, in two columns; the reference has its own place in a template. */
function particulars(template: Template, { meta, reference }: Doc, style: RunStyle): (Paragraph | Table)[] {
  const rows = meta.filter(({ value }) => !(value.length === 1 && value[0]?.kind === 'isolated' && value[0].text === reference))
  if (rows.length === 0) return []
  const cells = rows.map(({ label, value }): Line[] => [[{ kind: 'text', text: label }], value])
  return tableOf({ kind: 'table', caption: [], head: [], widths: [2, 5], rows: cells, bare: true }, style, measuresOf(template))
}

function measuresOf(template: Template) {
  const cell = styleId(template, 'MLACell')
  const caption = styleId(template, 'MLACaption')
  // Without a style of its own a table is set smaller than the text, as in our own letters.
  return { width: template.textWidth, ...(cell === undefined ? { size: 20, ...named(template.bodyStyle) } : { style: cell }), caption }
}

function blocksIn(template: Template, blocks: readonly Block[], style: RunStyle, course: Course): (Paragraph | Table)[] {
  return blocks.flatMap((block, place) => blockIn(template, block, style, course, leadsInto(blocks[place + 1])))
}

function blockIn(template: Template, block: Block, style: RunStyle, course: Course, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [headingIn(template, block, style)]
    case 'paragraph':
      return [paragraphIn(template, block, style, course, keepNext)]
    case 'list':
      return listIn(template, block, style, course)
    case 'table':
      return tableOf(block, block.foreign === undefined ? style : { ...style, ...block.foreign }, measuresOf(template))
    case 'columns':
      // Letters in two languages are set in our own design; should one come here, its columns stand one after the other.
      return block.rows.flatMap(({ first, second }) => blocksIn(template, [...first, ...second], style, course))
  }
}

function headingIn(template: Template, { level, number, content }: Heading, style: RunStyle): Paragraph {
  const lower = template.styles.get('MLAHead2')
  const used = level === 2 && lower !== undefined ? lower : template.styles.get('MLAHead')
  const counts = used?.numbering !== undefined && (level === 1 || used === lower)
  const line: Line = counts ? content : [{ kind: 'text', text: `${number}\u2002` }, ...content]
  return new Paragraph({
    ...named(used?.id),
    keepNext: true,
    bidirectional: style.direction === 'rtl',
    // A lower heading in the style of the upper one must not take its next number.
    ...(used?.numbering === undefined || counts ? {} : { numbering: false as const, indent: { start: 0, hanging: 0 } }),
    children: runsOf(line, style),
  })
}

function paragraphIn(
  template: Template,
  { number, continues, content, foreign }: ParagraphBlock,
  style: RunStyle,
  course: Course,
  keepNext: boolean,
): Paragraph {
  const own: RunStyle = foreign === undefined ? style : { ...style, ...foreign }
  const children = own.direction === style.direction ? runsOf(content, own) : againstRunsOf(content, own)
  if (number === undefined && continues !== true) return running(template, children, style, keepNext)
  const counted = template.styles.get('MLANum')
  const start = counted?.numbering?.indent ?? 0
  if (number !== undefined) course.fresh = true
  return new Paragraph({
    ...named(counted?.id),
    keepNext,
    bidirectional: style.direction === 'rtl',
    ...(number === undefined ? { numbering: false as const, indent: { start, hanging: 0 } } : {}),
    children,
  })
}

/** Where no numbered paragraph has come since the last list, Word would count on from it: then the letters are ours. */
function listIn(template: Template, { items }: List, style: RunStyle, course: Course): Paragraph[] {
  const point = template.styles.get('MLASub')
  const counts = course.fresh
  course.fresh = false
  return items.map(
    ({ label, content }, place) =>
      new Paragraph({
        ...named(point?.id),
        keepNext: place === 0 && items.length > 1,
        bidirectional: style.direction === 'rtl',
        alignment: AlignmentType.START,
        ...(counts ? {} : { numbering: false as const, indent: { start: point?.numbering?.indent ?? 0, hanging: 0 } }),
        children: runsOf(counts ? content : [{ kind: 'text', text: `${label}\u2002` }, ...content], style),
      }),
  )
}
