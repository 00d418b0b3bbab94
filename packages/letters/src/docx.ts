import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LeaderType,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TabStopType,
  TextRun,
} from 'docx'
import { besides, docxBlock, textWidth } from './docx-blocks.ts'
import { type RunStyle, runsOf, warning } from './docx-runs.ts'
import { hasRightToLeft } from './direction.ts'
import { docxMark } from './docx-mark.ts'
import { coreProperties } from './docx-properties.ts'
import { docxStyles } from './docx-styles.ts'
import { bytesOf } from './letterhead/data-address.ts'
import { type Doc, headLines, isolated, type Line, type Side } from './model.ts'
import { fixZipTimes } from './zip-times.ts'

const quiet = '5D646B'
const line = { style: BorderStyle.SINGLE, size: 4, color: '8A9096', space: 4 }

/** A letter as a Word file (ISO/IEC 29500). The same letter gives the same bytes. */
export async function renderDocx(doc: Doc): Promise<Uint8Array> {
  const style: RunStyle =
    doc.beside === undefined ? { direction: doc.direction } : { direction: doc.direction, beside: styleOf(doc.beside) }
  const document = new Document({
    styles: docxStyles(doc.language, doc.direction),
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1900, bottom: 1500, left: 1417, right: 1417, header: 560, footer: 600 },
          },
        },
        headers: {
          first: new Header({ children: draftLine(doc) }),
          default: new Header({ children: [...draftLine(doc), runningHead(doc)] }),
        },
        footers: { first: footer(doc), default: footer(doc) },
        children: [
          ...letterhead(doc, style),
          ...inEachLanguage(doc, headOf),
          ...doc.blocks.flatMap((block, place): (Paragraph | Table)[] => docxBlock(block, doc.blocks[place + 1], style)),
          ...inEachLanguage(doc, signatures),
          ...docxMark(doc.mark, style),
        ],
      },
    ],
  })
  const packed = await Packer.toArrayBuffer(document, undefined, [{ path: 'docProps/core.xml', data: coreProperties(doc) }])
  return fixZipTimes(new Uint8Array(packed))
}

function styleOf({ direction, language }: Side): RunStyle {
  return { direction, language, inColumn: true }
}

/** What a letter says once in its language, and beside it in the other where it has two. */
function inEachLanguage(doc: Doc, part: (side: Side, style: RunStyle) => Paragraph[]): (Paragraph | Table)[] {
  const first = part(doc, doc.beside === undefined ? { direction: doc.direction } : { direction: doc.direction, inColumn: true })
  if (doc.beside === undefined) return first
  return [besides([[first, part(doc.beside, styleOf(doc.beside)), true]], doc.direction), new Paragraph({ spacing: { after: 60 } })]
}

function draftLine({ draft, draftNotice, direction }: Doc): Paragraph[] {
  if (!draft) return [new Paragraph({ children: [] })]
  const border = { style: BorderStyle.SINGLE, size: 8, color: warning, space: 4 }
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      bidirectional: direction === 'rtl',
      indent: { left: 1200, right: 1200 },
      border: { top: border, bottom: border, left: border, right: border },
      spacing: { after: 120 },
      children: [new TextRun({ text: draftNotice, bold: true, boldComplexScript: true, color: warning, rightToLeft: direction === 'rtl' })],
    }),
  ]
}

function runningHead(doc: Doc): Paragraph {
  return new Paragraph({
    style: 'Edge',
    bidirectional: doc.direction === 'rtl',
    border: { bottom: line },
    spacing: { after: 240 },
    tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
    children: runsOf([...(doc.sender[0] ?? []), { kind: 'text', text: '\t' }, isolated(doc.reference)], { direction: doc.direction }),
  })
}

function footer(doc: Doc): Footer {
  const { before, between, after } = doc.pageLabel
  const mark: Line = doc.mark === undefined ? [] : [{ kind: 'text', text: ` · ${doc.mark.label}: ` }, isolated(doc.mark.number)]
  const label = runsOf([{ kind: 'text', text: `${doc.referenceLabel}: ` }, isolated(doc.reference), ...mark], { direction: doc.direction })
  const page = new TextRun({ children: ['\t', before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after] })
  return new Footer({
    children: [
      new Paragraph({
        style: 'Edge',
        bidirectional: doc.direction === 'rtl',
        border: { top: line },
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
        children: [...label, page],
      }),
    ],
  })
}

function letterhead(doc: Doc, style: RunStyle): Paragraph[] {
  const bidirectional = doc.direction === 'rtl'
  const lines = headLines(doc)
  const last = lines.length - 1
  const rule = { border: { bottom: { style: BorderStyle.DOUBLE, size: 6, color: '1C2024', space: 8 } } }
  return [
    ...emblemOf(doc),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      bidirectional,
      children: [
        new TextRun({ text: doc.state, allCaps: true, characterSpacing: hasRightToLeft(doc.state) ? 0 : 40, rightToLeft: bidirectional }),
      ],
    }),
    ...lines.map(
      (content, place) =>
        new Paragraph({
          style: place === 0 ? 'Sender' : 'Edge',
          alignment: AlignmentType.CENTER,
          bidirectional,
          ...(place === last ? rule : {}),
          children: runsOf(content, { ...style, bold: place === 0 }),
        }),
    ),
  ]
}

/** Pixels of Word, 96 to the inch: 18 mm high at most, and 60 mm wide. */
const emblemSize = { height: 68, width: 227 }

function emblemOf(doc: Doc): Paragraph[] {
  const emblem = doc.letterhead?.emblem
  const png = emblem === undefined ? undefined : bytesOf(emblem.source)
  if (emblem === undefined || png === undefined) return []
  const scale = Math.min(emblemSize.height / emblem.height, emblemSize.width / emblem.width)
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 60 },
      children: [
        new ImageRun({
          type: 'png',
          data: png,
          transformation: { width: Math.round(emblem.width * scale), height: Math.round(emblem.height * scale) },
          // With an id of its own the library does not count, and the same letter gives the same bytes.
          altText: { id: '2', name: 'emblem', title: emblem.alt, description: emblem.alt },
        }),
      ],
    }),
  ]
}

function headOf(side: Side, style: RunStyle): Paragraph[] {
  const bidirectional = side.direction === 'rtl'
  return [
    new Paragraph({
      alignment: style.inColumn === true ? AlignmentType.START : AlignmentType.END,
      bidirectional,
      spacing: { before: 360, after: 200 },
      children: runsOf(side.date, style),
    }),
    ...side.addressee.map((content, place) => new Paragraph({ bidirectional, children: runsOf(content, { ...style, bold: place === 0 }) })),
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      bidirectional,
      children: [new TextRun({ text: side.title, rightToLeft: bidirectional })],
    }),
    ...(side.subject.length === 0
      ? []
      : [new Paragraph({ style: 'Body', bidirectional, children: runsOf(side.subject, { ...style, italics: true }) })]),
    ...side.meta.map(
      ({ label, value }) =>
        new Paragraph({
          style: 'Meta',
          ...(style.inColumn === true ? { indent: { start: 1900, hanging: 1900 } } : {}),
          bidirectional,
          children: [new TextRun({ text: `${label}\t`, color: quiet, rightToLeft: bidirectional }), ...runsOf(value, style)],
        }),
    ),
    new Paragraph({ spacing: { after: 60 } }),
  ]
}

function signatures(side: Side, style: RunStyle): Paragraph[] {
  const end = style.inColumn === true ? 4100 : 6000
  const bidirectional = side.direction === 'rtl'
  return side.signatures.flatMap(({ role, fields }) => [
    new Paragraph({
      bidirectional,
      keepNext: true,
      spacing: { before: 480, after: 200 },
      children: [new TextRun({ text: role, bold: true, boldComplexScript: true, rightToLeft: bidirectional })],
    }),
    ...fields.map(
      (field, place) =>
        new Paragraph({
          bidirectional,
          keepNext: place < fields.length - 1,
          spacing: { before: 160, after: 160 },
          tabStops: [
            { type: TabStopType.LEFT, position: 1500 },
            { type: TabStopType.LEFT, position: end, leader: LeaderType.UNDERSCORE },
          ],
          children: [new TextRun({ text: `${field}\t\t`, color: quiet, rightToLeft: bidirectional })],
        }),
    ),
  ])
}
