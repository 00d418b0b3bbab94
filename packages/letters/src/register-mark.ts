import { groupedCode } from '@comity/domain/paper/letter-code'
import type { PrintedMark } from '@comity/domain/paper/outgoing-letter'
import type { Translate } from '@comity/language/translate'
import { isolated, type RegisterMark } from './model.ts'
import { phrase } from './phrase.ts'
import { qrCode } from './qr.ts'

/** What ties a letter to the register: its number, its code in letters and as a QR code, and where it is checked. No word of the case. */
export function registerMark({ number, code, url }: PrintedMark, t: Translate): RegisterMark {
  const shown = groupedCode(code)
  return {
    label: t('paper.mark.number'),
    number,
    rows: [
      { label: t('paper.mark.number'), value: [isolated(number)] },
      { label: t('paper.mark.code'), value: [isolated(shown)] },
    ],
    how: phrase(t, 'paper.mark.how', { page: isolated(url.split('?')[0] ?? '') }),
    qr: qrCode(url),
    alternative: t('paper.mark.qr', { code: shown }),
  }
}
