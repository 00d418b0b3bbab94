import { accessEraser } from './access/eraser.ts'
import { drafterFileEraser } from './drafter-file/eraser.ts'
import { messageEraser } from './exchange/eraser.ts'
import { letterheadEraser } from './letterhead/eraser.ts'
import { paperEraser } from './paper/eraser.ts'
import type { Eraser } from './platform/eraser.ts'
import { requestEraser } from './request/eraser.ts'
import { signatureEraser } from './signature/eraser.ts'
import { translationEraser } from './translation/eraser.ts'

/** Every slice that keeps something of requests or names files; what refers to the events of a request goes before them. */
export const erasers: readonly Eraser[] = [
  accessEraser,
  paperEraser,
  signatureEraser,
  translationEraser,
  drafterFileEraser,
  messageEraser,
  letterheadEraser,
  requestEraser,
]
