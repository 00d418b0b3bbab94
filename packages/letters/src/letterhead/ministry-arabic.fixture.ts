import {
  AlignmentType,
  BorderStyle,
  Footer,
  Header,
  LevelFormat,
  LineRuleType,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { emblem, noBorders, pack } from './ministry-pieces.fixture.ts'

/** A ministry that writes from right to left: Arabic on the right of the head, a Latin name on the left, letters of Abjad for points. */
export async function arabicTemplate(): Promise<Uint8Array> {
  const face = { ascii: 'Noto Naskh Arabic', hAnsi: 'Noto Naskh Arabic', cs: 'Noto Naskh Arabic' }
  const arabic = (text: string, size: number, bold = false): Paragraph =>
    new Paragraph({
      bidirectional: true,
      spacing: { after: 0 },
      children: [new TextRun({ text, rightToLeft: true, size, sizeComplexScript: size, bold, boldComplexScript: bold })],
    })
  const cell = (children: Paragraph[], size: number): TableCell =>
    new TableCell({ width: { size, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER, children })
  const head = new Table({
    columnWidths: [3800, 1472, 3800],
    width: { size: 9072, type: WidthType.DXA },
    visuallyRightToLeft: true,
    borders: { ...noBorders, bottom: { style: BorderStyle.SINGLE, size: 10, color: '14532D' } },
    rows: [
      new TableRow({
        children: [
          cell([arabic('جمهورية المثال', 22), arabic('وزارة العدل', 30, true), arabic('إدارة التعاون الدولي', 22)], 3800),
          cell([new Paragraph({ alignment: AlignmentType.CENTER, children: [emblem(6, [20, 83, 45], 62)] })], 1472),
          cell(
            ['Ministry of Justice', 'International Cooperation', 'Tel. +20 2 5550 0100'].map(
              (text) =>
                new Paragraph({ alignment: AlignmentType.LEFT, spacing: { after: 0 }, children: [new TextRun({ text, size: 18 })] }),
            ),
            3800,
          ),
        ],
      }),
    ],
  })
  const run = (text: string, options: object = {}): TextRun => new TextRun({ text, rightToLeft: true, ...options })
  return pack({
    styles: {
      default: {
        document: {
          run: { font: face, size: 24, sizeComplexScript: 26, language: { value: 'en-US', bidirectional: 'ar-EG' } },
          paragraph: { spacing: { after: 120, line: 320, lineRule: LineRuleType.AUTO } },
        },
      },
      paragraphStyles: [
        { id: 'MLANum', name: 'MLANum', basedOn: 'Normal', paragraph: { numbering: { reference: 'mla', level: 0 } } },
        { id: 'MLASub', name: 'MLASub', basedOn: 'Normal', paragraph: { numbering: { reference: 'mla', level: 1 } } },
        {
          id: 'MLAHead',
          name: 'MLAHead',
          basedOn: 'Normal',
          run: { bold: true, boldComplexScript: true, size: 26, sizeComplexScript: 28, color: '14532D' },
          paragraph: { spacing: { before: 280, after: 120 }, keepNext: true, outlineLevel: 0 },
        },
      ],
    },
    numbering: {
      config: [
        {
          reference: 'mla',
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: '%1-',
              start: 1,
              style: { style: 'MLANum', paragraph: { indent: { start: 860, hanging: 600 } } },
            },
            {
              level: 1,
              format: LevelFormat.ARABIC_ABJAD,
              text: '(%2)',
              start: 1,
              style: { style: 'MLASub', paragraph: { indent: { start: 1420, hanging: 560 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 2500, bottom: 1500, left: 1417, right: 1417, header: 560, footer: 600 },
          },
        },
        headers: { default: new Header({ children: [head, new Paragraph({ spacing: { after: 0 } })] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                bidirectional: true,
                alignment: AlignmentType.CENTER,
                children: [
                  run('صفحة '),
                  new TextRun({ children: [PageNumber.CURRENT], rightToLeft: true }),
                  run(' من '),
                  new TextRun({ children: [PageNumber.TOTAL_PAGES], rightToLeft: true }),
                ],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({
            bidirectional: true,
            tabStops: [{ type: TabStopType.RIGHT, position: 9072 }],
            children: [run('المرجع: {{ref}}\tالتاريخ: {{date}}')],
          }),
          new Paragraph({ bidirectional: true, spacing: { before: 200, after: 260 }, children: [run('{{addressee}}')] }),
          new Paragraph({
            bidirectional: true,
            alignment: AlignmentType.CENTER,
            spacing: { after: 200 },
            children: [run('{{title}}', { bold: true, boldComplexScript: true, sizeComplexScript: 32 })],
          }),
          new Paragraph({ bidirectional: true, children: [run('{{body}}')] }),
          new Paragraph({ bidirectional: true, spacing: { before: 300 }, children: [run('{{signName}}')] }),
        ],
      },
    ],
  })
}
