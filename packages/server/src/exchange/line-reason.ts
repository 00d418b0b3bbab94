import type { LineReason } from '@comity/domain/exchange/message-history'
import type { Problem } from '@comity/domain/problem'

const reasons: Readonly<Record<string, LineReason>> = {
  certificate: 'another-certificate',
  silence: 'silence',
  ETIMEDOUT: 'silence',
  'too long an answer': 'strange-answer',
  'strange-answer': 'strange-answer',
  'not-admitted': 'not-admitted',
}

/** What the line did, in a closed list, from the problem that the way out answers. */
export function lineReasonOf({ code, values }: Problem): LineReason | undefined {
  return code === 'try-later' ? (reasons[String(values?.['reason'])] ?? 'no-connection') : undefined
}
