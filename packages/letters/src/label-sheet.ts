import { groupedCode } from '@comity/domain/paper/letter-code'
import type { PrintedMark } from '@comity/domain/paper/outgoing-letter'
import type { Direction } from './direction.ts'
import { directionOfLanguage } from './direction.ts'
import type { OtherLanguage } from './bilingual-letter.ts'
import type { QrCode } from './model.ts'
import { qrCode } from './qr.ts'

/** Labels of one package: the outside bears the register number and the QR code, and nothing of the case, not even a reference. */
export interface LabelSheet {
  readonly language: string
  readonly direction: Direction
  readonly number: string
  readonly qr: QrCode
  readonly alternative: string
  /** What stands on each label under the number, as in `Part 2 of 3`. */
  readonly labels: readonly string[]
}

/** The labels of a package of so many parts. */
export function labelSheet({ number, code, url }: PrintedMark, parts: number, { language, t }: OtherLanguage): LabelSheet {
  return {
    language,
    direction: directionOfLanguage(language),
    number,
    qr: qrCode(url),
    alternative: t('paper.mark.qr', { code: groupedCode(code) }),
    labels: Array.from({ length: parts }, (_, place) =>
      t('paper.label.part', { part: place + 1, parts }).replaceAll(/[\u2066-\u2069]/gu, ''),
    ),
  }
}
