import type { LegalBases } from '@comity/contract/request-law'
import { instrumentShortTitle } from '@comity/reference/instrument'
import { stateName } from '@comity/reference/state'
import { Citations } from '../request/citation.tsx'
import { inWords } from '../ui/in-words.ts'
import { useVoice } from '../ui/voice.ts'

/** One step of the reasoning about a basis. */
export type Reason = LegalBases['bases'][number]['reasons'][number]

interface ReasonLineProps {
  readonly reason: Reason
  readonly kind: 'reason' | 'excluded' | 'unknown'
  readonly instrument: string
  readonly requesting: string
  readonly requested: string
  readonly since?: string | undefined
}

/** A reason in the reader's words, with the articles that say so. */
export function ReasonLine({ reason, kind, instrument, requesting, requested, since }: ReasonLineProps) {
  const voice = useVoice()
  const { t, language } = voice
  const { state } = reason.values ?? {}
  const values = {
    instrument: instrumentShortTitle(instrument, language),
    requesting: stateName(requesting, language),
    requested: stateName(requested, language),
    date: since ?? '',
    ...reason.values,
    state: stateName(typeof state === 'string' ? state : requested, language),
  }
  return (
    <li>
      {t(`legal-basis.${kind}.${reason.code}`, inWords(values, voice))} <Citations provisions={reason.provisions} />
    </li>
  )
}
