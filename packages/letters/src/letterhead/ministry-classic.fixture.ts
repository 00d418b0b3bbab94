import { AlignmentType, BorderStyle, Footer, Header, LevelFormat, LineRuleType, PageNumber, Paragraph, TextRun } from 'docx'
import { emblem, pack, words } from './ministry-pieces.fixture.ts'

/** A ministry of the old school: everything centred and in one face, the reference in the head, heads in Roman numerals. */
export async function classicTemplate(): Promise<Uint8Array> {
  const face = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' }
  const head = new Header({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [emblem(5, [122, 30, 36], 64)] }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ text: 'República de Ejemplo', smallCaps: true, size: 22 })],
      }),
      new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text: 'Ministerio de Justicia', bold: true, size: 30 })] }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        border: { bottom: { style: BorderStyle.DOUBLE, size: 6, color: '7A1E24', space: 6 } },
        children: [new TextRun({ text: 'Dirección de Cooperación Jurídica Internacional', italics: true, size: 20 })],
      }),
      // As Word leaves it after a correction: parted over runs.
      new Paragraph({
        alignment: AlignmentType.END,
        spacing: { before: 80, after: 160 },
        children: [
          new TextRun({ text: 'Oficio N.º {{', size: 20 }),
          new TextRun({ text: 're', bold: true, size: 20 }),
          new TextRun({ text: 'f}}', size: 20 }),
        ],
      }),
    ],
  })
  const foot = new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: '7A1E24', space: 4 } },
        children: [
          new TextRun({
            size: 16,
            children: [
              'Plaza Mayor 1, Lima · +51 1 555 0100 · cooperacion@ejemplo.example · Página ',
              PageNumber.CURRENT,
              ' de ',
              PageNumber.TOTAL_PAGES,
            ],
          }),
        ],
      }),
    ],
  })
  return pack({
    creator: 'M. Secretaria',
    styles: {
      default: {
        document: {
          run: { font: face, size: 24, language: { value: 'es-PE' } },
          paragraph: { spacing: { after: 120, line: 276, lineRule: LineRuleType.AUTO } },
        },
      },
      paragraphStyles: [
        {
          id: 'MLANum',
          name: 'MLANum',
          basedOn: 'Normal',
          paragraph: { alignment: AlignmentType.BOTH, numbering: { reference: 'mla', level: 0 } },
        },
        { id: 'MLASub', name: 'MLASub', basedOn: 'Normal', paragraph: { numbering: { reference: 'mla', level: 1 } } },
        {
          id: 'MLAHead',
          name: 'MLAHead',
          basedOn: 'Normal',
          run: { bold: true, allCaps: true },
          paragraph: { spacing: { before: 280, after: 140 }, keepNext: true, outlineLevel: 0, numbering: { reference: 'heads', level: 0 } },
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
              text: '%1.',
              start: 1,
              style: { style: 'MLANum', paragraph: { indent: { left: 567, hanging: 567 } } },
            },
            {
              level: 1,
              format: LevelFormat.LOWER_LETTER,
              text: '(%2)',
              start: 1,
              style: { style: 'MLASub', paragraph: { indent: { left: 1134, hanging: 567 } } },
            },
          ],
        },
        {
          reference: 'heads',
          levels: [
            {
              level: 0,
              format: LevelFormat.UPPER_ROMAN,
              text: '%1.',
              start: 1,
              style: { style: 'MLAHead', paragraph: { indent: { left: 567, hanging: 567 } } },
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
            margin: { top: 3400, bottom: 1600, left: 1700, right: 1700, header: 560, footer: 560 },
          },
        },
        headers: { default: head },
        footers: { default: foot },
        children: [
          words('{{date}}', { alignment: AlignmentType.END }),
          words('{{addressee}}', { spacing: { before: 240, after: 360 } }),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 240 },
            children: [new TextRun({ text: '{{title}}', bold: true, size: 28 })],
          }),
          words('{{ body }}', { alignment: AlignmentType.BOTH }),
          words('{{signName}}', { spacing: { before: 360 } }),
        ],
      },
    ],
  })
}
