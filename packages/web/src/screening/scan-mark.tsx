import { unknownVerdict, type Verdict } from '@comity/domain/screening/verdict'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'

/** What is known of a file's danger, in a word or two beside its name. What nobody scanned says so. */
export function ScanMark({ verdict = unknownVerdict }: { readonly verdict?: Verdict | undefined }) {
  const { t } = useVoice()
  const { scan, cautions = [] } = verdict
  return (
    <>
      <Tag tone={scan === 'clean' ? 'good' : scan === 'found' ? 'do' : 'plain'}>{t(`screening.${scan}`)}</Tag>
      {cautions.length === 0 ? null : (
        <>
          {' '}
          <Tag tone="do">{t('screening.care')}</Tag>
        </>
      )}
    </>
  )
}
