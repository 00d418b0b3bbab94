import { HeadingLevel, Paragraph, Table, TableCell, TableRow, WidthType } from 'docx'
import type { Direction } from './direction.ts'
import { againstRunsOf, type RunStyle, runsOf } from './docx-runs.ts'
import { none, tableOf, thin } from './docx-table.ts'
import { type Block, type Columns, type Heading, type Line, type List, type Paragraph as ParagraphBlock, plainText } from './model.ts'

/** Width of the text in twentieths of a point: 16 cm. */
export const textWidth = 9072
/** How far the text stands from its number. */
export const hanging = 740

const headings = { 1: HeadingLevel.HEADING_2, 2: HeadingLevel.HEADING_3 } as const

/**
 * One block of a letter for Word. Numbers are literal: they come from the model, and must not change because
 * someone edits the file or opens it elsewhere (docs/adr/0007-one-letter-model.md).
 * @param next the block that follows, with which a lead-in stays on one page; after the last comes the signature
 */
export function docxBlock(block: Block, next: Block | undefined, style: RunStyle): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [headingOf(block, style)]
    case 'paragraph':
      return [paragraphOf(block, style, leadsInto(next))]
    case 'list':
      return listOf(block, style)
    case 'table':
      return tableOf(block, block.foreign === undefined ? style : { ...style, ...block.foreign }, {
        width: textWidth,
        style: 'Cell',
        caption: 'Caption',
        leads: next === undefined,
      })
    case 'columns':
      return [twoColumns(block, style, next)]
  }
}

/** Whether a paragraph stays on one page with what comes next: with what it leads into, and the last one with the signature. */
export function leadsInto(next: Block | undefined): boolean {
  return next === undefined || next.kind === 'list' || next.kind === 'table' || (next.kind === 'paragraph' && next.continues === true)
}

function headingOf({ level, number, content }: Heading, style: RunStyle): Paragraph {
  return new Paragraph({
    heading: headings[level],
    bidirectional: style.direction === 'rtl',
    keepNext: true,
    indent: { start: hanging, hanging },
    children: runsOf([{ kind: 'text', text: `${number}\t` }, ...content], { ...style, bold: true }),
  })
}

function paragraphOf({ number, continues, content, foreign }: ParagraphBlock, style: RunStyle, keepNext: boolean): Paragraph {
  const own: RunStyle = foreign === undefined ? style : { ...style, ...foreign }
  const runs = foreign === undefined || foreign.direction === style.direction ? runsOf(content, own) : againstRunsOf(content, own)
  const label = number === undefined ? [] : runsOf([{ kind: 'text', text: `${number}.\t` }], style)
  return new Paragraph({
    style: 'Body',
    keepNext,
    bidirectional: style.direction === 'rtl',
    ...(number === undefined ? {} : { indent: { start: hanging, hanging } }),
    ...(continues === true ? { indent: { start: hanging } } : {}),
    children: [...label, ...runs],
  })
}

function listOf({ items }: List, style: RunStyle): Paragraph[] {
  return items.map(
    ({ label, content }, place) =>
      new Paragraph({
        style: 'Body',
        bidirectional: style.direction === 'rtl',
        keepNext: place === 0 && items.length > 1,
        spacing: { after: place === items.length - 1 ? 120 : 40 },
        indent: { start: hanging + 480, hanging: 480 },
        children: runsOf([{ kind: 'text', text: `${label}\t` }, ...content], style),
      }),
  )
}

function twoColumns({ rows }: Columns, style: RunStyle, next: Block | undefined): Table {
  const second = style.beside ?? style
  const nextRow: Columns = { kind: 'columns', rows: [] }
  // What comes next to the last of a cell is another row; only below the last row is it the signature.
  const setAll = (blocks: readonly Block[], side: RunStyle, below: Block | undefined): (Paragraph | Table)[] =>
    blocks.flatMap((block, place) => docxBlock(block, place === blocks.length - 1 ? below : blocks[place + 1], side))
  return besides(
    rows.map((row, place) => {
      const below = place === rows.length - 1 ? next : nextRow
      return [setAll(row.first, style, below), setAll(row.second, second, below), isShort(row.first) && isShort(row.second)] as const
    }),
    style.direction,
  )
}

/** Whether a cell says so little that its row need not be parted between two pages. */
function isShort(blocks: readonly Block[]): boolean {
  const lines = blocks.flatMap((block): readonly Line[] => {
    if (block.kind === 'list') return block.items.map(({ content }) => content)
    return block.kind === 'heading' || block.kind === 'paragraph' ? [block.content] : []
  })
  return lines.reduce((sum, line) => sum + plainText(line).length, 0) <= 600
}

/** Two columns without borders but a line between them; the first stands where its language begins. */
export function besides(
  rows: readonly (readonly [first: (Paragraph | Table)[], second: (Paragraph | Table)[], whole?: boolean])[],
  direction: Direction,
): Table {
  const half = textWidth / 2
  return new Table({
    columnWidths: [half, half],
    width: { size: textWidth, type: WidthType.DXA },
    visuallyRightToLeft: direction === 'rtl',
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: thin },
    rows: rows.map(
      ([first, second, whole = false]) =>
        new TableRow({
          cantSplit: whole,
          children: [first, second].map(
            (children) =>
              new TableCell({
                width: { size: half, type: WidthType.DXA },
                margins: { top: 40, bottom: 40, left: 120, right: 120 },
                children,
              }),
          ),
        }),
    ),
  })
}
