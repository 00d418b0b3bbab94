import { AlignmentType, BorderStyle, Paragraph, ShadingType, Table, TableCell, TableRow, WidthType } from 'docx'
import { type RunStyle, runsOf } from './docx-runs.ts'
import type { Line, Table as TableBlock } from './model.ts'

export const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
export const thin = { style: BorderStyle.SINGLE, size: 4, color: '8A9096' }
const thick = { style: BorderStyle.SINGLE, size: 8, color: '1C2024' }

/** The room that a table has, and the styles that its file has for it. */
export interface TableMeasures {
  /** In twentieths of a point. */
  readonly width: number
  /** Style of the paragraphs in its cells. */
  readonly style?: string
  /** Size of its letters in half points, where no style says it. */
  readonly size?: number
  readonly caption: string | undefined
  /** Its last row stays on one page with what follows, as with a signature. */
  readonly leads?: boolean
}

/** A table of a letter; `bare` is one without lines or head, which only puts things beside each other. */
export function tableOf(
  { caption, head, rows, widths, boxed, whole, bare = false }: TableBlock & { readonly bare?: boolean },
  style: RunStyle,
  measures: TableMeasures,
): (Paragraph | Table)[] {
  const sum = widths.reduce((total, share) => total + share, 0)
  const columnWidths = widths.map((share) => Math.floor((measures.width * share) / sum))
  const row = (cells: readonly Line[], isHead: boolean, isLast = false): TableRow =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map((cell, place) => {
        const leads = boxed === true && place === 0
        const look = {
          bold: isHead || leads,
          shaded: boxed === true && (isHead || place === 0),
          keepNext: isHead || (isLast ? measures.leads === true : whole === true),
        }
        return cellOf(cell, columnWidths[place] ?? 0, look, style, measures)
      }),
    })
  const side = boxed === true ? thin : none
  const borders = { top: thick, bottom: thin, left: side, right: side, insideHorizontal: thin, insideVertical: side }
  const noBorders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }
  return [
    ...(caption.length === 0 ? [] : [captionOf(caption, style, measures)]),
    new Table({
      columnWidths,
      width: { size: measures.width, type: WidthType.DXA },
      visuallyRightToLeft: style.direction === 'rtl',
      borders: bare ? noBorders : borders,
      rows: [...(bare ? [] : [row(head, true)]), ...rows.map((cells, place) => row(cells, false, place === rows.length - 1))],
    }),
    new Paragraph({ spacing: { after: 60 }, keepNext: measures.leads === true }),
  ]
}

function captionOf(content: Line, style: RunStyle, { caption }: TableMeasures): Paragraph {
  return new Paragraph({
    ...(caption === undefined ? {} : { style: caption }),
    keepNext: true,
    bidirectional: style.direction === 'rtl',
    children: runsOf(content, { ...style, italics: true }),
  })
}

interface CellLook {
  readonly bold: boolean
  readonly shaded: boolean
  readonly keepNext: boolean
}

function cellOf(content: Line, width: number, { bold, shaded, keepNext }: CellLook, style: RunStyle, measures: TableMeasures): TableCell {
  const { size } = measures
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    ...(shaded ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'F1F3F4' } } : {}),
    children: [
      new Paragraph({
        ...(measures.style === undefined ? {} : { style: measures.style }),
        ...(size === undefined ? {} : { spacing: { before: 0, after: 0 } }),
        keepNext,
        bidirectional: style.direction === 'rtl',
        alignment: AlignmentType.START,
        children: runsOf(content, { ...style, bold, ...(size === undefined ? {} : { size }) }),
      }),
    ],
  })
}
