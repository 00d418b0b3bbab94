import {
  AlignmentType,
  BorderStyle,
  Footer,
  Header,
  type ISectionOptions,
  LevelFormat,
  LineRuleType,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { emblem, noBorders, pack, words } from './ministry-pieces.fixture.ts'

const blue = '0B4F8A'

/** A ministry with a house style: a head of two columns, colours, heads without numbers of their own, and styles for tables and running text. */
export async function modernTemplate(): Promise<Uint8Array> {
  const face = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial' }
  const cell = (children: Paragraph[], size: number, fill?: string): TableCell =>
    new TableCell({
      width: { size, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 120, bottom: 120, left: 160, right: 160 },
      ...(fill === undefined ? {} : { shading: { type: ShadingType.CLEAR, color: 'auto', fill } }),
      children,
    })
  const white = (text: string, size: number): Paragraph =>
    new Paragraph({ spacing: { after: 0 }, children: [new TextRun({ text, color: 'FFFFFF', bold: true, size })] })
  const small = (text: string): Paragraph =>
    new Paragraph({ spacing: { after: 0 }, children: [new TextRun({ text, size: 16, color: '444444' })] })
  const table = (rows: TableCell[][], widths: number[]): Table =>
    new Table({
      columnWidths: widths,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      borders: noBorders,
      rows: rows.map((children) => new TableRow({ children })),
    })
  const logo = new Paragraph({ spacing: { after: 60 }, children: [emblem(8, [255, 255, 255], 48)] })
  const head = table(
    [
      [
        cell([logo, white('Ministry of Justice', 28), white('Office for International Cooperation', 18)], 5600, blue),
        cell(
          [
            small('12 Harbour Road, Example City'),
            small('Telephone +254 20 555 0100'),
            small('mutual.assistance@justice.example'),
            small('Our reference: {{ref}}'),
          ],
          3826,
          'E8EEF4',
        ),
      ],
    ],
    [5600, 3826],
  )
  const first: ISectionOptions['headers'] = {
    first: new Header({ children: [head, new Paragraph({ spacing: { after: 0 } })] }),
    default: new Header({
      children: [
        new Paragraph({
          tabStops: [{ type: TabStopType.RIGHT, position: 9426 }],
          border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: blue, space: 4 } },
          children: [new TextRun({ text: 'Ministry of Justice\t{{ref}}', size: 16, color: blue })],
        }),
      ],
    }),
  }
  const foot = (): Footer =>
    new Footer({
      children: [
        new Paragraph({
          alignment: AlignmentType.END,
          children: [new TextRun({ size: 16, color: blue, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
        }),
      ],
    })
  return pack({
    styles: {
      default: {
        document: {
          run: { font: face, size: 21, language: { value: 'en-GB' } },
          paragraph: { spacing: { after: 140, line: 280, lineRule: LineRuleType.AUTO } },
        },
      },
      paragraphStyles: [
        { id: 'MLABody', name: 'MLA Body', basedOn: 'Normal' },
        { id: 'MLANum', name: 'MLA Num', basedOn: 'Normal', paragraph: { numbering: { reference: 'mla', level: 0 } } },
        {
          id: 'MLASub',
          name: 'MLA Sub',
          basedOn: 'Normal',
          paragraph: { spacing: { after: 60 }, numbering: { reference: 'mla', level: 1 } },
        },
        {
          id: 'MLAHead',
          name: 'MLA Head',
          basedOn: 'Normal',
          run: { bold: true, size: 26, color: blue },
          paragraph: { spacing: { before: 320, after: 120 }, keepNext: true, outlineLevel: 0 },
        },
        {
          id: 'MLAHead2',
          name: 'MLA Head 2',
          basedOn: 'Normal',
          run: { bold: true, size: 21, color: '444444' },
          paragraph: { spacing: { before: 200, after: 100 }, keepNext: true, outlineLevel: 1 },
        },
        {
          id: 'MLACell',
          name: 'MLA Cell',
          basedOn: 'Normal',
          run: { size: 18 },
          paragraph: { spacing: { before: 20, after: 20, line: 240, lineRule: LineRuleType.AUTO } },
        },
        {
          id: 'MLACaption',
          name: 'MLA Caption',
          basedOn: 'Normal',
          run: { size: 18, color: blue },
          paragraph: { spacing: { before: 120, after: 60 } },
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
              text: '%1',
              start: 1,
              style: { style: 'MLANum', run: { color: blue, bold: true }, paragraph: { indent: { left: 480, hanging: 480 } } },
            },
            {
              level: 1,
              format: LevelFormat.LOWER_LETTER,
              text: '%2)',
              start: 1,
              style: { style: 'MLASub', run: { color: blue }, paragraph: { indent: { left: 900, hanging: 420 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1700, bottom: 1300, left: 1240, right: 1240, header: 500, footer: 500 },
          },
        },
        headers: first,
        footers: { first: foot(), default: foot() },
        children: [
          table(
            [
              [
                cell([words('{{addressee}}', { spacing: { after: 0 } })], 5600),
                cell([words('{{date}}', { alignment: AlignmentType.END, spacing: { after: 0 } })], 3826),
              ],
            ],
            [5600, 3826],
          ),
          new Paragraph({
            spacing: { before: 240, after: 240 },
            children: [new TextRun({ text: '{{title}}', bold: true, size: 32, color: blue })],
          }),
          words('{{body}}'),
          words('{{signName}}', { style: 'MLABody', spacing: { before: 300 } }),
        ],
      },
    ],
  })
}
