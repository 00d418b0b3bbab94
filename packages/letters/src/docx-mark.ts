import { AlignmentType, BorderStyle, ImageRun, Paragraph, Table, TableCell, TableRow, WidthType } from 'docx'
import { textWidth } from './docx-blocks.ts'
import { type RunStyle, runsOf } from './docx-runs.ts'
import type { Line, RegisterMark } from './model.ts'
import { qrPng } from './qr-picture.ts'

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const rule = { style: BorderStyle.SINGLE, size: 4, color: '8A9096' }
const pictureWidth = 1900

/**
 * What ties the letter to the register, at its end: the QR code with its words beside it.
 * @param room width of the text in twentieths of a point, and the style of what stands in tables
 */
export function docxMark(
  mark: RegisterMark | undefined,
  style: RunStyle,
  { width, cell: cellStyle }: { readonly width: number; readonly cell: string | undefined } = { width: textWidth, cell: 'Cell' },
): (Paragraph | Table)[] {
  if (mark === undefined) return []
  const widths = [pictureWidth, width - pictureWidth]
  const line = (content: Line): Paragraph =>
    new Paragraph({
      ...(cellStyle === undefined ? {} : { style: cellStyle }),
      keepLines: true,
      bidirectional: style.direction === 'rtl',
      alignment: AlignmentType.START,
      children: runsOf(content, style),
    })
  const cell = (children: Paragraph[], size: number): TableCell =>
    new TableCell({ width: { size, type: WidthType.DXA }, margins: { top: 80, bottom: 80, left: 90, right: 90 }, children })
  const picture = new ImageRun({
    type: 'png',
    data: qrPng(mark.qr.modules),
    transformation: { width: 110, height: 110 },
    // With an id of its own the library does not count, and the same letter gives the same bytes.
    altText: { id: '1', name: mark.number, description: mark.alternative },
  })
  const said = [...mark.rows.map(({ label, value }): Line => [{ kind: 'text', text: `${label}: ` }, ...value]), mark.how]
  return [
    new Paragraph({ spacing: { before: 240 }, keepNext: true }),
    new Table({
      columnWidths: widths,
      width: { size: width, type: WidthType.DXA },
      visuallyRightToLeft: style.direction === 'rtl',
      borders: { top: rule, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
      rows: [
        new TableRow({
          cantSplit: true,
          children: [cell([new Paragraph({ children: [picture] })], widths[0] ?? 0), cell(said.map(line), widths[1] ?? 0)],
        }),
      ],
    }),
    new Paragraph({ spacing: { after: 60 } }),
  ]
}
