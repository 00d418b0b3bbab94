import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx'
import type { AvailableLanguage } from '@comity/language/languages'
import type { Translate } from '@comity/language/translate'
import { directionOfLanguage } from '../direction.ts'
import { wordLanguage } from '../docx-styles.ts'
import { fixZipTimes } from '../zip-times.ts'

/** What a template to begin with is made for. */
export interface StarterFor {
  readonly language: AvailableLanguage
  /** The translator of that language. */
  readonly t: Translate
  /** Name of the authority, in its head. */
  readonly authority: string
}

const textWidth = 9072
const face = 'Times New Roman'
const lineRule = LineRuleType.AUTO

/**
 * A plain Word template that fulfils the contract, for a ministry to put its own look on: every placeholder once, every
 * style with its numbering. Numbers stand a little within the margin, because programs differ on where those of a text
 * from right to left begin.
 */
export async function starterTemplate({ language, t, authority }: StarterFor): Promise<Uint8Array> {
  const direction = directionOfLanguage(language)
  const rightToLeft = direction === 'rtl'
  const say = (text: string, look: object = {}): TextRun => new TextRun({ text, rightToLeft, ...look })
  const bidirectional = rightToLeft
  const rule = { style: BorderStyle.SINGLE, size: 6, color: '1C2024', space: 6 }
  const run = {
    font: { ascii: face, hAnsi: face, cs: face, eastAsia: 'SimSun' },
    size: 23,
    sizeComplexScript: 25,
    language: wordLanguage(language, direction),
  }
  const [before = '', between = '', after = ''] = t('letter.page', { page: '\uE000', pages: '\uE001' })
    .replaceAll(/[\u2066-\u2069]/gu, '')
    .split(/[\uE000\uE001]/u)
  const document = new Document({
    title: authority,
    creator: authority,
    styles: {
      default: { document: { run, paragraph: { spacing: { after: 120, line: 276, lineRule } } } },
      paragraphStyles: [
        { id: 'MLABody', name: 'MLABody', basedOn: 'Normal' },
        { id: 'MLANum', name: 'MLANum', basedOn: 'Normal', paragraph: { numbering: { reference: 'paragraphs', level: 0 } } },
        { id: 'MLASub', name: 'MLASub', basedOn: 'Normal', paragraph: { numbering: { reference: 'paragraphs', level: 1 } } },
        {
          id: 'MLAHead',
          name: 'MLAHead',
          basedOn: 'Normal',
          run: { bold: true, boldComplexScript: true, size: 25, sizeComplexScript: 27 },
          paragraph: { keepNext: true, outlineLevel: 0, spacing: { before: 280, after: 120 } },
        },
        {
          id: 'MLACell',
          name: 'MLACell',
          basedOn: 'Normal',
          run: { size: 20, sizeComplexScript: 22 },
          paragraph: { spacing: { before: 20, after: 20, line: 252, lineRule } },
        },
      ],
    },
    numbering: {
      config: [
        {
          reference: 'paragraphs',
          levels: [
            level(0, LevelFormat.DECIMAL, '%1.', 'MLANum', { start: 740, hanging: 560 }),
            level(1, language === 'ar' ? 'arabicAbjad' : LevelFormat.LOWER_LETTER, '(%2)', 'MLASub', { start: 1260, hanging: 520 }),
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 2000, bottom: 1500, left: 1417, right: 1417, header: 700, footer: 600 },
          },
        },
        headers: {
          default: new Header({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                bidirectional,
                border: { bottom: rule },
                children: [say(authority, { bold: true, boldComplexScript: true, size: 28, sizeComplexScript: 30 })],
              }),
            ],
          }),
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                bidirectional,
                tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
                children: [
                  say(`${t('letter.field.reference')}: {{ref}}\t`),
                  new TextRun({ rightToLeft, children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after] }),
                ],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({ bidirectional, alignment: AlignmentType.END, children: [say('{{date}}')] }),
          new Paragraph({ bidirectional, spacing: { before: 120, after: 280 }, children: [say('{{addressee}}')] }),
          new Paragraph({
            bidirectional,
            spacing: { after: 200 },
            children: [say('{{title}}', { bold: true, boldComplexScript: true, size: 29, sizeComplexScript: 31 })],
          }),
          new Paragraph({ style: 'MLABody', children: [say('{{body}}')] }),
          new Paragraph({ style: 'MLABody', spacing: { before: 360 }, children: [say('{{signName}}')] }),
        ],
      },
    ],
  })
  return fixZipTimes(new Uint8Array(await Packer.toBuffer(document)))
}

type Format = (typeof LevelFormat)[keyof typeof LevelFormat]

function level(at: number, format: Format | 'arabicAbjad', text: string, style: string, indent: { start: number; hanging: number }) {
  return { level: at, format, text, start: 1, style: { style, paragraph: { indent } } }
}
