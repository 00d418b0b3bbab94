import { BorderStyle, Document, ImageRun, Packer, Paragraph, TextRun } from 'docx'
import { emblemPng } from './drawing.fixture.ts'

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
/** For tables that only put things beside each other. */
export const noBorders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }

/** A template as a file. */
export async function pack(options: ConstructorParameters<typeof Document>[0]): Promise<Uint8Array> {
  return new Uint8Array(await Packer.toBuffer(new Document(options)))
}

/** An emblem in a head. */
export function emblem(points: number, colour: readonly [number, number, number], size: number): ImageRun {
  return new ImageRun({
    type: 'png',
    data: emblemPng(points, colour),
    transformation: { width: size, height: size },
    altText: { name: 'Emblem', description: 'Emblem of the ministry', title: 'Emblem' },
  })
}

/** A paragraph of a template. */
export function words(text: string, options: object = {}): Paragraph {
  return new Paragraph({ ...options, children: [new TextRun(text)] })
}
