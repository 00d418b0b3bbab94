import type { Translate } from '@comity/language/translate'
import { AlignmentType, BorderStyle, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx'
import { type Direction, directionOfLanguage } from './direction.ts'
import { textWidth } from './docx-blocks.ts'
import { runsOf } from './docx-runs.ts'
import { docxStyles } from './docx-styles.ts'
import { isolated } from './model.ts'
import { paragraphsOf } from './prose.ts'
import type { FileSegment, TranslationFile } from './translation-file.ts'
import { fixZipTimes } from './zip-times.ts'

const edge = { style: BorderStyle.SINGLE, size: 4, color: '8A9096' }
const widths = [Math.floor(textWidth * 0.08), Math.floor(textWidth * 0.46), Math.floor(textWidth * 0.46)] as const

interface Voice {
  /** The translator of the language of who exports. */
  readonly t: Translate
  readonly language: string
}

function cell(children: Paragraph[], width: number): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    children,
  })
}

function small(text: string, direction: Direction, bold = false): Paragraph {
  return new Paragraph({
    style: 'Cell',
    bidirectional: direction === 'rtl',
    children: [new TextRun({ text, rightToLeft: direction === 'rtl', bold, boldComplexScript: bold })],
  })
}

/** A text in its own language; one that is empty leaves a paragraph to write in. */
function said(text: string, language: string): Paragraph {
  const direction = directionOfLanguage(language)
  return new Paragraph({
    style: 'Cell',
    bidirectional: direction === 'rtl',
    alignment: AlignmentType.START,
    children: paragraphsOf(text).flatMap((line) => runsOf(line, { direction, language })),
  })
}

function rowOf(segment: FileSegment, number: number, { sourceLanguage, language }: TranslationFile): TableRow {
  return new TableRow({
    children: [
      cell([small(String(number), 'ltr')], widths[0]),
      cell([said(segment.text, sourceLanguage)], widths[1]),
      cell([said(segment.target ?? '', language)], widths[2]),
    ],
  })
}

/** A translation as a Word file: a table with a number, the source and a place for the target in each row. The same gives the same bytes. */
export async function renderBilingualTable(file: TranslationFile, { t, language }: Voice): Promise<Uint8Array> {
  const direction = directionOfLanguage(language)
  const bidirectional = direction === 'rtl'
  const name = (tag: string): string => new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(tag) ?? tag
  const head = [
    t('letter.worksheet.number'),
    t('letter.worksheet.source', { language: name(file.sourceLanguage) }),
    t('letter.worksheet.target', { language: name(file.language) }),
  ]
  const document = new Document({
    styles: docxStyles(language, direction),
    sections: [
      {
        properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1417, bottom: 1417, left: 1417, right: 1417 } } },
        children: [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            bidirectional,
            children: [new TextRun({ text: t('translation.file.title'), rightToLeft: bidirectional })],
          }),
          new Paragraph({ style: 'Body', bidirectional, children: runsOf([isolated(file.reference)], { direction }) }),
          small(t('translation.file.how'), direction),
          new Table({
            columnWidths: [...widths],
            width: { size: textWidth, type: WidthType.DXA },
            borders: { top: edge, bottom: edge, left: edge, right: edge, insideHorizontal: edge, insideVertical: edge },
            rows: [
              new TableRow({ tableHeader: true, children: head.map((text, at) => cell([small(text, direction, true)], widths[at] ?? 0)) }),
              ...file.segments.map((segment, at) => rowOf(segment, at + 1, file)),
            ],
          }),
          new Paragraph({ style: 'Edge', spacing: { before: 240 }, children: [new TextRun({ text: `comity-translation:${file.id}` })] }),
        ],
      },
    ],
  })
  const core =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
  const packed = await Packer.toBuffer(document, undefined, [{ path: 'docProps/core.xml', data: core }])
  return fixZipTimes(new Uint8Array(packed))
}
