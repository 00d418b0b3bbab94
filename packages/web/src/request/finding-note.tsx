import { keptApartInText } from '@comity/letters/prose'
import type { Finding } from '@comity/domain/requirement/finding'
import { inWords } from '../ui/in-words.ts'
import { useVoice } from '../ui/voice.ts'
import { Citations } from './citation.tsx'

interface FindingNoteProps {
  readonly finding: Finding
  /** The reason with which it was overridden. */
  readonly overridden?: string | undefined
  /** The person, offence or account it is about, where several are on the page. */
  readonly about?: string
}

/** One finding: how grave, what it says, who says so and how to settle it. */
export function FindingNote({ finding, overridden, about = '' }: FindingNoteProps) {
  const voice = useVoice()
  const { t } = voice
  const values = inWords(finding.values, voice)
  const look = overridden === undefined ? finding.severity : 'overridden'
  return (
    <div class={`finding ${look}`}>
      <p>
        <b>{t(overridden === undefined ? `finding.severity.${finding.severity}` : 'web.finding.overridden')}</b>{' '}
        {about === '' ? null : (
          <>
            <bdi>{about}</bdi>:{' '}
          </>
        )}
        {t(`finding.${finding.code}`, values)}
      </p>
      <Citations provisions={finding.provisions} />
      {overridden === undefined ? (
        <p>{t(`finding.${finding.code}.how`, values)}</p>
      ) : (
        <p>{t('web.finding.reason', { reason: keptApartInText(overridden) })}</p>
      )}
    </div>
  )
}
