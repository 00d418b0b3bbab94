import type { Side } from '@comity/domain/request/act'
import type { RequestContent } from '@comity/domain/request/content'
import { turned } from './act-letter.ts'
import { createWriter } from './letter-writer.ts'
import { type Doc, isolated, type Line, text } from './model.ts'
import { phrase } from './phrase.ts'
import { registerMark } from './register-mark.ts'
import { type LetterFrame, requestLetter } from './request-letter.ts'

/** Something in the package, without its name: names of files tell of the case. */
export interface Enclosure {
  /** SHA-256 of the file of which it is the print, in hex. */
  readonly sha256: string
  /** Bytes of that file. */
  readonly size: number
}

/** What a package holds. */
export interface Package {
  /** The request of which the letter in it speaks, and on which side of it we stand. */
  readonly content: RequestContent
  readonly side: Side
  /** SHA-256 of the letter's PDF, as it is printed. */
  readonly sha256: string
  readonly pages: number
  readonly enclosures: readonly Enclosure[]
}

/**
 * The sheet that lies on top in a posted package: from whom, to whom, the number with its QR code, and what must be in it with its
 * hashes. It bears the reference that the letter bears, and nothing else of the case.
 */
export function coverSheet({ content, side, sha256, pages, enclosures }: Package, frame: LetterFrame): Doc {
  const { t, language, names, draft } = frame
  const letter = requestLetter(side === 'requested' ? turned(content) : content, frame)
  const writer = createWriter({ t, language, names, draft, written: undefined })
  writer.say('paper.cover.text', { count: enclosures.length })
  const hash = (of: string): Line => [isolated(of.slice(0, 32)), { kind: 'break' }, isolated(of.slice(32))]
  writer.table({
    caption: [],
    head: ['letter.certificate.number', 'paper.cover.part', 'paper.cover.extent', 'letter.certificate.hash-column'].map((id) =>
      phrase(t, id),
    ),
    rows: [
      [[text('1')], phrase(t, 'paper.cover.letter'), phrase(t, 'paper.cover.pages', { count: pages }), hash(sha256)],
      ...enclosures.map((enclosure, place): Line[] => [
        [text(String(place + 2))],
        phrase(t, 'paper.cover.enclosure', { number: text(String(place + 1)) }),
        phrase(t, 'letter.certificate.bytes', { size: enclosure.size }),
        hash(enclosure.sha256),
      ]),
    ],
    widths: [2, 5, 4, 9],
  })
  return {
    ...letter,
    title: t('paper.cover.title'),
    subject: [],
    meta: [{ label: t('letter.field.reference'), value: [isolated(letter.reference)] }],
    blocks: writer.blocks,
    signatures: [],
    ...(frame.mark === undefined ? {} : { mark: registerMark(frame.mark, t) }),
  }
}
